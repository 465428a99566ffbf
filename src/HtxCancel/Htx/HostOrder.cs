namespace HtxCancel.Htx;

/// <summary>Which of HTX's hosts is tried first: the first of the settings that has not failed within the last 30 s. Thread-safe.</summary>
internal sealed class HostOrder(int hosts, TimeProvider time)
{
    private static readonly TimeSpan TriedSecond = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly long?[] _failedAt = new long?[hosts];

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
                    if (_failedAt[host] is not { } at || time.GetElapsedTime(at) >= TriedSecond)
                    {
                        return host;
                    }

                    first = at < _failedAt[first] ? host : first;
                }

                return first;
            }
        }
    }

    /// <summary>The host to try when <paramref name="host"/> has not been of use.</summary>
    public int After(int host) => (host + 1) % hosts;

    /// <summary>Host number <paramref name="host"/> gave no answer, or none that could be read.</summary>
    public void Failed(int host)
    {
        lock (_lock)
        {
            _failedAt[host] = time.GetTimestamp();
        }
    }
}
