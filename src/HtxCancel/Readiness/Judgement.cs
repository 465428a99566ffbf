namespace HtxCancel.Readiness;

/// <summary>What follows from what a check found: red or green, account by account and target by target.</summary>
internal sealed class Judgement(AccountsAndTargets settings, ExchangeFinding exchange, IReadOnlyList<AccountReadiness> accounts)
{
    // HTX takes a time stamp for five minutes.
    private static readonly TimeSpan RefusedClock = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WrongClock = TimeSpan.FromMinutes(1);

    // A sentence need not name 300 contracts.
    private const int MaximumNamed = 10;

    public ReadinessReport Report(DateTimeOffset checkedAt, long elapsedMs)
    {
        List<string> everywhere = [.. EverywhereProblems().Select(Sentence)];
        List<AccountReadiness> reports = [.. accounts.Select(account => Report(account, everywhere))];
        List<string> problems = [.. everywhere, .. SettingsProblems().Select(Sentence)];
        List<string> warnings = [.. EverywhereWarnings().Select(Sentence)];
        foreach (var account in reports)
        {
            problems.AddRange(account.Problems.Skip(everywhere.Count).Select(problem => $"{account.Account}: {problem}"));
            warnings.AddRange(account.Warnings.Select(warning => $"{account.Account}: {warning}"));
        }

        var targets = Sorted(settings.Targets.Values).Select(target => Report(target, reports));
        return new ReadinessReport(problems.Count == 0, problems, warnings, checkedAt, elapsedMs, exchange.Hosts, reports, [.. targets]);
    }

    /// <summary>Why an account in this mode cannot have the orders that a target names, or this program not cancel them there, and what
    /// to do about it, a part of a sentence; null where it can, or nothing is known of the account.</summary>
    public static string? Misfit(string target, CancelScope scope, AssetMode? mode)
    {
        var conditional = string.Join(", ", scope.OrderTypes.Where(type => type != OrderType.Plain).Select(type => type.ToString().ToLowerInvariant()));
        return mode switch
        {
            AssetMode.SingleAsset when conditional.Length > 0 =>
                $"target {target} has no effect on {conditional} orders of this account: they can be cancelled on HTX's v5 API only, and the "
                + $"account lives on v1; take them out of Targets:{target}:OrderTypes, or the account out of the target",
            AssetMode.MultiAssets when scope.MarginMode == MarginScope.Isolated =>
                $"target {target} has no effect on this account: it reaches isolated margin only, and the account has none (asset mode 1); "
                + $"set Targets:{target}:MarginMode to cross or all",
            _ => null,
        };
    }

    // What is wrong everywhere stands first among an account's problems.
    private AccountReadiness Report(AccountReadiness account, List<string> everywhere)
    {
        var isReadyElse = everywhere.Count == 0 && account.Problems.Count == 0;
        List<TargetSettings> named = [.. Sorted(settings.Targets.Values.Where(target => target.Scope?.Accounts.Contains(account.Account) == true))];
        List<TargetOnAccount> targets = [.. named.Select(target => Report(target, account, isReadyElse))];
        SortedSet<string> codes = new(named.SelectMany(target => target.Scope!.ContractCodes), StringComparer.Ordinal);
        var ofItsOwn = account.Problems.Select(Sentence).Concat(targets.Select(target => target.Problem).OfType<string>());
        List<string> problems = [.. everywhere, .. ofItsOwn.Distinct()];
        return account with
        {
            Ready = problems.Count == 0,
            Problems = problems,
            Warnings = [.. account.Warnings.Concat(ContractWarnings(codes)).Select(Sentence)],
            ClockOffsetMs = (long?)exchange.ClockOffset?.TotalMilliseconds,
            Targets = targets,
            Contracts = [.. codes.Select(code => new ContractReadiness(code, exchange.CanCancel(code)))],
        };
    }

    private TargetOnAccount Report(TargetSettings target, AccountReadiness account, bool isReadyElse)
    {
        var scope = target.Scope!;
        var problem = Misfit(target.Name, scope, account.Mode);
        bool? hasEffect = account.Mode is null ? null : problem is null;
        List<string> closed =
            exchange.Maintenance is null ? [.. scope.ContractCodes.Where(code => exchange.CanCancel(code) == Cancellable.No)] : [];
        if (closed.Count > 0)
        {
            problem ??= $"HTX cancels no orders of {Named(closed)} now, as while it settles (about 00:00, 08:00 and 16:00 UTC) or suspends "
                + "a contract: a kill would end blocked; check again in some minutes";
        }

        return new TargetOnAccount(target.Name, problem is null && isReadyElse, hasEffect, problem is null ? null : Sentence(problem));
    }

