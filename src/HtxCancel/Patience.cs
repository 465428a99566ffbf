namespace HtxCancel;

/// <summary>Waits that end by themselves.</summary>
internal static class Patience
{
    /// <summary>Whether <paramref name="task"/> ends within <paramref name="patience"/>, well or not. Throws nothing.</summary>
    public static async Task<bool> EndsWithinAsync(this Task task, TimeSpan patience, TimeProvider time)
    {
        using var ended = new CancellationTokenSource();
        var delay = Task.Delay(patience, time, ended.Token);
        var endsInTime = await Task.WhenAny(task, delay).ConfigureAwait(false) == task;
        ended.Cancel();
        return endsInTime;
    }
}
