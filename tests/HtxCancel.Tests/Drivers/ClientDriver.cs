using HtxSimulator;
using Microsoft.Extensions.Options;

namespace HtxCancel.Tests.Drivers;

/// <summary>One account's connection against the stand-in exchange, in process and on fake time. What it asks for is the account's mode.</summary>
internal sealed class ClientDriver : IDisposable
{
    public const string OtherPath = KillDriver.V5Opens;

    private static readonly string[] HostNames = ["api.hbdm.com", "api.hbdm.vn", "third.example"];

    private readonly DateTimeOffset _begunAt;

    public ClientDriver(int hosts = 2, TestClock? time = null, RateBudget? budget = null)
    {
        Time = time ?? new TestClock();
        _begunAt = Time.GetUtcNow();
        Exchange = new SimulatedExchange(Time);
        Account = Exchange.AddAccount("10001", Canary.AccessKey, Canary.SecretKey);
        var keys = new ApiKeyPair(Canary.AccessKey, Canary.SecretKey);
        Keys = new FixedKeys(new ApiKeyResult.Found(keys));
        Calls = new CallCounter(Time);
        var settings = new HtxSettings { BaseUrls = [.. HostNames.Take(hosts).Select(name => $"https://{name}")] };
        Transport = new HtxTransport(Options.Create(settings), Time, new SimulatorHandler(Exchange)) { Jitter = () => Jitter };
        Client = new HtxClient(Transport, Keys, "htx-main", keys, budget ?? Budget, Calls, Time);
    }

    public static HtxRequest Question { get; } = HtxRequest.Get(KillDriver.AssetMode, RatePool.Read);

    public TestClock Time { get; }

    public SimulatedExchange Exchange { get; }

    public SimulatedAccount Account { get; }

    public FixedKeys Keys { get; }

    public RecordedBudget Budget { get; } = new();

    public CallCounter Calls { get; }

    public HtxTransport Transport { get; }

    public HtxClient Client { get; }

    /// <summary>What spreads the repetitions of a request, from 0 to 1.</summary>
    public double Jitter { get; set; } = 0.5;

    /// <summary>The hosts that were asked, by their numbers.</summary>
    public IEnumerable<int> Asked => Exchange.Calls.Select(call => Array.IndexOf(HostNames, call.Request.Host));

    /// <summary>When they were asked, in ms from the start.</summary>
    public IEnumerable<double> AskedAt => Exchange.Calls.Select(call => (call.Time - _begunAt).TotalMilliseconds);

    public static SimulatedResponse Mode(int mode) => SimulatedResponse.Json($$$"""{"code":200,"data":{"asset_mode":{{{mode}}}}}""");

    /// <summary>What a result says: the mode, HTX's error, or why there is no answer.</summary>
    public static string Words(HtxResult<AssetMode> result) => result switch
    {
        HtxResult<AssetMode>.Ok ok => ok.Value.ToString(),
        HtxResult<AssetMode>.Failed failed => failed.Error.ToString(),
        _ => ((HtxResult<AssetMode>.NoAnswer)result).Detail,
    };

    /// <summary>An answer by a number: a mode from 0 to 2, a page with an HTTP status, or one of HTX's codes.</summary>
    public SimulatedResponse Answer(int number) => number switch
    {
        <= 2 => Mode(number),
        404 or >= 500 and < 600 => SimulatedResponse.Html(number),
        _ => Exchange.V5Error(number, "no"),
    };

    /// <summary>Answers in the exchange's place; gets the request and its number on its path, from 1.</summary>
    public void Answers(Func<SimulatedRequest, int, SimulatedResponse?> answer)
    {
        Exchange.OnRequest(KillDriver.AssetMode, answer);
        Exchange.OnRequest(OtherPath, answer);
    }

    public Task<HtxResult<AssetMode>> SendAsync(
        HtxRequest? request = null, Action<HtxResult<AssetMode>>? late = null, CancellationToken cancellationToken = default) =>
        RunAsync(() => Client.SendAsync(request ?? Question, V5Calls.ReadAssetMode, cancellationToken, late));

    // Off the test framework's synchronization context, under which no continuation runs inline.
    public Task<T> RunAsync<T>(Func<Task<T>> start) => Task.Run(() => Time.RunAsync(start));

    public void Dispose() => Transport.Dispose();
}
