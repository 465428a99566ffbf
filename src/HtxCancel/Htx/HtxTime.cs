namespace HtxCancel.Htx;

/// <summary>Times as HTX writes them.</summary>
internal static class HtxTime
{
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The <c>ts</c> of an answer, milliseconds since 1970 in UTC; null where it is absent or no date.</summary>
    public static DateTimeOffset? FromMilliseconds(long? ts) =>
        ts is { } value && value > 0 && value <= Latest ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
