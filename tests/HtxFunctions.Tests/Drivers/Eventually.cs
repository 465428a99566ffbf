using System.Diagnostics;

namespace HtxFunctions.Tests.Drivers;

/// <summary>Waits for what goes on elsewhere, and fails when it does not come.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Waits until there is something.</summary>
    /// <param name="find">What is waited for; <see langword="null"/> while it is not there.</param>
    /// <param name="what">Its name, for the message.</param>
    public static async Task<T> FindAsync<T>(Func<T?> find, string what)
        where T : class
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            if (find() is { } found)
            {
                return found;
            }

            Assert.True(Stopwatch.GetElapsedTime(begun) < Limit, $"Within {Limit.TotalSeconds} s there was no {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
