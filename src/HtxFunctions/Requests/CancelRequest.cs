using HtxCancel.Cancellation;
using HtxFunctions.Responses;

namespace HtxFunctions.Requests;

/// <summary>What a call came to.</summary>
public abstract record CancelRequest
{
    private CancelRequest()
    {
    }

    /// <summary>It says exactly what is to be cancelled.</summary>
    public sealed record Valid(CancelCommand Command) : CancelRequest;

    /// <summary>It does not, and nothing is cancelled.</summary>
    public sealed record Invalid(Problem Problem) : CancelRequest;
}
