namespace HtxCancel.Kill;

/// <summary>Moments and pauses.</summary>
internal static class Times
{
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(250);

    public static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    public static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>The earlier one; null stands for never.</summary>
    public static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other ?? one : one;

    /// <summary>The pause after so many fruitless tries in a row: 250 ms, 500 ms, 1 s, then 2 s.</summary>
    public static TimeSpan PauseAfter(int fruitless) => Earlier(s_shortestPause * (1 << Math.Clamp(fruitless - 1, 0, 3)), LongestPause);
}
