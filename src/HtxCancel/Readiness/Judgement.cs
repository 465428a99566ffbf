using HtxCancel.Cancellation;
using HtxCancel.Htx;
using HtxCancel.Settings;

namespace HtxCancel.Readiness;

/// <summary>What follows from what a check found: red or green, account by account and target by target.</summary>
internal sealed class Judgement(AccountsAndTargets settings, ExchangeFinding exchange, IReadOnlyList<AccountFinding> accounts)
{
    // HTX takes a time stamp for five minutes.
    private static readonly TimeSpan RefusedClock = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WrongClock = TimeSpan.FromMinutes(1);

    // A sentence need not name 300 contracts.
    private const int MaximumNamed = 10;

    /// <summary>The report.</summary>
    /// <param name="checkedAt">When the check began, UTC.</param>
    /// <param name="elapsedMs">How long it took, milliseconds.</param>
    public ReadinessReport Report(DateTimeOffset checkedAt, long elapsedMs)
    {
        var everywhere = EverywhereProblems().ToList();
        var judged = accounts.Select(account => (Finding: account, Targets: TargetsOf(account).ToList())).ToList();
        var reports = judged.Select(entry => Report(entry.Finding, entry.Targets, everywhere)).ToList();
        var targets = settings.Targets.Values.OrderBy(target => target.Name, StringComparer.Ordinal).Select(target => Report(target, reports)).ToList();
        List<string> problems =
        [
            .. everywhere.Concat(SettingsProblems()).Select(Sentence),
            .. judged.SelectMany(entry => OwnProblems(entry.Finding, entry.Targets).Select(problem => $"{entry.Finding.Account}: {Sentence(problem)}")),
        ];
        List<string> warnings =
        [
            .. EverywhereWarnings().Select(Sentence),
            .. judged.SelectMany(entry => Warnings(entry.Finding).Select(warning => $"{entry.Finding.Account}: {Sentence(warning)}")),
        ];
        return new ReadinessReport(problems.Count == 0, problems, warnings, checkedAt, elapsedMs, exchange.Hosts, reports, targets);
    }

