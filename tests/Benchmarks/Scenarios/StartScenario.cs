using Benchmarks.Published;

namespace Benchmarks.Scenarios;

/// <summary>
/// From the start of the published process, behind a functions host, to its first answer and, in a run of its own, to its first
/// signed request: against a template app of the same packages. The host's own start, a few milliseconds, counts for both.
/// </summary>
internal static class StartScenario
{
    private const int WarmUps = 2;
    private const int Trials = 10;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var app = await Publishing.AppAsync();
        var template = await Publishing.TemplateAsync();
        await using var world = await StartWorld.StartAsync();
        List<Start> ours = [];
        List<Start> theirs = [];
        for (var trial = -WarmUps; trial < Trials; trial++)
        {
            var (one, other) = (await Start.MeasureAsync(world, app), await Start.MeasureAsync(world, template));
            if (trial >= 0)
            {
                ours.Add(one);
                theirs.Add(other);
            }
        }

        return
        [
            new Figure("start", "process start to first answer", "ms", Median(ours, start => start.ToAnswer), Median(theirs, start => start.ToAnswer)),
            new Figure("start", "CPU time to first answer", "ms", Median(ours, start => start.Cpu), Median(theirs, start => start.Cpu)),
            new Figure("start", "process start to first signed request", "ms", Median(ours, start => start.ToSigned), Median(theirs, start => start.ToSigned)),
        ];
    }

    private static double Median(IEnumerable<Start> starts, Func<Start, double> figure) => starts.Select(figure).Median();

    private sealed record Start(double ToAnswer, double Cpu, double ToSigned)
    {
        public static async Task<Start> MeasureAsync(StartWorld world, PublishedFunctions functions)
        {
            var (toAnswer, cpu) = await world.AnswerAsync(functions);
            return new Start(toAnswer, cpu, (await world.CancelAsync(functions)).ToSigned);
        }
    }
}
