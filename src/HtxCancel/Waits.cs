namespace HtxCancel;

/// <summary>Waits that end by themselves.</summary>
internal static class Waits
{
    /// <summary>Whether <paramref name="task"/> ends within <paramref name="limit"/>, well or not. Throws nothing.</summary>
    public static async Task<bool> EndsWithinAsync(this Task task, TimeSpan limit, TimeProvider time)
    {
        using var ended = new CancellationTokenSource();
        var delay = Task.Delay(limit, time, ended.Token);
        var endsInTime = await Task.WhenAny(task, delay).ConfigureAwait(false) == task;
        ended.Cancel();
        return endsInTime;
    }
}
