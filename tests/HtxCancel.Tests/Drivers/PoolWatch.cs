namespace HtxCancel.Tests.Drivers;

/// <summary>
/// Tells whether the thread pool has come to rest. The test framework blocks some of its threads for good; as many are
/// taken for blocked as were busy at every look for a while.
/// </summary>
internal static class PoolWatch
{
    private const int Looks = 2_000;

    private static readonly int[] s_looks = new int[Looks];
    private static int s_blocked;

    static PoolWatch() => new Thread(Watch) { IsBackground = true, Name = nameof(PoolWatch) }.Start();

    public static bool IsAtRest() =>
        // In this order: work that is queued keeps a thread busy.
        ThreadPool.PendingWorkItemCount == 0 && Busy() <= Volatile.Read(ref s_blocked);

    /// <summary>Returns when what kept threads busy for long and has ended since is not taken for blocked any more.</summary>
    public static void ForgetWhatEnded()
    {
        while (Busy() < Volatile.Read(ref s_blocked))
        {
            Thread.Sleep(0);
        }
    }

    private static void Watch()
    {
        for (var look = 0; ; look = (look + 1) % Looks)
        {
            s_looks[look] = Busy();
            Volatile.Write(ref s_blocked, s_looks.Min());
            Thread.Sleep(1);
        }
    }

    private static int Busy()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        return most - available;
    }
}
