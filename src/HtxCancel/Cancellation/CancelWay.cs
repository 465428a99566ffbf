namespace HtxCancel.Cancellation;

/// <summary>How a contract's orders are cancelled.</summary>
internal enum CancelWay
{
    /// <summary>Only those that a look showed.</summary>
    Listed,

    /// <summary>Those that a look showed; all in scope, unseen, while no list can be read.</summary>
    ListedFirst,

    /// <summary>At first all in scope, unseen: the list only proves it.</summary>
    UnseenFirst,
}
