using System.Collections.Immutable;

namespace HtxCancel.Htx;

/// <summary>Which of HTX's hosts, from 0, is tried first: the first that has not failed within the last 30 s. Thread-safe.</summary>
internal sealed class HostRotation(int hosts, TimeProvider time)
{
    private static readonly TimeSpan TriedSecond = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly long?[] _failedAt = new long?[hosts];
    private readonly TaskCompletionSource[] _overtaken = [.. Enumerable.Range(0, hosts).Select(_ => NewSignal())];
    public int Count => hosts;

    /// <summary>The host to try first; when all have failed, the one that did so longest ago.</summary>
    public int First
    {
        get
        {
            lock (_lock)
            {
                var first = 0;
                for (var host = 1; host < hosts && HasFailed(first); host++)
                    first = !HasFailed(host) || _failedAt[host] < _failedAt[first] ? host : first;

                return first;
            }
        }
    }

    public int After(int host) => (host + 1) % hosts;

    /// <summary>Whether <paramref name="host"/> has failed within the last 30 s, and the one after it has not.</summary>
    public bool IsBehind(int host)
    {
        lock (_lock)
            return HasFailed(host) && !HasFailed(After(host));
    }

    public Task WhenOvertaken(int host)
    {
        lock (_lock)
            return _overtaken[host].Task;
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

    /// <summary><paramref name="host"/> gave no answer, or none that could be read.</summary>
    public void Failed(int host)
    {
        lock (_lock)
            _failedAt[host] = time.GetTimestamp();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool HasFailed(int host) => _failedAt[host] is { } at && time.GetElapsedTime(at) < TriedSecond;
}

/// <summary>Which host one run asks next. One that is well and says what is of no use (that it knows no such path, or no such key) is
/// left by this run only, and only for one that has not failed. Thread-safe.</summary>
internal sealed class HostChoice(HostRotation hosts)
{
    private readonly ConcurrentDictionary<string, ImmutableHashSet<int>> _missingAt = new();
    private volatile int _unhelpful = -1;

    public int First => hosts.First is var first && first == _unhelpful && !hosts.IsBehind(hosts.After(first)) ? hosts.After(first) : first;

    /// <summary>The host to ask <paramref name="request"/> of. One that does not know the path is not asked the same again next time,
    /// whatever else was learnt meanwhile: two questions that come in turn would send each other to the same hosts for ever.</summary>
    public int For(HtxRequest request)
    {
        var host = First;
        if (!_missingAt.IsEmpty && _missingAt.TryGetValue(KeyOf(request), out var missing))
        {
            for (var passed = 0; passed < hosts.Count && missing.Contains(host); passed++)
                host = hosts.After(host);
        }

        return host;
    }

    /// <summary><paramref name="host"/> refused a call for its key, signature or time.</summary>
    public void Refused(int host) => _unhelpful = host;

    /// <summary><paramref name="host"/> gave a good answer: what it refused before was of the moment.</summary>
    public void Helped(int host) => Interlocked.CompareExchange(ref _unhelpful, -1, host);

    /// <summary><paramref name="host"/> does not know the path of <paramref name="request"/>.</summary>
    public void Missing(HtxRequest request, int host)
    {
        _unhelpful = host;

        // When every host has said so, they are asked in turn again: one 404 may be the edge's.
        _missingAt.AddOrUpdate(KeyOf(request), [host], (_, others) => others.Count + 1 < hosts.Count ? others.Add(host) : [host]);
    }

    private static string KeyOf(HtxRequest request) =>
        $"{request.Path}?{string.Join('&', request.Parameters)}{(request.Body is { } body ? Encoding.UTF8.GetString(body.Span) : "")}";
}
