using System.Diagnostics;
using System.Globalization;

namespace HtxCancel.Tests.Fuzz;

/// <summary>
/// Runs a numbered check many times, side by side, and fails with the number of one that fails or does not end. What a
/// number does follows from it and the seed alone: <c>seed,number</c> in the check's environment variable runs it again.
/// </summary>
internal static class FuzzRun
{
    /// <summary>How many cases the parsers get, of a mutated answer each or more: <c>HTX_FUZZ_RUNS</c>, or a few seconds' worth.</summary>
    public static int Cases { get; } = Environment.GetEnvironmentVariable("HTX_FUZZ_RUNS") is { Length: > 0 } runs ? int.Parse(runs, CultureInfo.InvariantCulture) : 20_000;

    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(60);

    /// <summary>Runs it.</summary>
    /// <param name="variable">The environment variable that names a single case.</param>
    /// <param name="count">How many cases.</param>
    /// <param name="sideBySide">How many at once.</param>
    /// <param name="check">Does one; null, or what is wrong.</param>
    public static async Task ForAllAsync(string variable, int count, int sideBySide, Func<Random, string?> check)
    {
        var (seed, first) = (Random.Shared.Next(), 0);
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given)
        {
            var parts = given.Split(',');
            seed = int.Parse(parts[0], CultureInfo.InvariantCulture);
            (first, count) = parts.Length == 1 ? (0, count) : (int.Parse(parts[1], CultureInfo.InvariantCulture), 1);
        }

        var failure = await FindAsync(seed, first, count, sideBySide, check);
        Assert.True(failure is null, $"{variable}={failure}");
    }

    /// <summary>The first failure that is met, as <c>seed,number: what is wrong</c>; null when there is none.</summary>
    public static async Task<string?> FindAsync(int seed, int first, int count, int sideBySide, Func<Random, string?> check)
    {
        var next = first - 1;
        string? failure = null;
        var underWay = new (int Number, long Since)[sideBySide];
        var workers = Task.WhenAll(Enumerable.Range(0, underWay.Length).Select(worker => Task.Factory.StartNew(
            () => Work(worker), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        while (await Task.WhenAny(workers, Task.Delay(TimeSpan.FromSeconds(1))) != workers)
        {
            foreach (var (number, since) in underWay)
            {
                if (since != 0 && Stopwatch.GetElapsedTime(since) > TooLong)
                {
                    return $"{seed},{number}: it does not end";
                }
            }
        }

        await workers;
        return failure;

        void Work(int worker)
        {
            for (var number = Interlocked.Increment(ref next); number < first + count && Volatile.Read(ref failure) is null; number = Interlocked.Increment(ref next))
            {
                underWay[worker] = (number, Stopwatch.GetTimestamp());
                if (Check(number) is { } wrong)
                {
                    Interlocked.CompareExchange(ref failure, $"{seed},{number}: {wrong}", null);
                }
            }

            underWay[worker] = default;
        }

        string? Check(int number)
        {
            try
            {
                return check(new Random(unchecked((seed * 31) + (number * (int)0x9E3779B1))));
            }
            catch (Exception e)
            {
                return $"it threw {e}";
            }
        }
    }
}