    private static TargetReadiness Report(TargetSettings target, List<AccountReadiness> accounts)
    {
        if (target.Scope is not { } scope)
            return new TargetReadiness(target.Name, false, [], Sentence($"it is switched off in the settings: {target.Fault}"));

        var ready = accounts.Where(account => account.Targets.Any(on => on.Target == target.Name && on.Ready));
        var notReady = string.Join(", ", scope.Accounts.Except(ready.Select(account => account.Account)));
        return notReady.Length == 0
            ? new TargetReadiness(target.Name, true, scope.Accounts, null)
            : new TargetReadiness(target.Name, false, scope.Accounts, $"Not ready on {notReady}.");
    }

    private IEnumerable<string> EverywhereProblems()
    {
        if (exchange.Hosts.All(host => host.Problem is not null))
        {
            yield return $"no host of Htx:BaseUrls says what time it is ({string.Join("; ", exchange.Hosts.Select(host => host.Problem))}): "
                + "look at the app's way out (NAT gateway, firewall, DNS) and at Htx:BaseUrls";
        }

        if (exchange.ClockOffset is { } offset && offset.Duration() >= RefusedClock)
        {
            yield return $"{Clock(offset)}: HTX refuses what is signed more than 5 minutes off, and every kill first has to learn the "
                + "time from such an answer; set this machine's clock right";
        }

        if (exchange.Maintenance is { } maintenance)
            yield return $"{maintenance}: until then nothing can be cancelled, and a kill ends blocked; check again after it";
    }

    private IEnumerable<string> EverywhereWarnings()
    {
        // Whose keys HTX says are one user's, and the settings do not.
        foreach (var user in accounts.Where(account => account.Key?.Uid is not null).GroupBy(account => account.Key!.Uid).Where(user => user.Count() > 1))
        {
            var names = user.Select(account => account.Account).ToList();
            if (!names.TrueForAll(name => settings.Accounts[name].Uid == user.Key))
                yield return $"accounts {string.Join(" and ", names)} hold keys of one HTX user ({user.Key}): if that is meant, set Uid of each to it, so that they share its rate limit; else correct the secret";
        }

        // Where none answers, that is a problem.
        foreach (var host in exchange.Hosts.Where(host => host.Problem is not null && exchange.Hosts.Any(other => other.Problem is null)))
        {
            yield return $"host {host.Host} does not say what time it is ({host.Problem}): kills go to the other one; "
                + "if it stays so, look at DNS, firewall and Htx:BaseUrls";
        }

        if (exchange.ClockOffset is { } offset && offset.Duration() >= WrongClock && offset.Duration() < RefusedClock)
            yield return $"{Clock(offset)}: from 5 minutes on HTX refuses what is signed; set this machine's clock right";
    }

    private IEnumerable<string> SettingsProblems()
    {
        if (settings.Accounts.Count == 0)
            yield return "no account is configured: set Accounts:<name>:SecretName";

        foreach (var target in Sorted(settings.Targets.Values.Where(target => target.Fault is not null)))
            yield return $"target {target.Name} is switched off in the settings: {target.Fault}";

        foreach (var name in settings.CancelTargets.Where(name => !settings.Targets.ContainsKey(name)))
            yield return $"CancelTargets names '{name}', which Targets does not have: the schedule cannot cancel it";
    }

    private IEnumerable<string> ContractWarnings(SortedSet<string> codes)
    {
        if (exchange is not { Maintenance: null, Contracts: { Count: > 0 } states })
            yield break;

        var absent = codes.Where(code => code != CancelScope.EveryContract && !ScopeFields.IsDelivery(code) && !states.ContainsKey(code));
        if (absent.Any())
            yield return $"HTX's list of contracts does not have {Named(absent)}: look whether Targets spells it right";

        if (codes.Contains(CancelScope.EveryContract) && states.Values.Contains(true) && states.Values.Contains(false))
            yield return $"HTX cancels no orders of {Named(states.Where(state => !state.Value).Select(state => state.Key))} now";
    }

    private static IOrderedEnumerable<TargetSettings> Sorted(IEnumerable<TargetSettings> targets) =>
        targets.OrderBy(target => target.Name, StringComparer.Ordinal);

    private static string Clock(TimeSpan offset) =>
        $"this machine's clock is {offset.Duration().TotalSeconds:0} s {(offset > TimeSpan.Zero ? "behind" : "ahead of")} HTX's";

    private static string Named(IEnumerable<string> codes)
    {
        string[] named = [.. codes.Order(StringComparer.Ordinal).Select(code => code == CancelScope.EveryContract ? "any contract" : code)];
        return string.Join(", ", named.Take(MaximumNamed)) + (named.Length > MaximumNamed ? $" and {named.Length - MaximumNamed} more" : "");
    }

    // Details are parts of sentences elsewhere; here each stands alone.
    public static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd('.')}.";
}
