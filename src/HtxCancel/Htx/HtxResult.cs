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

/// <summary>HTX answered, and the answer is no.</summary>
/// <param name="Class">What the code means.</param>
/// <param name="Code">HTX's number; null for an answer that has none (<c>{"status":"maintain"}</c>).</param>
/// <param name="Message">HTX's own text, at most 200 characters, free of keys and signatures; for people only.</param>
/// <param name="PathMissing">HTTP 404: the host does not know the path at all.</param>
/// <param name="AnsweredAt">The answer's own time, UTC, where it has one.</param>
internal sealed record HtxError(
    HtxCodeClass Class, int? Code, string? Message, bool PathMissing = false, DateTimeOffset? AnsweredAt = null)
{
    /// <summary>Which host said so, from 0: what one refuses another may take.</summary>
    public int Host { get; init; }

    /// <summary>It speaks of key, signature or time, and the host's clock is known better now than when the call was signed.</summary>
    public bool ClockCorrected { get; init; }

    /// <summary>HTTP 404 on the path, whatever the body.</summary>
    public static HtxError NoSuchPath(HtxReply reply) => new(HtxCodeClass.Moved, 404, "the host does not know this path", PathMissing: true) { Host = reply.Host };

    /// <summary>The error as a part of a sentence: code, then HTX's words.</summary>
    public override string ToString() => (Code, Message) switch
    {
        (null, _) => Message ?? "an answer without a code",
        (_, null or "") => $"HTX {Code}",
        _ => $"HTX {Code}: {Message}",
    };
}

/// <summary>What HTX said of one order instead of cancelling it.</summary>
internal sealed record OrderError(string OrderId, HtxError Error);

/// <summary>HTX accepted a cancel. Accepted is not cancelled: only a look shows that.</summary>
/// <param name="Accepted">Ids that HTX says it cancels.</param>
/// <param name="Errors">Ids that HTX says something else about; one can stand in both.</param>
/// <param name="AreConditional">The ids are algo ids.</param>
internal sealed record CancelAcknowledgement(IReadOnlyList<string> Accepted, IReadOnlyList<OrderError> Errors, bool AreConditional = false);
