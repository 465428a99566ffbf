namespace HtxCancel.Htx;

/// <summary>What a code from HTX means to someone who wants orders gone.</summary>
internal enum HtxCodeClass
{
    /// <summary>Nothing to cancel. Proves nothing: an account that moved to v5 hears the same from v1.</summary>
    Nothing,

    /// <summary>The order does not exist or is cancelled already.</summary>
    Gone,

    /// <summary>The order was executed.</summary>
    Filled,

    /// <summary>The order is being cancelled: look again.</summary>
    InProgress,

    /// <summary>A fault of the moment: try again.</summary>
    Retry,

    /// <summary>Settlement, delivery, maintenance or suspension: nothing can be cancelled for now.</summary>
    Blocked,

    /// <summary>The account's orders live on HTX's other API generation.</summary>
    Moved,

    /// <summary>A retry will not change it.</summary>
    Fatal,

    /// <summary>A code that no table of HTX explains for a cancel.</summary>
    Unknown,
}
