using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using HtxCancel.Tests.Drivers;
using Xunit.Sdk;

namespace HtxCancel.Tests.Search;

/// <summary>
/// The invariants, searched for a case that breaks one: 2,000 random fault schedules in each test run, as many as
/// <c>HTX_SEARCH_RUNS</c> says with it in the environment, from the seed that <c>HTX_SEARCH_SEED</c> says. A failure names a
/// seed; with <c>HTX_SEARCH_CASE=seed,gamma,size</c> the same case is run again alone. <c>HTX_SEARCH_COUNT</c> names a file for
/// what breaks, kind by kind, in place of the first failure.
/// </summary>
public sealed class SearchTests
{
    private const int ReplayTimes = 100;
    private const ulong DefaultSeed = 20_261_123;

    private static readonly int s_runs = Environment.GetEnvironmentVariable("HTX_SEARCH_RUNS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 2_000;
    private static readonly ulong s_seed = Environment.GetEnvironmentVariable("HTX_SEARCH_SEED") is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : DefaultSeed;

    // A case that fails is made smaller, which takes longer than to find it.
    private static readonly bool s_shrinks = Environment.GetEnvironmentVariable("HTX_SEARCH_SHRINK") != "0";
    private static readonly string? s_count = Environment.GetEnvironmentVariable("HTX_SEARCH_COUNT");
    private static readonly Replay? s_replay = RandomCases.ReadReplay("HTX_SEARCH_CASE");

    /// <summary>Where the lists are younger than two looks are apart.</summary>
    [Fact]
    public Task Every_invariant_holds_whatever_goes_wrong() => SearchAsync(SearchCases.WithShortLag, s_runs * 3 / 4);

    /// <summary>Where the lists are older than that.</summary>
    [Fact]
    public Task Every_invariant_holds_however_old_the_lists_are() => SearchAsync(SearchCases.WithLongLag, s_runs / 4);

    // What comes at the same instant comes in any order: a case that is run again is run until it shows what it showed.
    private static async Task CheckAsync(SearchCase @case)
    {
        for (var time = 0; time < (s_replay is null ? 1 : ReplayTimes); time++)
        {
            using var world = new SearchWorld(@case);
            await world.PlayAsync();
            try
            {
                new Invariants(@case, world).Hold();
            }
            catch (XunitException e) when (s_replay is not null)
            {
                throw new XunitException($"{e.Message}\n\n{world}");
            }
        }
    }

    private static Task SearchAsync(Arbitrary<SearchCase> cases, int runs) => s_count is { Length: > 0 }
        ? BreakCount.WriteAsync(s_count, cases, CheckAsync, runs, s_seed)
        : RandomCases.CheckAsync(s_shrinks ? cases : Arb.From(cases.Generator), CheckAsync, runs, s_replay, s_seed);
}
