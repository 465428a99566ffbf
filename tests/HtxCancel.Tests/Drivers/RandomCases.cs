using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace HtxCancel.Tests.Drivers;

/// <summary>Runs random cases, two side by side, or one again.</summary>
internal static class RandomCases
{
    private const int SideBySide = 2;

    /// <summary>Checks so many cases, or the one of <paramref name="replay"/>.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="check">Throws where one fails.</param>
    /// <param name="count">How many.</param>
    /// <param name="replay">The case that is run again; null for none.</param>
    /// <param name="seed">What the cases come from; null for chance.</param>
    public static Task CheckAsync<T>(Arbitrary<T> cases, Func<T, Task> check, int count, Replay? replay, ulong? seed = null) =>
        // On threads of their own: FsCheck waits for each case, and the pool is for the kills.
        Task.WhenAll(Enumerable.Range(0, replay is null ? SideBySide : 1).Select(number => Task.Factory.StartNew(
            () => Prop.ForAll(cases, check).Check(Config.QuickThrowOnFailure
                .WithQuietOnSuccess(true)
                .WithMaxTest(replay is null ? count / SideBySide : 1)
                .WithReplay(Start(replay, seed + (ulong)number))),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

    /// <summary>The case that the environment names as <c>seed,gamma,size</c>; null where it names none.</summary>
    public static Replay? ReadReplay(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text)
        {
            return null;
        }

        var numbers = text.Split(',').Select(part => ulong.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new Replay(new Rnd(numbers[0], numbers[1]), FSharpOption<int>.Some((int)numbers[2]));
    }

    private static FSharpOption<Replay> Start(Replay? replay, ulong? seed) =>
        replay is not null ? FSharpOption<Replay>.Some(replay)
        : seed is { } number ? FSharpOption<Replay>.Some(new Replay(new Rnd(number), FSharpOption<int>.None))
        : FSharpOption<Replay>.None;
}
