namespace HtxCancel.Reports;

/// <summary>The contracts' lists counted over the whole run. Null where one contract could not be looked at: a sum would hide it.</summary>
/// <param name="Cancelled">Acknowledged and shown gone.</param>
/// <param name="AlreadyGone">Gone without an acknowledgement of ours.</param>
/// <param name="Filled">Executed first.</param>
/// <param name="Unverified">Acknowledged or listed, not looked at since.</param>
/// <param name="Failed">HTX would not cancel them.</param>
/// <param name="Reappeared">Came during the run, and are gone again.</param>
/// <param name="StillOpen">Stood in the last list.</param>
public sealed record ReportTotals(int? Cancelled, int AlreadyGone, int Filled, int Unverified, int Failed, int Reappeared, int? StillOpen)
{
    internal static ReportTotals Of(IEnumerable<AccountReport> accounts)
    {
        var contracts = accounts.SelectMany(account => account.Contracts).ToList();
        return new ReportTotals(
            contracts.Any(contract => contract.Cancelled is null) ? null : contracts.Sum(contract => contract.Cancelled!.Count),
            contracts.Sum(contract => contract.AlreadyGone.Count),
            contracts.Sum(contract => contract.Filled.Count),
            contracts.Sum(contract => contract.Unverified.Count),
            contracts.Sum(contract => contract.Failed.Count),
            contracts.Sum(contract => contract.Reappeared.Count),
            contracts.Any(contract => contract.StillOpen is null) ? null : contracts.Sum(contract => contract.StillOpen!.Count));
    }
}

/// <summary>Milliseconds from the run's start to each of its milestones. Null is what did not come to pass.</summary>
/// <param name="Keys">The keys of every account were there.</param>
/// <param name="FirstRequest">The first request to HTX went out.</param>
/// <param name="LastAcknowledgement">HTX accepted the last cancel.</param>
/// <param name="FirstEmptyLook">Of every contract a list had been read with nothing in scope.</param>
/// <param name="Verified">Every contract was proven clear.</param>
public sealed record ReportTimings(long? Keys, long? FirstRequest, long? LastAcknowledgement, long? FirstEmptyLook, long? Verified);

/// <summary>Calls that the run sent to HTX, by the rate pool they draw from.</summary>
/// <param name="Trade">Calls that needed the permission to trade.</param>
/// <param name="Read">Calls that only read.</param>
/// <param name="Unanswered">How many of them got no answer, or none that could be read: a cancel among them may have been carried out.</param>
public sealed record ReportCalls(int Trade, int Read, int Unanswered);

/// <summary>Orders counted by type. Null is what was not looked at.</summary>
/// <param name="Plain">Plain orders.</param>
/// <param name="Trigger">Trigger orders.</param>
/// <param name="Tpsl">Take-profit and stop-loss orders.</param>
/// <param name="Trailing">Trailing orders.</param>
public sealed record OrderCounts(int? Plain, int? Trigger = null, int? Tpsl = null, int? Trailing = null);

/// <summary>An order in scope that the last look still showed.</summary>
/// <param name="OrderId">HTX's id.</param>
/// <param name="OrderType">The kind of order.</param>
/// <param name="MarginMode">The margin mode it draws on.</param>
/// <param name="Direction">Its side; null when HTX's list did not say.</param>
/// <param name="Offset">Whether it opens or closes; null when HTX's list did not say.</param>
/// <param name="Price">As HTX sent it.</param>
/// <param name="Volume">In contracts, as HTX sent it.</param>
/// <param name="OrderSource">Where the order came from, in HTX's words.</param>
public sealed record OpenOrder(
    string OrderId,
    OrderType OrderType,
    MarginMode? MarginMode,
    Direction? Direction,
    Offset? Offset,
    string? Price,
    string? Volume,
    string? OrderSource)
{
    internal static OpenOrder From(ListedOrder order) => new(
        order.OrderId, order.OrderType, order.MarginMode, order.Direction, order.Offset, order.Price, order.Volume, order.OrderSource);
}

/// <summary>An order that HTX would not cancel and that no later list showed gone: it rests, as far as is known.</summary>
/// <param name="OrderId">HTX's id.</param>
/// <param name="ErrCode">HTX's number for why.</param>
/// <param name="ErrMsg">HTX's words for why; for people only.</param>
/// <param name="OrderType">The kind of order; null where no list showed the order.</param>
/// <param name="Direction">Its side; null where no list showed the order.</param>
/// <param name="Offset">Whether it opens or closes; null where no list showed the order.</param>
/// <param name="Price">As HTX sent it; null where no list showed the order.</param>
/// <param name="Volume">In contracts, as HTX sent it; null where no list showed the order.</param>
public sealed record FailedOrder(
    string OrderId, int? ErrCode, string? ErrMsg, OrderType? OrderType, Direction? Direction, Offset? Offset, string? Price, string? Volume);

/// <summary>An order that came while the run was under way, and is gone again.</summary>
/// <param name="OrderId">HTX's id.</param>
/// <param name="OrderSource">Where the order came from, in HTX's words.</param>
public sealed record ReappearedOrder(string OrderId, string? OrderSource);

/// <summary>How many orders rest on the account beside the scope, other contracts included. Null is what was not looked at.</summary>
/// <param name="Isolated">Isolated margin.</param>
/// <param name="Cross">Cross margin.</param>
public sealed record OutOfScope(OrderCounts? Isolated, OrderCounts? Cross)
{
    /// <summary>Nothing was looked at.</summary>
    internal static OutOfScope Unknown { get; } = new(null, null);

    /// <summary>The orders of lists of <paramref name="types"/> that were read in full, in both margin modes.</summary>
    internal static OutOfScope Of(IReadOnlyCollection<ListedOrder> orders, IReadOnlyCollection<OrderType> types)
    {
        return new OutOfScope(CountsOf(MarginMode.Isolated), CountsOf(MarginMode.Cross));

        OrderCounts CountsOf(MarginMode mode) =>
            new(Count(mode, OrderType.Plain), Count(mode, OrderType.Trigger), Count(mode, OrderType.Tpsl), Count(mode, OrderType.Trailing));

        int? Count(MarginMode mode, OrderType type) =>
            types.Contains(type) ? orders.Count(order => order.MarginMode == mode && order.OrderType == type) : null;
    }
}

/// <summary>The alert that asked for a run. Null is what the alert did not say.</summary>
/// <param name="AlertId">Its id, the same for every call about it.</param>
/// <param name="Rule">The name of its rule.</param>
/// <param name="Severity"><c>Sev0</c> to <c>Sev4</c>.</param>
/// <param name="FiredAt">When it fired, UTC.</param>
/// <param name="FiredToVerifiedMs">Milliseconds from then until every contract was proven clear; null when one was not.</param>
public sealed record AlertReport(string? AlertId, string? Rule, string? Severity, DateTimeOffset? FiredAt, long? FiredToVerifiedMs)
{
    internal static AlertReport? Of(AlertDetails? alert, DateTimeOffset runStartedAt, ReportTimings timings) => alert is null
        ? null
        : new AlertReport(alert.AlertId, alert.Rule, alert.Severity, alert.FiredAt, FiredToVerified(alert, runStartedAt, timings));

    private static long? FiredToVerified(AlertDetails alert, DateTimeOffset runStartedAt, ReportTimings timings) =>
        alert.FiredAt is { } firedAt && timings.Verified is { } verified ? (long)(runStartedAt - firedAt).TotalMilliseconds + verified : null;
}
