namespace HtxCancel.Readiness;

/// <summary>Checks one account as a kill would use it: its keys from the vault, which API it lives on, one signed read through that.
/// Sends nothing that trades, a handful of reads, and these from the share of the rate budget that a kill does not wait for.</summary>
internal sealed class AccountCheck(AccountSettings account, IApiKeys apiKeys, HtxTransport transport, AccountMemory memory, KeyHealth? keyHealth, TimeProvider time)
{
    // The rest of the 5 s is HTX's.
    private static readonly TimeSpan VaultLimit = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan WarnedBefore = TimeSpan.FromDays(14);

    private readonly List<string> _problems = [];
    private readonly List<string> _warnings = [];

    private ApiKeyPair? _keys;

    private (RateBudget Whole, RateBudget Share) Budget => memory.BudgetWith(_keys);
    private RateBudgetLeft Left => new(Budget.Whole.Left(RatePool.Trade), Budget.Whole.Left(RatePool.Read));

    public async Task<AccountReadiness> RunAsync(CancellationToken cancellationToken)
    {
        if (account.Fault is { } fault)
            return NothingBut($"the account is switched off in the settings: {fault}");

        var secret = await CheckSecretAsync(cancellationToken).ConfigureAwait(false);
        var health = _keys is null ? null : keyHealth?.AskAsync(account.SecretName, _keys);
        var (mode, signedRead) = _keys is null ? (null, null) : await CheckReadAsync(_keys, cancellationToken).ConfigureAwait(false);
        var key = health is null ? null : await CheckKeyAsync(health, cancellationToken).ConfigureAwait(false);
        var left = Left;
        if (left.Read < RateBudget.ShareLimit)
        {
            _warnings.Add($"HTX takes only {left.Read} more reads of this account now: something else uses its rate limit up, "
                + "and a kill would have to wait for its lists");
        }

        return new AccountReadiness(account.Name, false, _problems, _warnings, secret, null, mode?.Api().Name(), signedRead, [], [], left)
        {
            Mode = mode,
            Key = key,
        };
    }

    /// <summary>Nothing is known but <paramref name="problem"/>.</summary>
    public AccountReadiness NothingBut(string problem) =>
        new(account.Name, false, [problem], [], new SecretReadiness(false, null, null, null, null), null, null, null, [], [], Left);

    /// <summary>What is wrong when HTX does not accept a signed read, and what to do about it: a part of a sentence.</summary>
    public static string ProblemOf(HtxError error, string secretName, AssetMode? mode) => error.Class switch
    {
        HtxCodeClass.Fatal or HtxCodeClass.Retry when HtxCode.IsAuthentication(error.Code ?? 0) =>
            $"HTX refuses the keys of secret '{secretName}' ({error}): put the right pair into the secret; at HTX, a key without bound "
            + "IP addresses ends after 90 days, and one with them takes calls from these addresses only",
        HtxCodeClass.Fatal =>
            $"HTX refuses a read with the keys of secret '{secretName}' ({error}): give the key the permissions to read and to trade",
        HtxCodeClass.Moved => $"HTX's {(mode == AssetMode.SingleAsset ? "v1" : "v5")} API does not serve this account ({error}), though HTX says "
            + $"that the account lives there (asset mode {(int?)mode}): a kill would end unknown; check again, and look at HTX which account "
            + "the key belongs to",
        HtxCodeClass.Blocked => $"HTX answers nothing on this account now ({error}): a kill would end blocked; check again when it is over",
        HtxCodeClass.Retry => $"HTX did not take a read now ({error}): check again; if it stays so, look at what else uses the account's rate limit",
        HtxCodeClass.Nothing or HtxCodeClass.Gone or HtxCodeClass.Filled or HtxCodeClass.InProgress or HtxCodeClass.Unknown =>
            $"HTX answered a read with what no table of it explains ({error}): check again, and look at HTX",
    };

    private async Task<SecretReadiness> CheckSecretAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var age = now - apiKeys.Cached(account.SecretName)?.FetchedAt;
        using var limit = new CancellationTokenSource(VaultLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var answer = await apiKeys.RefreshAsync(account.SecretName, either.Token).ConfigureAwait(false);
        var known = answer as ApiKeyResult.Found ?? apiKeys.Cached(account.SecretName);
        _keys = known?.Keys;
        if (answer is ApiKeyResult.Silent silent)
        {
            var effect = known is null ? "have no keys" : "use the keys in memory, and one after a restart none";
            _problems.Add($"{silent.Detail}: a kill now would {effect}; look at the vault, its firewall and the app's identity");
        }
        else if (answer.Problem is { } problem)
        {
            _problems.Add(problem);
        }

        var left = known?.ExpiresAt - now;
        if (left <= WarnedBefore)
        {
            var day = known!.ExpiresAt!.Value.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            _warnings.Add($"secret '{account.SecretName}' {(left > TimeSpan.Zero ? "expires" : "expired")} on {day}: "
                + "make a new key at HTX and put it into the secret, with its own expiry");
        }

        bool? isWellFormed = answer is ApiKeyResult.Found ? true : answer is ApiKeyResult.Refused { IsMalformed: true } ? false : null;
        var daysLeft = left is { TotalDays: var days } ? (int?)Math.Floor(days) : null;
        return new SecretReadiness(isWellFormed is not null, isWellFormed, (long?)age?.TotalSeconds, known?.ExpiresAt, daysLeft)
        {
            IsExpiring = left <= WarnedBefore,
        };
    }

