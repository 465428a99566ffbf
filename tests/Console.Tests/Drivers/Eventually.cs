using System.Diagnostics;

namespace Console.Tests.Drivers;

/// <summary>Waits for what the browser says beside the page, and fails when it does not come.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(15), $"There was no {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
