using HtxCancel.Htx.TradeV5;

namespace HtxCancel.Htx;

/// <summary>
/// Finds out, once a run and account, which API generation the account lives on, and confirms it when a proof is
/// complete. Asks the hosts in turn until it is known. That there is no v5 at all is believed when every host said so and
/// it was said twice in a row, <c>interval</c> apart: one 404 may be the edge's, and a host that is silent leaves it open.
/// Thread-safe.
/// </summary>
internal sealed class AssetModeWatch(HtxClient client, TimeSpan interval, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _confirming = new(1, 1);
    private volatile AssetModeFinding _finding = new AssetModeFinding.Unread("not answered yet");
    private volatile int _host;
    private long? _confirmedAt;

    /// <summary>What is known by now.</summary>
    public AssetModeFinding Finding => _finding;

    /// <summary>Asks until it is settled or <paramref name="cancellationToken"/> ends it. Throws nothing.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        var missingAt = new List<int>();
        while (!cancellationToken.IsCancellationRequested)
        {
            switch (await AssetModeEndpoint.ReadAsync(client, _host, cancellationToken).ConfigureAwait(false))
            {
                case HtxResult<AssetMode>.Ok ok:
                    _finding = new AssetModeFinding.Known(ok.Value);
                    return;
                case HtxResult<AssetMode>.Failed { Error: { PathMissing: true } missing }:
                    missingAt.Add(missing.Host);
                    if (missingAt.Count > 1 && missingAt.Distinct().Count() == client.Hosts)
                    {
                        _finding = new AssetModeFinding.NoV5();
                        return;
                    }

                    _finding = new AssetModeFinding.Unread(missing.ToString());
                    break;
                case HtxResult<AssetMode>.Failed failed:
                    missingAt.Clear();
                    _finding = new AssetModeFinding.Unread(failed.Error.ToString());
                    break;
                case HtxResult<AssetMode>.NoAnswer lost:
                    missingAt.Clear();
                    _finding = new AssetModeFinding.Unread(lost.Detail);
                    break;
            }

            _host = (_host + 1) % client.Hosts;
            try
            {
                await Task.Delay(missingAt.Count > 0 ? interval : pause, time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>
    /// Whether HTX, asked again after <paramref name="lookBegunAt"/> (a timestamp of the time provider), still says what is
    /// known: it moves accounts by itself when they are empty, and a kill empties them. An answer that says otherwise is the
    /// new finding. One question serves all looks that were begun before it.
    /// </summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task<bool> ConfirmAsync(long lookBegunAt, CancellationToken cancellationToken)
    {
        await _confirming.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_confirmedAt >= lookBegunAt)
            {
                return true;
            }

            var askedAt = time.GetTimestamp();
            var known = _finding;
            switch (await AssetModeEndpoint.ReadAsync(client, _host, cancellationToken).ConfigureAwait(false))
            {
                case HtxResult<AssetMode>.Ok ok:
                    _finding = new AssetModeFinding.Known(ok.Value);
                    break;
                case HtxResult<AssetMode>.Failed { Error.PathMissing: true } when known is AssetModeFinding.NoV5:
                    break;
                default:
                    _host = (_host + 1) % client.Hosts;
                    return false;
            }

            if (_finding != known)
            {
                return false;
            }

            _confirmedAt = askedAt;
            return true;
        }
        finally
        {
            _confirming.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _confirming.Dispose();
}
