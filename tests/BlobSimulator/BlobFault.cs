namespace BlobSimulator;

/// <summary>What goes wrong with one request.</summary>
public abstract record BlobFault
{
    private BlobFault()
    {
    }

    /// <summary>It waits until its caller gives up, and is not carried out.</summary>
    public static BlobFault Hangs { get; } = new Hang(IsCarriedOut: false);

    /// <summary>It is carried out, and its caller waits until it gives up.</summary>
    public static BlobFault HangsAfterwards { get; } = new Hang(IsCarriedOut: true);

    /// <summary>There is no connection, and it is not carried out.</summary>
    public static BlobFault NoConnection { get; } = new Reset(IsCarriedOut: false);

    /// <summary>It is carried out, and the connection ends before the answer.</summary>
    public static BlobFault LosesAnswer { get; } = new Reset(IsCarriedOut: true);

    /// <summary>The answer is an error, and it is not carried out.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The error code, such as <c>AuthorizationPermissionMismatch</c>.</param>
    public static BlobFault Answers(int status, string code) => new Error(status, code);

    /// <summary>It is carried out at once, and answered later.</summary>
    /// <param name="delay">How much later, by the service's clock.</param>
    public static BlobFault AnswersLate(TimeSpan delay) => new Late(delay);

    internal sealed record Error(int Status, string Code) : BlobFault;

    internal sealed record Hang(bool IsCarriedOut) : BlobFault;

    internal sealed record Reset(bool IsCarriedOut) : BlobFault;

    internal sealed record Late(TimeSpan Delay) : BlobFault;
}
