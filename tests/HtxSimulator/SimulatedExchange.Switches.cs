namespace HtxSimulator;

/// <content>How it behaves where HTX's documents leave it open, and what is out of order at once.</content>
public sealed partial class SimulatedExchange
{
    /// <summary>Whether v5 exists; without it every <c>/v5</c> path answers HTTP 404.</summary>
    public bool HasV5 { get; set; } = true;

    /// <summary>Whether v1 exists; without it every <c>/linear-swap-api</c> path answers HTTP 404.</summary>
    public bool HasV1 { get; set; } = true;

    /// <summary>Whether it says what keys may do; without it the two paths are unknown.</summary>
    public bool HasKeyPages { get; set; } = true;

    /// <summary>How long a cancelled order still shows in the open-order list, as cancelling (status 11).</summary>
    public TimeSpan CancelLag { get; set; } = TimeSpan.FromMilliseconds(30);

    /// <summary>How long every answer takes, before any delay of its own.</summary>
    public TimeSpan RoundTrip { get; set; }

    /// <summary>How old what the open-order lists show is: a new order shows this late, and one that has gone shows this much longer.</summary>
    public TimeSpan ListLag { get; set; }

    /// <summary>Whether v5 sends codes as text, and messages as <c>msg</c> instead of <c>message</c>.</summary>
    public bool V5CodesAsText { get; set; }

    /// <summary>Whether v5 rows carry <c>state</c> as a number, v1's one, instead of a word.</summary>
    public bool V5StateAsNumber { get; set; }

    /// <summary>Whether <c>reduce_only</c> is an empty text in v5 rows of hedge orders, as in HTX's documented example.</summary>
    public bool V5BlankReduceOnly { get; set; }

    /// <summary>Whether <c>reduce_only</c> is left out of the <c>sl</c> rows of one-way orders in v5 lists, as it was seen to be.</summary>
    public bool V5StopLossLacksReduceOnly { get; set; }

    /// <summary>Whether v5 lists go from the oldest order to the newest, as they were seen to go, instead of newest first.</summary>
    public bool V5OldestFirst { get; set; } = true;

    /// <summary>Whether a row of a v5 list has an <c>id</c> of its own, instead of that of its order; of orders that are placed from now on.</summary>
    public bool V5RowsHaveTheirOwnId { get; set; }

    /// <summary>Whether <c>ratelimit-reset</c> is a duration, as HTX documents it, instead of a moment; both in milliseconds.</summary>
    public bool RateLimitResetIsDuration { get; set; }

    /// <summary>Whether v5's list of plain orders holds only cross-margin ones where <c>margin_mode</c> is left out, instead of both.</summary>
    public bool V5ListsCrossByDefault { get; set; }

    /// <summary>
    /// Whether v5's list of plain orders refuses <c>margin_mode</c> <c>isolated</c>; without one it then shows both, whatever
    /// <see cref="V5ListsCrossByDefault"/> says.
    /// </summary>
    public bool V5RefusesIsolated { get; set; }

    /// <summary>
    /// Whether v5's list of plain orders passes over <c>margin_mode</c> as if it were left out: it shows both, or cross-margin
    /// ones only where <see cref="V5ListsCrossByDefault"/> is set too.
    /// </summary>
    public bool V5PassesOverMarginMode { get; set; }

    /// <summary>Whether v5's list of plain orders shows cross-margin ones where <c>margin_mode</c> is <c>isolated</c>; without one it shows both.</summary>
    public bool V5TakesIsolatedForCross { get; set; }

    /// <summary>The most rows of a v5 page, whatever <c>limit</c> asks for; HTX documents 100.</summary>
    public int V5PageCap { get; set; } = 100;

    /// <summary>Whether a v5 cancel-all that finds no orders answers error 1051; otherwise 200 with no items.</summary>
    public bool V5NothingToCancelIsError { get; set; } = true;

    /// <summary>Whether a v5 page starts with the very row that <c>from</c> names, instead of the one after it.</summary>
    public bool CursorIsInclusive { get; set; }

    /// <summary>What a v5 list answers when the row that <c>from</c> names has gone.</summary>
    public VanishedCursor VanishedCursor { get; set; }

    /// <summary>How many orders one cancel-all takes, oldest first; HTX documents no such cap.</summary>
    public int MaximumCancelledPerCall { get; set; } = int.MaxValue;

    /// <summary>Whether cancels are acknowledged but not carried out.</summary>
    public bool CancelsDoNothing { get; set; }

    /// <summary>Whether answers carry <c>Date</c>, the clock of the host that is asked, in whole seconds.</summary>
    public bool SendsDate { get; set; } = true;

    /// <summary>Whether <see cref="SimulatorServer"/> compresses whole answers for callers that accept gzip.</summary>
    public bool Compress { get; set; }

    /// <summary>
    /// Whether it remembers every call, and how each order ended; without, <see cref="Calls"/> stays as it is, and an order
    /// that was filled or cancelled is unknown to it. For runs of so many calls that its memory would grow without end.
    /// </summary>
    public bool KeepsHistory { get; set; } = true;

    /// <summary>How far the exchange's clock is ahead of the <see cref="TimeProvider"/>; it moves <c>ts</c> and what counts as a valid Timestamp.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>The same for hosts whose clock differs from the others', by host. Change it before requests come in.</summary>
    public IDictionary<string, TimeSpan> HostClockOffsets { get; } = new Dictionary<string, TimeSpan>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the exchange is in maintenance: every signed call and <c>swap_api_state</c> answer no more than
    /// <c>{"status":"maintain"}</c>, and the heartbeat of USDT-M futures is 0. The clock is told on.
    /// </summary>
    public bool InMaintenance { get; set; }

    /// <summary>When the heartbeat says that maintenance will be over; null when it does not say.</summary>
    public DateTimeOffset? RecoveryTime { get; set; }

    /// <summary>The contracts of which <c>swap_api_state</c> says that orders cannot be cancelled; cancels are carried out all the same. Change it before requests come in.</summary>
    public ISet<string> ContractsWithoutCancel { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The contract codes that exist, in either case. Change it before requests come in.</summary>
    public ISet<string> Contracts { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "BTC-USDT", "ETH-USDT", "SOL-USDT", "XRP-USDT", "DOGE-USDT", "LTC-USDT",
    };
}
