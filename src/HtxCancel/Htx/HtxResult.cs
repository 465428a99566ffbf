using System.Diagnostics;

namespace HtxCancel.Htx;

/// <summary>What became of one request to HTX. A refused order is a value, not an exception.</summary>
/// <typeparam name="T">What a good answer holds.</typeparam>
internal abstract record HtxResult<T>
{
    private HtxResult() { }

    /// <summary>The same, with what <paramref name="read"/> makes of a good answer.</summary>
    public HtxResult<TOther> Then<TOther>(Func<T, HtxResult<TOther>> read) => this switch
    {
        Ok ok => read(ok.Value),
        Failed failed => new HtxResult<TOther>.Failed(failed.Error),
        NoAnswer lost => new HtxResult<TOther>.NoAnswer(lost.Detail),
        _ => throw new UnreachableException(),
    };

    /// <summary>HTX answered, and the answer could be read.</summary>
    internal sealed record Ok(T Value) : HtxResult<T>;

    internal sealed record Failed(HtxError Error) : HtxResult<T>;

    /// <summary>No answer, or none that could be read: the request may or may not have been carried out.</summary>
    internal sealed record NoAnswer(string Detail) : HtxResult<T>;
}

/// <summary>HTX answered, and the answer is no. The code is null for one that has none (<c>{"status":"maintain"}</c>); the message, HTX's
/// own, is for people only: at most 200 characters, free of keys and signatures. A path that is missing is HTTP 404.</summary>
internal sealed record HtxError(
    HtxCodeClass Class, int? Code, string? Message, bool PathMissing = false, DateTimeOffset? AnsweredAt = null)
{
    /// <summary>Which host said so, from 0: what one refuses another may take.</summary>
    public int Host { get; init; }

    /// <summary>It speaks of key, signature or time, and the host's clock is known better now than when the call was signed.</summary>
    public bool ClockCorrected { get; init; }

    public static HtxError Of(int code, string? message, HtxReply reply) =>
        new(HtxCode.Classify(code), code, reply.Clean(message)) { Host = reply.Host };

    public static HtxError NoSuchPath(HtxReply reply) =>
        new(HtxCodeClass.Moved, 404, "the host does not know this path", PathMissing: true) { Host = reply.Host };

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

/// <summary>HTX accepted a cancel. Accepted is not cancelled: only a look shows that. An id can stand among both; where they are
/// conditional, ids are algo ids.</summary>
internal sealed record CancelAcknowledgement(IReadOnlyList<string> Accepted, IReadOnlyList<OrderError> Errors, bool AreConditional = false);
