using HtxCancel.Htx.TradeV5;

namespace HtxCancel.Htx;

/// <summary>
/// Finds out, once a run and account, which API generation the account lives on, says which ones are to be used meanwhile,
/// and confirms it when a proof is complete. Asks the hosts in turn until it is known. That there is no v5 at all is
/// believed when every host said so and it was said twice in a row, <c>interval</c> apart: one 404 may be the edge's, and a
/// host that is silent leaves it open. Thread-safe.
/// </summary>
/// <param name="client">The account's connection.</param>
/// <param name="remembered">What an earlier run was told; only chooses what is used before this run is told.</param>
/// <param name="interval">Between two questions after a 404.</param>
/// <param name="time">The clock.</param>
internal sealed class AssetModeWatch(HtxClient client, AssetMode? remembered, TimeSpan interval, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    // So long an answer may take before both generations are used: long enough for a distant host to be asked once.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly SemaphoreSlim _confirming = new(1, 1);
    private volatile AssetModeFinding _finding = new AssetModeFinding.Unread("not answered yet");
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _patienceOver;
    private volatile int _host;
    private long? _confirmedAt;

    /// <summary>What is known by now.</summary>
    public AssetModeFinding Finding => _finding;

    /// <summary>Ends when <see cref="Finding"/> or <see cref="Uses"/> has changed; taken before they are read, it misses nothing.</summary>
    public Task Changed => _changed.Task;

    /// <summary>
    /// Whether orders are to be sought through <paramref name="generation"/>: the one that the account lives on; while that
    /// is not known, for a moment the remembered one, and then both.
    /// </summary>
    public bool Uses(ApiGeneration generation) => _finding switch
    {
        AssetModeFinding.Known known => GenerationOf(known.Mode) == generation,
        AssetModeFinding.NoV5 => generation == ApiGeneration.V1,
        _ => _patienceOver || (remembered is { } mode && GenerationOf(mode) == generation),
    };

    /// <summary>Asks until it is settled or <paramref name="cancellationToken"/> ends it. Throws nothing.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        var patience = EndPatienceAsync(cancellationToken);
        await AskUntilSettledAsync(cancellationToken).ConfigureAwait(false);
        await patience.ConfigureAwait(false);
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
                    Found(new AssetModeFinding.Known(ok.Value));
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

    private static ApiGeneration GenerationOf(AssetMode mode) => mode switch
    {
        AssetMode.SingleAsset => ApiGeneration.V1,
        AssetMode.MultiAssets or AssetMode.SingleAssetV5 => ApiGeneration.V5,
    };

    private async Task AskUntilSettledAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        var missingAt = new List<int>();
        while (!cancellationToken.IsCancellationRequested)
        {
            switch (await AssetModeEndpoint.ReadAsync(client, _host, cancellationToken).ConfigureAwait(false))
            {
                case HtxResult<AssetMode>.Ok ok:
                    Found(new AssetModeFinding.Known(ok.Value));
                    return;
                case HtxResult<AssetMode>.Failed { Error: { PathMissing: true } missing }:
                    missingAt.Add(missing.Host);
                    if (missingAt.Count > 1 && missingAt.Distinct().Count() == client.Hosts)
                    {
                        Found(new AssetModeFinding.NoV5());
                        return;
                    }

                    Found(new AssetModeFinding.Unread(missing.ToString()));
                    break;
                case HtxResult<AssetMode>.Failed failed:
                    missingAt.Clear();
                    Found(new AssetModeFinding.Unread(failed.Error.ToString()));
                    break;
                case HtxResult<AssetMode>.NoAnswer lost:
                    missingAt.Clear();
                    Found(new AssetModeFinding.Unread(lost.Detail));
                    break;
            }

            _host = (_host + 1) % client.Hosts;
            if (!await PauseAsync(missingAt.Count > 0 ? interval : pause, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task EndPatienceAsync(CancellationToken cancellationToken)
    {
        if (await PauseAsync(Patience, cancellationToken).ConfigureAwait(false))
        {
            _patienceOver = true;
            SignalChange();
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Found(AssetModeFinding finding)
    {
        _finding = finding;
        SignalChange();
    }

    private void SignalChange() => Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
