using BenchmarkDotNet.Attributes;
using Benchmarks.Clients;

namespace Benchmarks.Scenarios;

/// <summary>One signature.</summary>
[MemoryDiagnoser]
public class SignBenchmark
{
    private readonly ApiKeyPair _keys = new("e2xxxxxx-99xxxxxx-84xxxxxx-7xxxx", "b0xxxxxx-c6xxxxxx-94xxxxxx-dxxxx");
    private readonly DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>The straightforward way.</summary>
    [Benchmark(Baseline = true)]
    public string Straightforward() => BareSignature.SignedQuery("POST", "api.hbdm.com", "/linear-swap-api/v1/swap_cancelall", _keys.AccessKey, _keys.SecretKey, _now);

    /// <summary>The app's.</summary>
    [Benchmark]
    public string App() => HtxSigner.SignedQuery(HttpMethod.Post, "api.hbdm.com", "/linear-swap-api/v1/swap_cancelall", [], _keys, _now);
}
