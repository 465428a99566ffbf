namespace HtxCancel.Kill;

/// <summary>
/// What a kill is told: the only way by which it learns anything. A late answer comes from the slower of two hosts that were
/// asked the same.
/// </summary>
/// <param name="Id">The number of what was started.</param>
internal abstract record Said(int Id)
{
    /// <summary>It was started.</summary>
    internal sealed record Started(int Id, Do What) : Said(Id);

    /// <summary>HTX's answer for the asset mode.</summary>
    internal sealed record ModeAnswered(int Id, HtxResult<AssetMode> Answer, bool IsLate = false) : Said(Id);

    /// <summary>HTX's list of contracts; null where it could not be read.</summary>
    internal sealed record ContractsListed(int Id, IReadOnlySet<string>? Codes) : Said(Id);

    /// <summary>HTX's answer to a cancel.</summary>
    internal sealed record CancelAnswered(int Id, HtxResult<CancelAcknowledgement> Answer, bool IsLate = false) : Said(Id);

    /// <summary>HTX's answer for a page of a list.</summary>
    internal sealed record PageListed(int Id, HtxResult<ListPage> Answer, bool IsLate = false) : Said(Id);

    /// <summary>Something that nobody expected ended it.</summary>
    internal sealed record Faulted(int Id, string Why) : Said(Id);
}
