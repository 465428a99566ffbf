namespace HtxCancel.Htx;

/// <summary>The keys that sign an account's calls during a run, and whether HTX refuses them for good: only when three calls that are
/// signed with keys fetched since the first refusal are refused in a row, on each host in turn, over at least 3 s. Single refusals of
/// good keys are an old complaint. Thread-safe.</summary>
internal sealed class SigningKeys(IApiKeys store, string secretName, ApiKeyPair keys, int hosts, TimeProvider time)
{
    private const int RefusalsForGood = 3;
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(3);

    // How long a refused call waits for fresh keys before it is repeated.
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<int> _refusedAt = [];
    private volatile ApiKeyPair _current = keys;
    private volatile bool _areRefused;
    private ApiKeyPair? _fresh;
    private Task<string?>? _fetch;
    private object _row = new();
    private int _refusals;
    private long _firstRefusal;

    public ApiKeyPair Current => _current;

    /// <summary>A retry will not change it.</summary>
    public bool AreRefused => _areRefused;

    /// <summary>A call was taken, refused for something else, or lost: refusals from before and after it are not in a row.</summary>
    public void NotRefused()
    {
        lock (_lock)
        {
            (_row, _fresh, _fetch, _refusals, _areRefused) = (new object(), null, null, 0, false);
            _refusedAt.Clear();
        }
    }

    public void Refused(ApiKeyPair signedWith, int host)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(signedWith, _fresh))
                return;

            _firstRefusal = _refusals++ == 0 ? time.GetTimestamp() : _firstRefusal;
            _refusedAt.Add(host);
            _areRefused = _refusals >= RefusalsForGood && _refusedAt.Count >= Math.Min(hosts, RefusalsForGood) && time.GetElapsedTime(_firstRefusal) >= Apart;
        }
    }

    /// <summary>Fetches the keys anew, once after the first refusal. Why they could not be, so far; null when the store has answered. Throws nothing.</summary>
    public async Task<string?> RenewAsync(CancellationToken cancellationToken)
    {
        Task<string?> fetch;
        lock (_lock)
        {
            var row = _row;
            fetch = _fetch ??= Task.Run(() => FetchAsync(row), CancellationToken.None);
        }

        using var timeOut = new CancellationTokenSource(TimeOut, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeOut.Token, cancellationToken);
        await ((Task)fetch.WaitAsync(either.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return fetch.IsCompletedSuccessfully ? await fetch.ConfigureAwait(false) : "it has not answered yet";
    }

    private async Task<string?> FetchAsync(object row)
    {
        var answer = await store.RefreshAsync(secretName, CancellationToken.None).ConfigureAwait(false);
        lock (_lock)
        {
            if (answer is ApiKeyResult.Silent silent)
            {
                _fetch = row == _row ? null : _fetch;
                return silent.Detail;
            }

            // A pair of its own, even where it holds the same: calls that went out before do not count.
            _current = (answer is ApiKeyResult.Found found ? found.Keys : _current) with { };
            _fresh = row == _row ? _current : _fresh;
            return null;
        }
    }
}
