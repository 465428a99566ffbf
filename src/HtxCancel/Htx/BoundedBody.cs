namespace HtxCancel.Htx;

/// <summary>Reads a body that comes from outside, and no more of it than is allowed.</summary>
internal static class BoundedBody
{
    private const int UsualBytes = 1024;
    private const int MaximumBytesAhead = 64 * 1024;

    /// <summary>All of <paramref name="stream"/>; null when it holds more than <paramref name="maximumBytes"/>. What its sender announces
    /// in <paramref name="announcedBytes"/> need not be true.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(
        Stream stream, int maximumBytes, long? announcedBytes, CancellationToken cancellationToken)
    {
        // One byte more than announced: the end is seen without a larger buffer.
        var buffer = new byte[Math.Clamp((announcedBytes ?? UsualBytes - 1) + 1, 1, MaximumBytesAhead)];
        var length = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
        {
            length += read;
            if (length > maximumBytes)
                return null;

            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, maximumBytes + 1L));
        }

        return buffer.AsMemory(0, length);
    }
}
