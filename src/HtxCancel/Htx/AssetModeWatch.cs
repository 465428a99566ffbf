using HtxCancel.Htx.TradeV5;

namespace HtxCancel.Htx;

/// <summary>
/// Finds out, once a run and account, which API generation the account lives on. Asks until it is known. That there is no
/// v5 at all is believed when every host said so, and it was said twice in a row, <c>interval</c> apart: one 404 may be
/// the edge's. Thread-safe.
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
        var missingAt = new List<int>();
        while (!cancellationToken.IsCancellationRequested)
        {
            switch (await AssetModeEndpoint.ReadAsync(client, cancellationToken).ConfigureAwait(false))
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
}
