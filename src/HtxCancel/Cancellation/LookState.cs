namespace HtxCancel.Cancellation;

/// <summary>What a contract's looks came to.</summary>
internal enum LookState
{
    /// <summary>No look was read in full, the last one was not, or the last one was the only empty one.</summary>
    Unproven,

    /// <summary>The last pass is complete: empty, and empty again.</summary>
    EmptyTwice,

    /// <summary>The last look showed orders in scope.</summary>
    Orders,

    /// <summary>The last look met settlement, delivery or maintenance.</summary>
    Blocked,
}
