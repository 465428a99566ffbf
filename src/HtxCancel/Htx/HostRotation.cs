namespace HtxCancel.Htx;

/// <summary>Which of HTX's hosts is tried first: the first of the settings that has not failed within the last 30 s. Thread-safe.</summary>
internal sealed class HostRotation(int hosts, TimeProvider time)
{
    private static readonly TimeSpan TriedSecond = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly long?[] _failedAt = new long?[hosts];
    private readonly TaskCompletionSource[] _overtaken = [.. Enumerable.Range(0, hosts).Select(_ => NewSignal())];

    /// <summary>How many hosts there are.</summary>
    public int Count => hosts;

    /// <summary>The host to try first, from 0; when all have failed, the one that did so longest ago.</summary>
    public int First
    {
        get
        {
            lock (_lock)
            {
                var first = 0;
                for (var host = 0; host < hosts; host++)
                {
                    if (!HasFailed(host))
                        return host;

                    first = _failedAt[host] < _failedAt[first] ? host : first;
                }

                return first;
            }
        }
    }

    /// <summary>The host to try when <paramref name="host"/> has not been of use.</summary>
    public int After(int host) => (host + 1) % hosts;

    /// <summary>Whether <paramref name="host"/> has failed within the last 30 s, and the one after it has not.</summary>
    public bool IsBehind(int host)
    {
        lock (_lock)
        {
            return HasFailed(host) && !HasFailed(After(host));
        }
    }

    /// <summary>Ends when <paramref name="host"/> is next <see cref="Overtaken"/>.</summary>
    public Task WhenOvertaken(int host)
    {
        lock (_lock)
        {
            return _overtaken[host].Task;
        }
    }

    /// <summary>Another host answered what <paramref name="host"/> was asked first.</summary>
    public void Overtaken(int host)
    {
        Failed(host);
        lock (_lock)
        {
            _overtaken[host].SetResult();
            _overtaken[host] = NewSignal();
        }
    }

    /// <summary>Host number <paramref name="host"/> gave no answer, or none that could be read.</summary>
    public void Failed(int host)
    {
        lock (_lock)
        {
            _failedAt[host] = time.GetTimestamp();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool HasFailed(int host) => _failedAt[host] is { } at && time.GetElapsedTime(at) < TriedSecond;
}
