namespace HtxCancel.Kill;

/// <summary>
/// What is said to a kill: the only way by which it learns anything. A late answer comes from the slower of two hosts that were
/// asked the same.
/// </summary>
/// <param name="Id">The number of what was started.</param>
internal abstract record Said(int Id)
{
    internal sealed record Started(int Id, Do What) : Said(Id);

    internal sealed record ModeAnswered(int Id, HtxResult<AssetMode> Answer, bool IsLate = false) : Said(Id);

    /// <summary>HTX's contracts; null where they could not be read.</summary>
    internal sealed record ContractsListed(int Id, IReadOnlySet<string>? Codes) : Said(Id);

    internal sealed record CancelAnswered(int Id, HtxResult<CancelAcknowledgement> Answer, bool IsLate = false) : Said(Id);

    internal sealed record PageListed(int Id, HtxResult<ListPage> Answer, bool IsLate = false) : Said(Id);

    /// <summary>An unexpected exception ended it.</summary>
    internal sealed record Faulted(int Id, string Why) : Said(Id);
}
