namespace HtxCancel.Readiness;

/// <summary>
/// Checks one account as a kill would use it: its keys from the vault, which API it lives on, one signed read through that.
/// Sends nothing that trades, a handful of reads, and these from the share of the rate budget that a kill does not wait for.
/// </summary>
internal sealed class AccountCheck(AccountSettings account, IApiKeys apiKeys, HtxTransport transport, AccountMemory memory, TimeProvider time)
{
    // The rest of the 5 s is HTX's.
    private static readonly TimeSpan VaultLimit = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan WarnedBefore = TimeSpan.FromDays(14);

    private readonly List<string> _problems = [];
    private readonly List<string> _warnings = [];

    private ApiKeyPair? _keys;

    private RateBudgetLeft Left => new(Budget.Whole.Left(RatePool.Trade), Budget.Whole.Left(RatePool.Read));

    private (RateBudget Whole, RateShare Share) Budget => memory.BudgetWith(_keys);

    public async Task<AccountReadiness> RunAsync(CancellationToken cancellationToken)
    {
        if (account.Fault is { } fault)
            return NothingBut($"the account is switched off in the settings: {fault}");

        var (secret, keys) = await CheckSecretAsync(cancellationToken).ConfigureAwait(false);
        _keys = keys;
        var (mode, signedRead) = keys is null ? (null, null) : await CheckReadAsync(keys, cancellationToken).ConfigureAwait(false);
        var left = Left;
        if (left.Read < RateShare.Limit)
        {
            _warnings.Add($"HTX takes only {left.Read} more reads of this account now: something else uses its rate limit up, "
                + "and a kill would have to wait for its lists");
        }

        return new AccountReadiness(account.Name, false, _problems, _warnings, secret, null, mode?.Api().Name(), signedRead, [], [], left)
        {
            Mode = mode,
        };
    }

    /// <summary>Nothing is known but <paramref name="problem"/>.</summary>
    public AccountReadiness NothingBut(string problem) =>
        new(account.Name, false, [problem], [], new SecretReadiness(false, null, null, null, null), null, null, null, [], [], Left);

    private async Task<(SecretReadiness Secret, ApiKeyPair? Keys)> CheckSecretAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var age = now - apiKeys.Cached(account.SecretName)?.FetchedAt;
        using var limit = new CancellationTokenSource(VaultLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var answer = await apiKeys.RefreshAsync(account.SecretName, either.Token).ConfigureAwait(false);
        var known = answer as ApiKeyResult.Found ?? apiKeys.Cached(account.SecretName);
        if (answer is ApiKeyResult.Silent silent)
        {
            var effect = known is null ? "have no keys" : "use the keys in memory, and one after a restart none";
            _problems.Add($"{silent.Detail}: a kill now would {effect}; look at the vault, its firewall and the app's identity");
        }
        else if (answer.Problem is { } problem)
        {
            _problems.Add(problem);
        }

        var isMalformed = answer is ApiKeyResult.Refused { IsMalformed: true };
        var left = known?.ExpiresAt - now;
        var secret = new SecretReadiness(
            answer is ApiKeyResult.Found || isMalformed,
            answer is ApiKeyResult.Found ? true : isMalformed ? false : null,
            (long?)age?.TotalSeconds,
            known?.ExpiresAt,
            left is { TotalDays: var days } ? (int)Math.Floor(days) : null)
        {
            IsExpiring = left <= WarnedBefore,
        };
        if (secret is { IsExpiring: true, ExpiresAt: { } expiry })
        {
            var day = expiry.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            _warnings.Add($"secret '{account.SecretName}' {(left > TimeSpan.Zero ? "expires" : "expired")} on {day}: "
                + "make a new key at HTX and put it into the secret, with its own expiry");
        }

        return (secret, known?.Keys);
    }

    // SignedRead is null where no read was answered.
    private async Task<(AssetMode? Mode, bool? SignedRead)> CheckReadAsync(ApiKeyPair keys, CancellationToken cancellationToken)
    {
        var client = new HtxClient(transport, apiKeys, account.SecretName, keys, Budget.Share, new CallCounter(time), time);
        var (told, refusal, lost) = await ReadModeAsync(client, cancellationToken).ConfigureAwait(false);
        if (told is not { } mode)
        {
            _problems.Add(refusal is not null
                ? SignedReadProblem.Of(refusal, account.SecretName, mode: null)
                : $"HTX did not say which API the account lives on ({lost}): a kill would cancel through both and end unknown, "
                    + "never clear; check again, and if it stays so, look at Htx:BaseUrls and at HTX");
            return (null, refusal is null ? null : false);
        }

        switch (await OpenOrdersProbe.ReadAsync(client, mode.Api(), cancellationToken).ConfigureAwait(false))
        {
            case HtxResult<bool>.Failed failed:
                _problems.Add(SignedReadProblem.Of(failed.Error, account.SecretName, mode));
                return (mode, false);
            case HtxResult<bool>.NoAnswer none:
                _problems.Add($"HTX's {mode.Api().Name()} API gave no list of the account's orders ({none.Detail}): "
                    + "a kill could end unknown; check again");
                return (mode, null);
            default:
                return (mode, true);
        }
    }

    // Each host once, the one first that a kill would ask first. What HTX refuses for a reason of its own has a sentence of its own.
    private async Task<(AssetMode? Told, HtxError? Refusal, string Lost)> ReadModeAsync(HtxClient client, CancellationToken cancellationToken)
    {
        var host = transport.Hosts.First;
        var lost = "no host was asked";
        HtxError? refusal = null;
        for (var asked = 0; asked < client.Hosts; asked++, host = transport.Hosts.After(host))
        {
            switch (await AssetModeEndpoint.ReadAsync(client, host, cancellationToken).ConfigureAwait(false))
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
