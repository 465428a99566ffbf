using HtxCancel.Cancellation.Reports;
using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>
/// What became of each order of one contract that an answer or a list named. Every id ends up in exactly one list of the
/// report. Not thread-safe.
/// </summary>
internal sealed class OrderLedger(TimeProvider time)
{
    private static readonly TimeSpan SettlingAfterAcknowledgement = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SettlingWhileCancelling = TimeSpan.FromSeconds(2);

    private readonly Dictionary<OrderKey, Entry> _entries = [];
    private Look? _latest;
    private Look? _latestComplete;

    /// <summary>Orders in scope that the latest look with anything to tell showed; null when there was none.</summary>
    public IReadOnlyList<ListedOrder>? Resting => _latest?.InScope;

    /// <summary>When the latest look with anything to tell was begun, UTC.</summary>
    public DateTimeOffset? LastLookAt => _latest?.BegunAtUtc;

    /// <summary>HTX answered a cancel with ids.</summary>
    /// <param name="acknowledgement">The answer.</param>
    /// <param name="at">The time provider's timestamp from which it counts; null for now.</param>
    public void Record(CancelAcknowledgement acknowledgement, long? at = null)
    {
        var now = at ?? time.GetTimestamp();
        foreach (var error in acknowledgement.Errors)
        {
            var entry = EntryOf(new OrderKey(error.OrderId, acknowledgement.AreConditional));
            switch (error.Error.Class)
            {
                case HtxCodeClass.Gone or HtxCodeClass.Nothing:
                    entry.Gone = true;
                    entry.Failure = null;
                    break;
                case HtxCodeClass.Filled:
                    entry.Filled = true;
                    entry.Failure = null;
                    break;
                case HtxCodeClass.InProgress:
                    entry.AcknowledgedAt = now;
                    entry.Failure = null;
                    break;
                case HtxCodeClass.Retry or HtxCodeClass.Blocked or HtxCodeClass.Moved or HtxCodeClass.Fatal or HtxCodeClass.Unknown:
                    entry.Failure = error.Error;
                    break;
            }
        }

        // After the errors: HTX names an id in both lists when the cancel is under way.
        foreach (var id in acknowledgement.Accepted)
        {
            var entry = EntryOf(new OrderKey(id, acknowledgement.AreConditional));
            entry.AcknowledgedAt = now;
            entry.Failure = null;
        }
    }

    /// <summary>A look was read, in full or in part.</summary>
    public void Record(Look look)
    {
        foreach (var order in look.Named)
        {
            var known = _entries.ContainsKey(order.Key);
            var entry = EntryOf(order.Key);
            entry.Source = order.OrderSource;
            entry.CameLater |= !known && _latestComplete is not null;
            if (order.Cancelling)
            {
                entry.CancellingSince ??= look.BegunAt;
            }
        }

        var complete = look.Problem is null;
        if (!complete && look.InScope.Count == 0)
        {
            return;
        }

        _latest = look;
        if (complete)
        {
            _latestComplete = look;
        }
    }

    /// <summary>
    /// Whether each order that rests was acknowledged less than 500 ms ago, or is listed as being cancelled (for at most
    /// 2 s): such are looked at again, not cancelled again.
    /// </summary>
    public bool AllSettling(IReadOnlyList<ListedOrder> resting) => resting.All(order =>
    {
        var entry = EntryOf(order.Key);
        return (entry is { Failure: null, AcknowledgedAt: { } at } && time.GetElapsedTime(at) < SettlingAfterAcknowledgement)
            || (order.Cancelling && entry.CancellingSince is { } since && time.GetElapsedTime(since) < SettlingWhileCancelling);
    });

    /// <summary>How many of the orders that rest came while the run was under way.</summary>
    public int StillComing => Resting?.Count(order => _entries.GetValueOrDefault(order.Key) is { CameLater: true }) ?? 0;

    /// <summary>An order that was named without its contract turned out to be of <paramref name="other"/>'s.</summary>
    public void MoveTo(OrderLedger other, OrderKey order)
    {
        if (_entries.Remove(order, out var entry))
        {
            other._entries.TryAdd(order, entry);
        }
    }

    /// <summary>Whether no answer and no list has named an order.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>The report's lists.</summary>
    /// <param name="exceptOf">Orders that this ledger knows are told there.</param>
    public OrderFates Fates(OrderLedger? exceptOf = null)
    {
        var resting = Resting?.ToDictionary(order => order.Key);
        var fates = new OrderFates(Looked: resting is not null);
        foreach (var (key, entry) in _entries)
        {
            if (exceptOf?._entries.ContainsKey(key) == true)
            {
                continue;
            }

            var id = key.OrderId;
            if (resting?.GetValueOrDefault(key) is { } order)
            {
                if (entry.Failure is { } refusal)
                {
                    fates.Failed.Add(new FailedOrder(id, refusal.Code, refusal.Message, order.OrderType, order.Direction, order.Offset, order.Price, order.Volume));
                }
                else
                {
                    fates.StillOpen.Add(OpenOrder.From(order));
                }
            }
            else if (entry.Filled)
            {
                fates.Filled.Add(id);
            }
            else if (!ShownGone(entry))
            {
                if (entry.Failure is { } failure)
                {
                    fates.Failed.Add(new FailedOrder(id, failure.Code, failure.Message, null, null, null, null, null));
                }
                else if (entry is { Gone: true, AcknowledgedAt: null })
                {
                    fates.AlreadyGone.Add(id);
                }
                else
                {
                    fates.Unverified.Add(id);
                }
            }
            else if (entry.CameLater)
            {
                fates.Reappeared.Add(new ReappearedOrder(id, entry.Source));
            }
            else if (entry.AcknowledgedAt is not null)
            {
                fates.Cancelled.Add(id);
            }
            else
            {
                fates.AlreadyGone.Add(id);
            }
        }

        return fates;
    }

    // Absent from a whole list that was begun after HTX last spoke of the order.
    private bool ShownGone(Entry entry) =>
        _latestComplete is { } look && ReferenceEquals(look, _latest) && (entry.AcknowledgedAt is null || look.BegunAt >= entry.AcknowledgedAt);

    private Entry EntryOf(OrderKey key)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            _entries.Add(key, entry = new Entry());
        }

        return entry;
    }

    private sealed class Entry
    {
        public long? AcknowledgedAt { get; set; }

        public long? CancellingSince { get; set; }

        public HtxError? Failure { get; set; }

        public bool Gone { get; set; }

        public bool Filled { get; set; }

        public bool CameLater { get; set; }

        public string? Source { get; set; }
    }
}
