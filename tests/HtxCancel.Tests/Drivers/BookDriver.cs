using HtxCancel.ApiKeys;
using HtxCancel.Cancellation;
using HtxCancel.Htx;
using HtxCancel.Htx.LinearSwapV1;
using HtxCancel.Htx.TradeV5;
using HtxCancel.Settings;
using HtxSimulator;
using Microsoft.Extensions.Options;

namespace HtxCancel.Tests.Drivers;

/// <summary>The order books of one account, on v5 until it is told otherwise, against the stand-in exchange, in process and on fake time.</summary>
internal sealed class BookDriver : IDisposable
{
    public const string CancelAll = "/v5/trade/cancel_all_orders";
    public const string CancelBatch = "/v5/trade/cancel_batch_orders";
    public const string CancelAlgo = "/v5/algo/cancel_orders";
    public const string Opens = "/v5/trade/order/opens";
    public const string AlgoOpens = "/v5/algo/order/opens";
    public const int MaximumPages = 20;

    private static readonly string[] SignedNames = ["AccessKeyId", "SignatureMethod", "SignatureVersion", "Timestamp", "Signature"];

    private readonly TestClock _time = new();
    private readonly HtxTransport _transport;

    public BookDriver()
    {
        Exchange = new SimulatedExchange(_time) { CancelLag = TimeSpan.Zero };
        Account = Exchange.AddAccount("10001", Canary.AccessKey, Canary.SecretKey);
        Account.AssetMode = 2;
        _transport = new HtxTransport(Options.Create(new HtxSettings { BaseUrls = ["https://api.hbdm.com", "https://api.hbdm.vn"] }), _time, new SimulatorHandler(Exchange));
        var keys = new ApiKeyPair(Canary.AccessKey, Canary.SecretKey);
        var client = new HtxClient(
            _transport, new FixedKeys(new ApiKeyResult.Found(keys)), "htx-main", keys, new RateBudget(_time), new CallCounter(_time), _time);
        Book = new TradeV5OrderBook(client, _time, () => IsCrossOnly);
        V1Book = new LinearSwapV1OrderBook(client, _time);
    }

    /// <summary>Whether HTX said that the account has no isolated margin.</summary>
    public bool IsCrossOnly { get; set; }

    public SimulatedExchange Exchange { get; }

    public SimulatedAccount Account { get; }

    public TradeV5OrderBook Book { get; }

    public LinearSwapV1OrderBook V1Book { get; }

    /// <summary>The business parameters of every GET so far, by name, in the order in which they were sent.</summary>
    public IEnumerable<string> Queries => Exchange.Calls.Where(call => call.Method == "GET").Select(call => string.Join('&',
        call.Request.Query.Split('&').Where(part => !SignedNames.Contains(part.Split('=')[0]))));

    public static CancelScope Scope(MarginScope margin = MarginScope.All, params OrderType[] types) =>
        KillDriver.Scope() with { MarginModeAsked = margin, OrderTypes = types.Length == 0 ? [OrderType.Plain] : types };

    /// <summary>The path and body of every POST so far, as <c>path body</c>.</summary>
    public IEnumerable<string> Posts() => Exchange.Calls.Where(call => call.Method == "POST").Select(call => $"{call.Path} {call.Body}");

    public List<SimulatedOrder> Place(int orders, string margin = "isolated", string direction = "buy", string code = "BTC-USDT") =>
        [.. Enumerable.Range(0, orders).Select(order => Account.Place(code, direction, "open", 60000m + order, 1, margin))];

    public Task<Look> LookAsync(CancelScope scope, string? contractCode = "BTC-USDT", int maximumPages = MaximumPages) =>
        RunAsync(() => Book.LookAsync(scope, contractCode, maximumPages, CancellationToken.None));

    public Task<IReadOnlyList<HtxResult<CancelAcknowledgement>>> CancelAsync(CancelScope scope, IReadOnlyList<ListedOrder>? resting, bool byId = false) =>
        RunAsync(() => Book.CancelAsync(scope, "BTC-USDT", resting, byId, _ => { }, CancellationToken.None));

    /// <summary>Cancels what a look shows in scope.</summary>
    public async Task<IReadOnlyList<HtxResult<CancelAcknowledgement>>> CancelListedAsync(CancelScope scope, bool byId = false) =>
        await CancelAsync(scope, (await LookAsync(scope)).InScope, byId);

    // Off the test framework's synchronization context, under which no continuation runs inline.
    public Task<T> RunAsync<T>(Func<Task<T>> start) => Task.Run(() => _time.RunAsync(start));

    public void Dispose()
    {
        Assert.Empty(Exchange.UnknownRequests);
        _transport.Dispose();
    }
}