    private AccountReadiness Report(AccountFinding account, List<TargetOnAccount> targets, List<string> everywhere)
    {
        List<string> problems = [.. everywhere.Concat(OwnProblems(account, targets)).Select(Sentence)];
        return new AccountReadiness(
            account.Account,
            problems.Count == 0,
            problems,
            [.. Warnings(account).Select(Sentence)],
            account.Secret,
            (long?)exchange.ClockOffset?.TotalMilliseconds,
            ApiOf(account.Mode),
            account.SignedRead,
            [.. targets.Select(target => target with
            {
                Ready = target.Problem is null && everywhere.Count == 0 && account.Problems.Count == 0,
                Problem = target.Problem is { } problem ? Sentence(problem) : null,
            })],
            [.. ScopesOf(account).SelectMany(target => target.Scope!.ContractCodes).Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal).Select(code => new ContractReadiness(code, exchange.CanCancel(code)))],
            account.RateBudgetLeft);
    }

    private static TargetReadiness Report(TargetSettings target, List<AccountReadiness> accounts)
    {
        if (target.Scope is not { } scope)
        {
            return new TargetReadiness(target.Name, false, [], Sentence($"it is switched off in the settings: {target.Fault}"));
        }

        var notReady = scope.Accounts.Where(name =>
            !accounts.Exists(account => account.Account == name && account.Targets.Any(on => on.Target == target.Name && on.Ready))).ToList();
        return new TargetReadiness(
            target.Name, notReady.Count == 0, scope.Accounts, notReady.Count == 0 ? null : $"Not ready on {string.Join(", ", notReady)}.");
    }

    private IEnumerable<string> EverywhereProblems()
    {
        if (!exchange.Hosts.Any(host => host.Problem is null))
        {
            yield return $"no host of Htx:BaseUrls tells its time ({string.Join("; ", exchange.Hosts.Select(host => host.Problem))}): "
                + "look at the app's way out (NAT gateway, firewall, DNS) and at Htx:BaseUrls";
        }

        if (exchange.ClockOffset is { } offset && offset.Duration() >= RefusedClock)
        {
            yield return $"{Clock(offset)}: HTX refuses what is signed more than 5 minutes off, and every kill first has to learn the time from such an answer; set this machine's clock right";
        }

        if (exchange.Maintenance is { } maintenance)
        {
            yield return $"{maintenance}: until then nothing can be cancelled, and a kill ends blocked; check again after it";
        }
    }

    private IEnumerable<string> EverywhereWarnings()
    {
        if (exchange.Hosts.Any(host => host.Problem is null))
        {
            foreach (var host in exchange.Hosts.Where(host => host.Problem is not null))
            {
                yield return $"host {host.Host} does not tell its time ({host.Problem}): kills go to the other one; if it stays so, look at DNS, firewall and Htx:BaseUrls";
            }
        }

        if (exchange.ClockOffset is { } offset && offset.Duration() >= WrongClock && offset.Duration() < RefusedClock)
        {
            yield return $"{Clock(offset)}: from 5 minutes on HTX refuses what is signed; set this machine's clock right";
        }
    }

    private IEnumerable<string> SettingsProblems()
    {
        if (settings.Accounts.Count == 0)
        {
            yield return "no account is configured: set Accounts:<name>:SecretName";
        }

        foreach (var target in settings.Targets.Values.Where(target => target.Fault is not null).OrderBy(target => target.Name, StringComparer.Ordinal))
        {
            yield return $"target {target.Name} is switched off in the settings: {target.Fault}";
        }

        foreach (var name in settings.CancelTargets.Where(name => !settings.Targets.ContainsKey(name)))
        {
            yield return $"CancelTargets names '{name}', which Targets does not have: the schedule cannot cancel it";
        }
    }

    private static IEnumerable<string> OwnProblems(AccountFinding account, List<TargetOnAccount> targets) =>
        account.Problems.Concat(targets.Select(target => target.Problem).OfType<string>()).Distinct(StringComparer.Ordinal);

    private IEnumerable<string> Warnings(AccountFinding account)
    {
        foreach (var warning in account.Warnings)
        {
            yield return warning;
        }

        if (exchange is not { Maintenance: null, Contracts: { Count: > 0 } states })
        {
            yield break;
        }

        var codes = ScopesOf(account).SelectMany(target => target.Scope!.ContractCodes).ToHashSet(StringComparer.Ordinal);
        var absent = codes.Where(code => code != CancelScope.EveryContract && !ScopeFields.IsDelivery(code) && !states.ContainsKey(code)).ToList();
        if (absent.Count > 0)
        {
            yield return $"HTX's list of contracts does not have {Named(absent)}: look whether Targets spells it right";
        }

        if (codes.Contains(CancelScope.EveryContract) && states.Values.Contains(true) && states.Values.Contains(false))
        {
            yield return $"HTX cancels no orders of {Named(states.Where(state => !state.Value).Select(state => state.Key))} now";
        }
    }

    private IEnumerable<TargetOnAccount> TargetsOf(AccountFinding account)
    {
        foreach (var target in ScopesOf(account))
        {
            var scope = target.Scope!;
            var misfit = account.Mode is null ? null : TargetFit.Problem(target.Name, scope, account.Mode);
            var closed = exchange.Maintenance is null ? scope.ContractCodes.Where(code => exchange.CanCancel(code) == Cancellable.No).ToList() : [];
            bool? hasEffect = account.Mode is AssetModeFinding.Known ? misfit is null : null;
            yield return new TargetOnAccount(target.Name, Ready: false, hasEffect, misfit ?? (closed.Count == 0 ? null
                : $"HTX cancels no orders of {Named(closed)} now, as while it settles (about 00:00, 08:00 and 16:00 UTC) or suspends a contract: a kill would end blocked; check again in some minutes"));
        }
    }

    private IEnumerable<TargetSettings> ScopesOf(AccountFinding account) => settings.Targets.Values
        .Where(target => target.Scope?.Accounts.Contains(account.Account) == true)
        .OrderBy(target => target.Name, StringComparer.Ordinal);

    private static string? ApiOf(AssetModeFinding? mode) => mode switch
    {
        AssetModeFinding.Known { Mode: AssetMode.SingleAsset } => "v1",
        AssetModeFinding.Known => "v5",
        _ => null,
    };

    private static string Clock(TimeSpan offset) =>
        $"this machine's clock is {offset.Duration().TotalSeconds:0} s {(offset > TimeSpan.Zero ? "behind" : "ahead of")} HTX's";

    private static string Named(IEnumerable<string> codes)
    {
        var named = codes.Order(StringComparer.Ordinal).Select(code => code == CancelScope.EveryContract ? "any contract" : code).ToList();
        return string.Join(", ", named.Take(MaximumNamed)) + (named.Count > MaximumNamed ? $" and {named.Count - MaximumNamed} more" : "");
    }

    // Details are parts of sentences elsewhere; here each stands alone.
    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd('.')}.";
}
