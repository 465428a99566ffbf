using HtxCancel.OpenKills;
using Microsoft.Extensions.Configuration;

namespace HtxFunctions.Tests.OpenKills;

/// <summary>Two instances and one open kill, on Azurite and in real time, a hundred times each.</summary>
public sealed class RaceTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    private const int Rounds = 100;

    private static readonly CancelCommand Command = new(new CancelScope(["main"], ["BTC-USDT"], null, null), Trigger.Timer);
    private static readonly string Id = StoredScope.Of(Command.Scope).ToId();

    [FactOnAzurite]
    public async Task Of_two_ticks_that_come_at_once_one_works_on_the_kill()
    {
        KillStore[] stores = [Store(), Store()];
        for (var round = 0; round < Rounds; round++)
        {
            await stores[0].ChangeAsync(Id, NewLease(), (_, now) => OpenKill.Of(Command, now));
            await stores[0].RemoveAsync(Id);
            await stores[0].ChangeAsync(Id, NewLease(), (_, now) => OpenKill.Of(Command, now));

            var taken = await Task.WhenAll(stores.Select(store => Task.Run(() => store.LeaseAsync(Id, NewLease()))));

            Assert.Single(taken, Lease.Own);
            await stores[1].RemoveAsync(Id);
        }
    }

    [FactOnAzurite]
    public async Task A_released_kill_is_gone_whatever_its_worker_writes_at_that_moment_and_the_worker_hears_of_it()
    {
        KillStore[] stores = [Store(), Store()];
        for (var round = 0; round < Rounds; round++)
        {
            var leaseId = NewLease();
            await stores[0].ChangeAsync(Id, leaseId, (_, now) => OpenKill.Of(Command, now));

            // It renews, and writes how a run ended, as fast as it can.
            var working = Task.Run(async () =>
            {
                while (await stores[0].LeaseAsync(Id, leaseId) != Lease.NoBlob)
                {
                    await stores[0].ChangeAsync(Id, leaseId, (kill, _) => kill is null ? null : kill with { Tries = kill.Tries + 1 });
                }
            });
            var isReleased = await stores[1].RemoveAsync(Id);
            await working.WaitAsync(TimeSpan.FromSeconds(10));

            Assert.True(isReleased);
            Assert.Null(await stores[1].ReadAsync(Id));
        }
    }

    [FactOnAzurite]
    public async Task Of_two_instances_that_open_one_kill_at_once_both_are_in_it()
    {
        KillStore[] stores = [Store(), Store()];
        for (var round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(stores.Select((store, number) => Task.Run(() => store.ChangeAsync(
                Id, NewLease(), (kill, now) => (kill ?? OpenKill.Of(Command, now)) is var open ? open with { RunIds = [.. open.RunIds, $"{number}"] } : null))));

            Assert.Equal(["0", "1"], (await stores[0].ReadAsync(Id))!.RunIds.Order());
            await stores[0].RemoveAsync(Id);
        }
    }

    private static string NewLease() => Guid.NewGuid().ToString();

    private KillStore Store()
    {
        var settings = new Dictionary<string, string?> { ["Kills:ContainerUri"] = fixture.Azurite.ContainerUri.ToString() };
        return new KillStore(
            KillsSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()), fixture.Azurite.Connect, TimeProvider.System);
    }
}
