using HtxCancel.Htx.TradeV5;

namespace HtxCancel.Htx;

/// <summary>
/// Finds out, once a run and account, which API generation the account lives on, says which ones are to be used meanwhile,
/// and confirms it when a proof is complete. Asks the hosts in turn until one names the mode: nothing else says it, neither
/// a 404 nor a refusal of either generation. One question at a time, so that the last answer is that of the last question.
/// Thread-safe.
/// </summary>
/// <param name="client">The account's connection.</param>
/// <param name="remembered">What an earlier run was told; only chooses what is used before this run is told.</param>
/// <param name="time">The clock.</param>
internal sealed class AssetModeWatch(HtxClient client, AssetMode? remembered, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    // So long an answer may take before both generations are used: long enough for a distant host to be asked once.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly SemaphoreSlim _confirming = new(1, 1);
    private volatile AssetModeFinding _finding = new AssetModeFinding.Unread("not answered yet");
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _patienceOver;
    private volatile int _host = client.FirstHost;
    private long? _confirmedAt;
    private long _movedAt = long.MinValue;

    /// <summary>What is known by now.</summary>
    public AssetModeFinding Finding => _finding;

    /// <summary>
    /// The time provider's timestamp at which HTX first named another generation than before in this run: lists that were
    /// begun earlier prove nothing. <see cref="long.MinValue"/> while it has not.
    /// </summary>
    public long MovedAt => Volatile.Read(ref _movedAt);

    /// <summary>Ends when <see cref="Finding"/> or <see cref="Uses"/> has changed; taken before they are read, it misses nothing.</summary>
    public Task Changed => _changed.Task;

    /// <summary>
    /// Whether orders are to be sought through <paramref name="generation"/>: the one that the account lives on; while that
    /// is not known, for a moment the remembered one, and then both.
    /// </summary>
    public bool Uses(ApiGeneration generation) => _finding switch
    {
        AssetModeFinding.Known known => GenerationOf(known.Mode) == generation,
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
    /// Whether HTX, asked again after <paramref name="lookBegunAt"/> (a timestamp of the time provider), still says what
    /// <paramref name="known"/> says: it moves accounts by itself when they are empty, and a kill empties them. An answer that
    /// says otherwise is the new finding. One question serves all looks that were begun before it.
    /// </summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task<bool> ConfirmAsync(AssetModeFinding known, long lookBegunAt, CancellationToken cancellationToken)
    {
        await _confirming.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_finding != known || _confirmedAt >= lookBegunAt)
            {
                return _finding == known;
            }

            var askedAt = time.GetTimestamp();
            if (await AssetModeEndpoint.ReadAsync(client, _host, cancellationToken).ConfigureAwait(false) is not HtxResult<AssetMode>.Ok ok)
            {
                _host = (_host + 1) % client.Hosts;
                return false;
            }

            _confirmedAt = askedAt;
            Found(new AssetModeFinding.Known(ok.Value));
            return _finding == known;
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
        while (!cancellationToken.IsCancellationRequested)
        {
            switch (await AssetModeEndpoint.ReadAsync(client, _host, cancellationToken).ConfigureAwait(false))
            {
                case HtxResult<AssetMode>.Ok ok:
                    Found(new AssetModeFinding.Known(ok.Value));
                    return;
                case HtxResult<AssetMode>.Failed failed:
                    Found(new AssetModeFinding.Unread(failed.Error.ToString()));
                    break;
                case HtxResult<AssetMode>.NoAnswer lost:
                    Found(new AssetModeFinding.Unread(lost.Detail));
                    break;
            }

            _host = (_host + 1) % client.Hosts;
            if (!await PauseAsync(pause, cancellationToken).ConfigureAwait(false))
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
        if (_finding is AssetModeFinding.Known before && finding is AssetModeFinding.Known now && GenerationOf(before.Mode) != GenerationOf(now.Mode))
        {
            Volatile.Write(ref _movedAt, time.GetTimestamp());
        }

        _finding = finding;
        SignalChange();
    }

    private void SignalChange() => Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