    private async Task<KeyReadiness?> CheckKeyAsync(Task<KeyFinding> health, CancellationToken cancellationToken)
    {
        // It is the last to be waited for: what the check has found by then must not be lost for it.
        await ((Task)health).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var (key, problem) = health.IsCompleted ? await health.ConfigureAwait(false) : new KeyFinding(null, "no answer in time");
        var name = $"the key of secret '{account.SecretName}'";
        if (problem is not null)
            _warnings.Add($"HTX did not say what {name} may do ({problem}): look at its permissions and its expiry at HTX");

        if (key?.MayTrade == false)
            _problems.Add($"{name} may not trade, so it cannot cancel: give it the permission to trade at HTX");

        if (key?.DaysLeft == 0)
            _problems.Add($"{name} has expired: make a new one at HTX and put it into the secret");
        else if (key?.DaysLeft is > 0 and <= 14 and var days)
            _warnings.Add($"{name} expires in {days} {(days == 1 ? "day" : "days")}: make a new one at HTX and put it into the secret{(key.Addresses == 0 ? "; one that is bound to addresses lasts" : "")}");

        if (key?.MayWithdraw == true)
            _warnings.Add($"{name} may withdraw: take that permission away at HTX, this switch never needs it");

        if (key?.Uid is { } uid && account.Uid is { } said && uid != said)
            _warnings.Add($"{name} is of the HTX user {uid}, and Accounts:{account.Name}:Uid says {said}: correct one of them");

        return key;
    }

    // SignedRead is null where no read was answered.
    private async Task<(AssetMode? Mode, bool? SignedRead)> CheckReadAsync(ApiKeyPair keys, CancellationToken cancellationToken)
    {
        var client = new HtxClient(transport, apiKeys, account.SecretName, keys, Budget.Share, new CallCounter(time), time);
        var (read, refusal, lost) = await ReadModeAsync(client, cancellationToken).ConfigureAwait(false);
        if (read is not { } mode)
        {
            _problems.Add(refusal is not null
                ? ProblemOf(refusal, account.SecretName, mode: null)
                : $"HTX did not say which API the account lives on ({lost}): a kill would cancel through both and end unknown, "
                    + "never clear; check again, and if it stays so, look at Htx:BaseUrls and at HTX");
            return (null, refusal is null ? null : false);
        }

        // One row of the open orders.
        var list = mode.Api() switch
        {
            ApiGeneration.V1 => client.SendAsync(V1Calls.OpenOrders(MarginMode.Isolated, null, null, size: 1), V1Calls.ReadPage, cancellationToken),
            ApiGeneration.V5 => client.SendAsync(V5Calls.OpenOrders(V5ListKind.PlainUnfiltered, null, null, limit: 1), V5Calls.ReadPage, cancellationToken),
        };
        switch (await list.ConfigureAwait(false))
        {
            case HtxResult<ListPage>.Failed failed:
                _problems.Add(ProblemOf(failed.Error, account.SecretName, mode));
                return (mode, false);
            case HtxResult<ListPage>.NoAnswer none:
                _problems.Add($"HTX's {mode.Api().Name()} API gave no list of the account's orders ({none.Detail}): a kill could end unknown; check again");
                return (mode, null);
            default:
                return (mode, true);
        }
    }

    // Each host once, the one first that a kill would ask first. What HTX refuses for a reason of its own has a sentence of its own.
    private async Task<(AssetMode? Mode, HtxError? Refusal, string Lost)> ReadModeAsync(HtxClient client, CancellationToken cancellationToken)
    {
        var host = transport.Hosts.First;
        var lost = "no host was asked";
        HtxError? refusal = null;
        for (var asked = 0; asked < client.Hosts; asked++, host = transport.Hosts.After(host))
        {
            switch (await client.SendAsync(V5Calls.AssetMode with { Host = host }, V5Calls.ReadAssetMode, cancellationToken).ConfigureAwait(false))
            {
                case HtxResult<AssetMode>.Ok ok:
                    return (ok.Value, null, "");
                case HtxResult<AssetMode>.Failed { Error: { Class: HtxCodeClass.Retry, Code: { } code } error } when HtxCode.IsAuthentication(code):
                    // It may be of the moment, or of a clock that the next answer makes known.
                    refusal = error;
                    break;
                case HtxResult<AssetMode>.Failed { Error: { Class: HtxCodeClass.Fatal or HtxCodeClass.Blocked or HtxCodeClass.Retry } error }:
                    return (null, error, "");
                case HtxResult<AssetMode>.Failed failed:
                    lost = failed.Error.ToString();
                    break;
                case HtxResult<AssetMode>.NoAnswer none:
                    lost = none.Detail;
                    break;
            }
        }

        return (null, refusal, lost);
    }
}
