namespace HtxCancel.Tests.Search;

/// <summary>What a case may hold beside books, a scope, faults of single calls, and traders. Each may come with each other.</summary>
internal enum Draw
{
    /// <summary>A whole API generation is out, from the start or in the middle, for a time or for ever.</summary>
    GenerationOut,

    /// <summary>A v5 page has fewer rows than are asked for.</summary>
    PageCap,

    /// <summary>v5 passes over the margin mode that is asked for.</summary>
    MarginFilter,

    /// <summary>Each answer takes 1 to 5 s.</summary>
    SlowAnswers,

    /// <summary>One host has another clock, knows no path, is slow, or is forbidden by its edge.</summary>
    OddHost,

    /// <summary>One answer in nine is of the authentication family.</summary>
    OneRefusalInNine,

    /// <summary>A refusal of the authentication family whose time is hours off.</summary>
    MisdatedRefusals,

    /// <summary>A call says that the account has moved, while its asset mode cannot always be read.</summary>
    MovedCodes,

    /// <summary>v5 answers an account that lives on v1 as if it had nothing.</summary>
    EmptyV5,

    /// <summary>HTX moves an account as soon as a list has shown it empty, and a bot goes on there.</summary>
    MovesBetweenLooks,

    /// <summary>Two or three calls at once, equal and not.</summary>
    SeveralCalls,

    /// <summary>The keys are rotated, and the vault takes its time to say so.</summary>
    RotatedKeys,

    /// <summary>Rows of one-way stop-loss orders lack <c>reduce_only</c>.</summary>
    BareRows,

    /// <summary>Refusals of the authentication family that pass: a run is held to its end without them.</summary>
    PassingRefusals,

    /// <summary>v5 takes isolated for cross where it is asked for: only a list of all margin modes shows them.</summary>
    IsolatedTakenForCross,

    /// <summary>A run is held to go on after a late list has shown orders.</summary>
    LateLists,

    /// <summary>A run is held to tell what the later answer shows of a list that was asked of both hosts.</summary>
    RacedLists,

    /// <summary>Something inside throws what nobody expected.</summary>
    Exceptions,
}
