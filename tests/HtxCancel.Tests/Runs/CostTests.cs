using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HtxCancel.Tests.Runs;

/// <summary>What a kill costs, in calls and in memory; what it costs in time depends on the machine and is no test.</summary>
public sealed class CostTests
{
    private const int Kills = 100;

    [Fact]
    public async Task A_kill_of_one_contract_sends_one_cancel_four_looks_and_two_questions_for_the_mode()
    {
        using var exchange = new CannedExchange();
        using var lifetime = new TestLifetime();
        var service = Service(exchange, lifetime);
        await KillAsync(service);
        exchange.Calls.Clear();

        var report = await KillAsync(service);

        // Two looks of the contract, and one of each margin mode for what rests beside it.
        Assert.Equal(
            [("/linear-swap-api/v1/swap_cancelall", 1), ("/linear-swap-api/v1/swap_cross_openorders", 1), ("/linear-swap-api/v1/swap_openorders", 3), ("/v5/account/asset_mode", 2)],
            exchange.Calls.Select(call => (call.Key, call.Value)).Order());
        Assert.Equal((1, 6), (report.Calls.Trade, report.Calls.Read));
    }

    [Fact]
    public async Task A_kill_of_one_contract_allocates_less_than_160_KiB()
    {
        using var exchange = new CannedExchange();
        using var lifetime = new TestLifetime();
        var service = Service(exchange, lifetime);
        await KillsAsync(service);

        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        await KillsAsync(service);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;

        Assert.InRange(allocated / Kills, 1, 160 * 1024);
    }

    private static async Task KillsAsync(CancelService service)
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillAsync(service);
        }
    }

    private static async Task<CancelReport> KillAsync(CancelService service)
    {
        var report = await service.RunAsync(new CancelCommand(KillDriver.Scope(), Trigger.Http));
        Assert.Equal(Outcome.Clear, report.Outcome);
        return report;
    }

    private static CancelService Service(CannedExchange exchange, TestLifetime lifetime)
    {
        var time = new Leaping();
        var settings = AccountsAndTargets.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Accounts:main:SecretName", "htx-main")]).Build());
        return new CancelService(
            settings,
            Options.Create(new CancelSettings { LookInterval = TimeSpan.Zero }),
            new FixedKeys(new ApiKeyResult.Found(new ApiKeyPair(Canary.AccessKey, Canary.SecretKey))),
            new HtxTransport(Options.Create(new HtxSettings()), time, exchange),
            new AccountMemories(time),
            new RunsInFlight(lifetime, time, NullLogger<RunsInFlight>.Instance),
            time,
            NullLogger<CancelService>.Instance);
    }

    // Each reading is 20 ms later, so that no kill waits for the rate limit.
    private sealed class Leaping : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 200;

        public override long GetTimestamp() => Interlocked.Increment(ref _now);
    }
}
