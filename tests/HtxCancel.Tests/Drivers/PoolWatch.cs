namespace HtxCancel.Tests.Drivers;

/// <summary>
/// Tells whether the thread pool has come to rest. The test framework blocks some of its threads for good; as many are
/// taken for blocked as were busy at every look for a while.
/// </summary>
internal static class PoolWatch
{
    private const int Looks = 2_000;
    private const int LooksAtCaller = 20;

    private static readonly Lock s_gate = new();
    private static readonly int[] s_looks = new int[Looks];
    private static int s_next;
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

    /// <summary>
    /// The thread that calls is about to be free. However long it has been busy, it is not one of the blocked: work on
    /// another would pass for it.
    /// </summary>
    public static void CallerLeaves()
    {
        for (var look = 0; look < LooksAtCaller && Thread.CurrentThread.IsThreadPoolThread; look++)
        {
            Look(butFor: 1);

            // Another may be on its way out.
            Thread.Sleep(0);
        }
    }

    private static void Watch()
    {
        while (true)
        {
            Look(butFor: 0);
            Thread.Sleep(1);
        }
    }

    private static void Look(int butFor)
    {
        lock (s_gate)
        {
            s_looks[s_next] = Busy() - butFor;
            s_next = (s_next + 1) % Looks;
            Volatile.Write(ref s_blocked, s_looks.Min());
        }
    }

    private static int Busy()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        return most - available;
    }
}
