namespace HtxCancel.Tests.Drivers;

public sealed class TestClockTests
{
    // The watch over the pool runs on real time, so the thread is busy for a real while.
    [Fact]
    public async Task Time_stands_still_while_work_goes_on_though_a_thread_that_is_free_now_was_busy_for_long()
    {
        for (var time = 0; time < 3; time++)
        {
            await Task.Yield();
            Thread.Sleep(2_600);
            var clock = new TestClock();
            var begunAt = clock.GetUtcNow();

            var readAt = await clock.RunAsync(async () =>
            {
                await Task.Run(() => Thread.Sleep(50));
                return clock.GetUtcNow();
            });

            Assert.Equal(begunAt, readAt);
        }
    }
}
