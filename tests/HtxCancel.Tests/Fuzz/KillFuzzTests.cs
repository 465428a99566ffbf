using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace HtxCancel.Tests.Fuzz;

/// <summary>
/// Whole kills on fake time while answers are mutated, one for every 100 cases of <see cref="ParserFuzzTests"/>. A failure
/// names a seed and a number: with <c>HTX_FUZZ_KILL=seed,number</c> in the environment that kill is run again alone.
/// </summary>
public sealed class KillFuzzTests(ITestOutputHelper output)
{
    // Each waits for fake time most of the while, so that more of them than there are cores run side by side.
    private const int SideBySide = 16;

    [Fact]
    public async Task No_mutated_answer_makes_a_kill_clear_while_an_order_rests_or_touch_what_is_beside_its_scope()
    {
        var outcomes = new int[Enum.GetValues<Outcome>().Length];
        var kills = FuzzRun.Cases / 100;

        await FuzzRun.ForAllAsync("HTX_FUZZ_KILL", kills, SideBySide, random =>
        {
            var kill = new FuzzedKill(random);
            var wrong = kill.RunAsync().GetAwaiter().GetResult();
            Interlocked.Increment(ref outcomes[(int)kill.Outcome!.Value]);
            return wrong;
        });

        output.WriteLine(string.Join(", ", Enum.GetValues<Outcome>().Where(outcome => outcomes[(int)outcome] > 0).Select(outcome => $"{outcomes[(int)outcome]} {outcome}")));
        Assert.True(outcomes.Sum() < 100 || outcomes[(int)Outcome.Clear] > outcomes.Sum() / 20, "hardly a kill is clear: that none is clear wrongly proves little");
    }

    [Theory]
    [InlineData("takes a missing array for an empty one", 3)]
    [InlineData("passes over rows that it cannot read", 4)]
    public async Task A_kill_is_found_clear_while_an_order_rests_with_a_parser_that(string fault, int seed)
    {
        var failure = await FuzzRun.FindAsync(seed, first: 0, count: 1000, SideBySide, Check);

        Assert.NotNull(failure);
        var number = Regex.Match(failure, $"^{seed},([0-9]+): clear, and order [0-9]+ rests").Groups[1].Value;
        var again = await FuzzRun.FindAsync(seed, int.Parse(number, CultureInfo.InvariantCulture), count: 1, sideBySide: 1, Check);
        Assert.StartsWith($"{seed},{number}: clear, and order", again, StringComparison.Ordinal);

        string? Check(Random random) => new FuzzedKill(random, LenientParser.ByName[fault]).RunAsync().GetAwaiter().GetResult();
    }
}
