using System.Globalization;
using HtxCancel.ApiKeys;
using HtxCancel.Cancellation;
using HtxCancel.Htx;
using HtxCancel.Htx.TradeV5;
using HtxCancel.Settings;

namespace HtxCancel.Readiness;

/// <summary>
/// Checks one account as a kill would use it: its keys from the vault, which API it lives on, one signed read through that.
/// Sends nothing that trades, a handful of reads, and these from the share of the rate budget that a kill does not wait for.
/// </summary>
internal sealed class AccountCheck(AccountSettings account, IApiKeys apiKeys, HtxTransport transport, AccountMemory memory, TimeProvider time)
{
    /// <summary>So long the vault may take: the rest of the 5 s is HTX's.</summary>
    private static readonly TimeSpan PatienceForVault = TimeSpan.FromSeconds(2.5);

    private readonly List<string> _problems = [];
    private readonly List<string> _warnings = [];

    private ApiKeyPair? _keys;

    /// <summary>What HTX's rate limit leaves to the account.</summary>
    public RateBudgetLeft Left => new(Budget.Whole.Left(RatePool.Trade), Budget.Whole.Left(RatePool.Read));

    private (RateBudget Whole, RateShare Share) Budget => memory.BudgetWith(_keys);

    /// <summary>Checks it once.</summary>
    public async Task<AccountFinding> RunAsync(CancellationToken cancellationToken)
    {
        if (account.Fault is { } fault)
        {
            return AccountFinding.NothingBut(account.Name, $"the account is switched off in the settings: {fault}", Left);
        }

        var (secret, keys) = await CheckSecretAsync(cancellationToken).ConfigureAwait(false);
        _keys = keys;
        var (mode, signedRead) = keys is null ? (null, null) : await CheckReadAsync(keys, cancellationToken).ConfigureAwait(false);
        var left = Left;
        if (left.Read < RateShare.Limit)
        {
            _warnings.Add($"HTX takes only {left.Read} more reads of this account now: something else uses its rate limit up, and a kill would have to wait for its lists");
        }

        return new AccountFinding(account.Name, secret, mode, signedRead, _problems, _warnings, left);
    }

    private async Task<(SecretReadiness Secret, ApiKeyPair? Keys)> CheckSecretAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var age = now - apiKeys.Cached(account.SecretName)?.FetchedAt;
        using var patience = new CancellationTokenSource(PatienceForVault, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var answer = await apiKeys.RefreshAsync(account.SecretName, either.Token).ConfigureAwait(false);
        var known = answer as ApiKeyResult.Found ?? apiKeys.Cached(account.SecretName);
        switch (answer)
        {
            case ApiKeyResult.Refused refused:
                _problems.Add(refused.Detail);
                break;
            case ApiKeyResult.Silent silent:
                _problems.Add($"{silent.Detail}: {(known is null ? "a kill now would have no keys" : "a kill now would use the keys in memory, and one after a restart none")}; "
                    + "look at the vault, its firewall and the app's identity");
                break;
            case ApiKeyResult.Found:
                break;
        }

        var left = known?.ExpiresAt - now;
        var secret = new SecretReadiness(
            answer is ApiKeyResult.Found or ApiKeyResult.Refused { IsMalformed: true },
            answer is ApiKeyResult.Found ? true : answer is ApiKeyResult.Refused { IsMalformed: true } ? false : null,
            (long?)age?.TotalSeconds,
            known?.ExpiresAt,
            (int?)Floor(left?.TotalDays))
        {
            IsExpiring = left <= SecretReadiness.WarnedBefore,
        };
        if (secret is { IsExpiring: true, ExpiresAt: { } expiry })
        {
            _warnings.Add($"secret '{account.SecretName}' {(left > TimeSpan.Zero ? "expires" : "expired")} on "
                + $"{expiry.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: make a new key at HTX and put it into the secret, with its own expiry");
        }

        return (secret, known?.Keys);
    }

    private async Task<(AssetModeFinding? Mode, bool? SignedRead)> CheckReadAsync(ApiKeyPair keys, CancellationToken cancellationToken)
    {
        var client = new HtxClient(transport, apiKeys, account.SecretName, keys, Budget.Share, new CallCounter(time), time);
        var (mode, refusal) = await ReadModeAsync(client, cancellationToken).ConfigureAwait(false);
        if (refusal is not null)
        {
            _problems.Add(SignedReadProblem.Of(refusal, account.SecretName, mode: null));
            return (mode, false);
        }

        if (mode is not AssetModeFinding.Known known)
        {
            _problems.Add($"HTX did not say which API the account lives on ({(mode as AssetModeFinding.Unread)?.Detail}): a kill would cancel through both and end "
                + "unknown, never clear; check again, and if it stays so, look at Htx:BaseUrls and at HTX");
            return (mode, null);
        }

        var generation = known.Mode.Api();
        switch (await OpenOrdersProbe.ReadAsync(client, generation, cancellationToken).ConfigureAwait(false))
        {
            case HtxResult<bool>.Failed failed:
                _problems.Add(SignedReadProblem.Of(failed.Error, account.SecretName, known.Mode));
                return (mode, false);
            case HtxResult<bool>.NoAnswer lost:
                _problems.Add($"HTX's {generation.ToString().ToLowerInvariant()} API gave no list of the account's orders ({lost.Detail}): a kill could end unknown; check again");
                return (mode, null);
            default:
                return (mode, true);
        }
    }

    // Each host once, the one first that a kill would ask first. What HTX refuses for a reason of its own has a sentence of its own.
    private async Task<(AssetModeFinding Mode, HtxError? Refusal)> ReadModeAsync(HtxClient client, CancellationToken cancellationToken)
    {
        var host = transport.Hosts.First;
        var lost = "no host was asked";
        HtxError? refusal = null;
        for (var asked = 0; asked < client.Hosts; asked++, host = transport.Hosts.After(host))
        {
            switch (await AssetModeEndpoint.ReadAsync(client, host, cancellationToken).ConfigureAwait(false))
            {
                case HtxResult<AssetMode>.Ok ok:
                    return (new AssetModeFinding.Known(ok.Value), null);
                case HtxResult<AssetMode>.Failed { Error: { Class: HtxCodeClass.Retry, Code: { } code } error } when HtxCode.IsAuthentication(code):
                    // It may be of the moment, or of a clock that the next answer makes known.
                    (refusal, lost) = (error, error.ToString());
                    break;
                case HtxResult<AssetMode>.Failed { Error.Class: HtxCodeClass.Fatal or HtxCodeClass.Blocked or HtxCodeClass.Retry } refused:
                    return (new AssetModeFinding.Unread(refused.Error.ToString()), refused.Error);
                case HtxResult<AssetMode>.Failed failed:
                    lost = failed.Error.ToString();
                    break;
                case HtxResult<AssetMode>.NoAnswer none:
                    lost = none.Detail;
                    break;
            }
        }

        return (new AssetModeFinding.Unread(lost), refusal);
    }

    private static double? Floor(double? days) => days is { } value ? Math.Floor(value) : null;
}
