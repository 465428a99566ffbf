using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Benchmarks.Scenarios;

/// <summary>One signature, against the straightforward way.</summary>
internal static class SignScenario
{
    /// <summary>Measures it.</summary>
    public static Task<IReadOnlyList<Figure>> RunAsync()
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithIterationCount(10).WithToolchain(InProcessEmitToolchain.DontLogOutput))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "BenchmarkDotNet.Artifacts"));
        var reports = BenchmarkRunner.Run<SignBenchmark>(config).Reports;
        var ours = reports.Single(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == nameof(SignBenchmark.App));
        var theirs = reports.Single(report => report.BenchmarkCase.Descriptor.Baseline);
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure("sign", "one signature", "ns", ours.ResultStatistics!.Median, theirs.ResultStatistics!.Median),
            new Figure("sign", "one signature, allocated", "B", Bytes(ours), Bytes(theirs)),
        ]);
    }

    private static double Bytes(BenchmarkDotNet.Reports.BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
}
