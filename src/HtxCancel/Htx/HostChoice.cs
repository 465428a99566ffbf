using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;

namespace HtxCancel.Htx;

/// <summary>
/// Which host one run asks next. One that is well and says what is of no use (that it knows no such path, or no such key) is
/// left by this run only, and only for one that has not failed. Thread-safe.
/// </summary>
internal sealed class HostChoice(HostRotation hosts)
{
    private readonly ConcurrentDictionary<string, ImmutableHashSet<int>> _missingAt = new();
    private volatile int _unhelpful = -1;

    /// <summary>The host to ask next, from 0.</summary>
    public int First => hosts.First is var first && first == _unhelpful && !hosts.IsBehind(hosts.After(first)) ? hosts.After(first) : first;

    /// <summary>
    /// The host to ask <paramref name="request"/> of. One that does not know the path is not asked the same again next time,
    /// whatever else was learnt meanwhile: two questions that come in turn would send each other to the same hosts for ever.
    /// </summary>
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
