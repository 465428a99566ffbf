namespace HtxCancel.Htx;

/// <summary>What became of one request to HTX. A refused order is a value, not an exception.</summary>
/// <typeparam name="T">What a good answer holds.</typeparam>
internal abstract record HtxResult<T>
{
    private HtxResult()
    {
    }

    /// <summary>HTX answered, and the answer could be read.</summary>
    internal sealed record Ok(T Value) : HtxResult<T>;

    /// <summary>HTX answered no.</summary>
    internal sealed record Failed(HtxError Error) : HtxResult<T>;

    /// <summary>No answer, or none that could be read: the request may or may not have been carried out.</summary>
    internal sealed record NoAnswer(string Detail) : HtxResult<T>;
}
