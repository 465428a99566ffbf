using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using HtxCancel.Tests.Drivers;
using HtxCancel.Tests.Runs.Cases;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>Lets happen to the exchange, from now on, what a case says; and lets the witness see it.</summary>
internal sealed partial class Disturbances(SearchCase @case, KillDriver driver, SlowVault vault, Trader trader, Witness witness, IReadOnlyDictionary<AccountCase, SimulatedAccount> accounts) : IDisposable
{
    private static readonly FrozenSet<string> s_signed = Paths.All.ToFrozenSet();

    private readonly List<ITimer> _timers = [];
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly ConcurrentDictionary<SimulatedRequest, (string Series, int Number)> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly string[] _hosts = [.. driver.BaseUrls.Select(url => new Uri(url).Host)];
    private int _hasMovedByItself;
    private int _thrown;

    private SimulatedExchange Exchange => driver.Exchange;

    public void Begin()
    {
        Exchange.OnRequest(s_signed.Contains, (request, _) =>
        {
            var series = SeriesOf(request);
            _numbers[request] = (series, _counts.AddOrUpdate(series, 1, (_, count) => count + 1));
            return null;
        });
        Exchange.OnAnswer(s_signed.Contains, (request, _, answer) =>
        {
            witness.SeeOriginal(request, answer);
            return null;
        });
        BeginFaults();
        BeginDrawn(@case.Drawn);
        Exchange.OnAnswer(s_signed.Contains, (request, _, answer) =>
        {
            witness.See(request, answer);
            MoveByItself(request, answer);
            return null;
        });
        Exchange.Settled = witness.Settled;
    }

    public void Dispose() => _timers.ForEach(timer => timer.Dispose());

    /// <summary>Throws where the case says that something inside does.</summary>
    public void MayThrow()
    {
        if (@case.Drawn.ThrowsAt > 0 && Interlocked.Increment(ref _thrown) == @case.Drawn.ThrowsAt)
        {
            throw new InvalidTimeZoneException("nobody expected this");
        }
    }

    private void BeginFaults()
    {
        var circumstances = @case.Circumstances;
        foreach (var fault in @case.Faults)
        {
            fault.Befall(Exchange, _hosts, request => _numbers[request].Number, witness.Disturbed);
        }

        foreach (var account in accounts.Values)
        {
            account.BotTradePerSecond = circumstances.BotPerSecond;
            account.BotReadPerSecond = circumstances.BotPerSecond;
        }

        if (circumstances.CancelsDoNothingMs > 0)
        {
            Exchange.CancelsDoNothing = true;
            After(circumstances.CancelsDoNothingMs, () => Exchange.CancelsDoNothing = false);
        }

        if (circumstances.MaintenanceMs > 0)
        {
            Exchange.InMaintenance = true;
            After(circumstances.MaintenanceMs, () => Exchange.InMaintenance = false);
        }

        foreach (var step in @case.Steps)
        {
            After(step.AtMs, () =>
            {
                witness.Disturbed();
                trader.Do(step);
            });
        }
    }

    private void BeginDrawn(Drawn drawn)
    {
        foreach (var outage in drawn.Host is { } host ? drawn.Outages.Append(host) : drawn.Outages)
        {
            var fault = FaultKinds.Of(outage.Kind, outage.Number);
            (outage.OfV5 switch { true => Outage.OfV5(fault), false => Outage.OfV1(fault), null => Outage.OfEverything(fault) } with
            {
                After = TimeSpan.FromMilliseconds(outage.AfterMs),
                Lasts = outage.IsForEver ? null : TimeSpan.FromMilliseconds(outage.LastsMs),
                Host = outage.Host is { } number ? _hosts[number] : null,
            }).Befall(Exchange);
        }

        if (drawn.OneInNine is { } code)
        {
            var refusal = Fault.Code(code);
            Exchange.OnRequest(s_signed.Contains, (request, _) => IsOneInNine(_numbers[request]) ? refusal.Instead!(Exchange, request) : null);
        }

        if (drawn.Slow is { } slow)
        {
            var until = slow.UntilMs == 0 ? DateTimeOffset.MaxValue : driver.Time.GetUtcNow() + TimeSpan.FromMilliseconds(slow.UntilMs);
            var delay = TimeSpan.FromMilliseconds(slow.Ms);
            Exchange.OnAnswer(s_signed.Contains, (_, _, answer) => driver.Time.GetUtcNow() < until && answer.Delay < delay ? answer with { Delay = delay } : null);
        }

        vault.OnFetch = MayThrow;
        if (drawn.Rotation is { } rotation)
        {
            vault.Takes = TimeSpan.FromMilliseconds(rotation.VaultMs);
            vault.OnFetched = witness.Disturbed;
            var account = driver.Account;
            var old = account.Keys[0];
            After(rotation.AtMs, () =>
            {
                witness.Disturbed();
                Exchange.AddKey(account.Uid, "canary-access-new", "canary-secret-new");
                vault.Rotate("htx-main", new("canary-access-new", "canary-secret-new"));
                old.Exists = false;
            });
        }
    }

    // Not the same ninth everywhere, and the same when the case is run again.
    private static bool IsOneInNine((string Series, int Number) call) => (call.Number + call.Series.Sum(letter => letter)) % 9 == 0;

    private void MoveByItself(SimulatedRequest request, SimulatedResponse answer)
    {
        if (@case.Drawn.Move is not { } move || !Paths.Lists.Contains(request.Path) || answer.ErrorCode is not null)
        {
            return;
        }

        var account = @case.Kill.Accounts[move.Order.Account];
        if (accounts[account].RestingOrders.Count > 0 || accounts[account].Keys.All(key => !request.Query.Contains(key.AccessKey, StringComparison.Ordinal))
            || Interlocked.Exchange(ref _hasMovedByItself, 1) != 0)
        {
            return;
        }

        After(move.AfterMs, () =>
        {
            witness.Disturbed();
            if (trader.Move(account, move.ToMode))
            {
                After(move.PlacedAfterMs, () =>
                {
                    witness.Disturbed();
                    trader.PlaceIfItCan(move.Order);
                });
            }
        });
    }

    // Of one account, and one contract, margin mode and type where the call names them.
    private static string SeriesOf(SimulatedRequest request)
    {
        var query = System.Web.HttpUtility.ParseQueryString(request.Query);
        var contract = ContractCodes().Match(request.Body);
        return string.Join(' ', request.Path, query["AccessKeyId"], contract.Success ? contract.Groups[1].Value : query["contract_code"], query["margin_mode"], query["type"]);
    }

    [GeneratedRegex("\"contract_code\":\"([^\"]+)\"")]
    private static partial Regex ContractCodes();

    private void After(int milliseconds, Action action)
    {
        lock (_timers)
        {
            _timers.Add(driver.Time.CreateTimer(_ => action(), null, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan));
        }
    }
}
