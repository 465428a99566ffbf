namespace HtxCancel.Tests.Search;

/// <summary>What can be done to an account from outside.</summary>
internal enum TraderStepKind
{
    /// <summary>A bot places an order.</summary>
    Place,

    /// <summary>An order fills.</summary>
    Fill,

    /// <summary>A conditional order is set off, and a plain one takes its place.</summary>
    Trigger,

    /// <summary>From now on HTX does not cancel an order, and says so.</summary>
    RefuseCancel,

    /// <summary>HTX moves the account to its new system, when it is empty.</summary>
    Move,
}
