namespace HtxCancel.Kill;

/// <summary>What the last cancel of a contract came to. The members stand from best to worst.</summary>
internal enum CancelState
{
    /// <summary>Accepted, or there was nothing to cancel.</summary>
    Accepted,

    /// <summary>None was answered yet, or the answer was lost, unreadable, or a fault of the moment.</summary>
    Open,

    /// <summary>Settlement, delivery or maintenance.</summary>
    Blocked,

    /// <summary>A retry will not change it.</summary>
    Refused,
}
