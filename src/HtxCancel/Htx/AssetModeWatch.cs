using HtxCancel.Htx.TradeV5;

namespace HtxCancel.Htx;

/// <summary>
/// Finds out, once a run and account, which API generation the account lives on. Asks until it is known; a v5 that does
/// not exist is believed when it said so twice in a row, <c>interval</c> apart, since one 404 may be the edge's.
/// Thread-safe.
/// </summary>
internal sealed class AssetModeWatch(HtxClient client, TimeSpan interval, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private volatile AssetModeFinding _finding = new AssetModeFinding.Unread("not answered yet");

    /// <summary>What is known by now.</summary>
    public AssetModeFinding Finding => _finding;

    /// <summary>Asks until it is settled or <paramref name="cancellationToken"/> ends it. Throws nothing.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        var missingBefore = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            var missing = false;
            switch (await AssetModeEndpoint.ReadAsync(client, cancellationToken).ConfigureAwait(false))
            {
                case HtxResult<AssetMode>.Ok ok:
                    _finding = new AssetModeFinding.Known(ok.Value);
                    return;
                case HtxResult<AssetMode>.Failed { Error.PathMissing: true } when missingBefore:
                    _finding = new AssetModeFinding.NoV5();
                    return;
                case HtxResult<AssetMode>.Failed failed:
                    missing = failed.Error.PathMissing;
                    _finding = new AssetModeFinding.Unread(failed.Error.ToString());
                    break;
                case HtxResult<AssetMode>.NoAnswer lost:
                    _finding = new AssetModeFinding.Unread(lost.Detail);
                    break;
            }

            try
            {
                await Task.Delay(missing ? interval : pause, time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            missingBefore = missing;
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
