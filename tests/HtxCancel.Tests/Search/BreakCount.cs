using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace HtxCancel.Tests.Search;

/// <summary>Counts what breaks, kind by kind, and goes on. Writes a file for people, with what <c>HTX_SEARCH_CASE</c> plays each again.</summary>
internal static partial class BreakCount
{
    private const int SideBySide = 2;

    public static async Task WriteAsync(string path, Arbitrary<SearchCase> cases, Func<SearchCase, Task> check, int count, ulong seed)
    {
        var breaks = new ConcurrentQueue<(string Kind, string Replay, string What, string Drawn)>();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, SideBySide).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var number = Interlocked.Increment(ref next); number < count; number = Interlocked.Increment(ref next))
                {
                    Try(number);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        var lines = breaks.GroupBy(found => found.Kind).OrderByDescending(found => found.Count()).SelectMany(found => found
            .Select(one => $"  {one.Replay} {one.What} | {one.Drawn}")
            .Prepend($"{found.Count()} of {count}: {found.Key}"));
        await File.AppendAllLinesAsync(path, lines);

        void Try(int number)
        {
            SearchCase? tried = null;
            var random = new Rnd(seed + (ulong)number);
            var start = FSharpOption<Replay>.Some(new Replay(random, FSharpOption<int>.Some(1)));
            try
            {
                Prop.ForAll(Arb.From(cases.Generator), (SearchCase @case) => check(tried = @case)).Check(
                    Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(1).WithReplay(start));
            }
            catch (Exception e)
            {
                var what = Whats().Match(e.Message) is { Success: true } match ? match.Value : e.Message.Split('\n')[0];
                var drawn = string.Join("; ", $"{tried?.Drawn}\n{string.Join('\n', tried?.Faults ?? [])}".Split('\n', StringSplitOptions.RemoveEmptyEntries));
                breaks.Enqueue((what.Split(':')[0], string.Create(CultureInfo.InvariantCulture, $"{random.Seed},{random.Gamma},1"), what, drawn));
            }
        }
    }

    [GeneratedRegex("(clear is false|late|lost id|double id|foreign id|out of scope|exception|not clear): [^\n]*")]
    private static partial Regex Whats();
}
