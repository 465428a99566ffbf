using HtxCancel.Tests.Drivers;
using HtxCancel.Tests.Runs.Cases;
using HtxSimulator;

namespace HtxCancel.Tests.Scope;

/// <summary>
/// 1,000 random books and scopes against an exchange without faults. A failure names a seed and a size; with
/// <c>KILL_CASE=seed,gamma,size</c> in the environment the same case is run again alone.
/// </summary>
public sealed class ScopePropertyTests
{
    private const int Cases = 1_000;

    [Fact]
    public Task A_kill_cancels_what_is_in_scope_and_touches_nothing_else() =>
        RandomCases.CheckAsync(KillCases.Arbitrary, CheckAsync, Cases, RandomCases.ReadReplay("KILL_CASE"));

    private static async Task CheckAsync(KillCase @case)
    {
        using var driver = new KillDriver { Settings = { Looks = 2, LookInterval = TimeSpan.FromMilliseconds(100) } };
        @case.Switches.Set(driver.Exchange);
        driver.Exchange.Contracts.UnionWith(KillCases.Contracts);
        var accounts = @case.Accounts.ToDictionary(account => account, account => Open(driver, account));
        var orders = @case.Orders
            .Select(order => (Account: @case.Accounts[order.Account], Order: order.PlaceOn(accounts[@case.Accounts[order.Account]])))
            .ToLookup(placed => placed.Account, placed => placed.Order);

        var report = await driver.KillAsync(@case.Scope, Trigger.Timer);

        foreach (var account in @case.Accounts)
        {
            var resting = accounts[account].RestingOrders.Select(order => order.OrderId).ToHashSet();
            var reached = orders[account].Where(order => ScopeOracle.Reaches(@case.Scope, account, order)).ToList();
            Assert.Equal(
                orders[account].Except(reached).Select(order => order.OrderId),
                orders[account].Select(order => order.OrderId).Where(resting.Contains));
            if (report.Accounts.SingleOrDefault(entry => entry.Account == account.Name) is { } entry)
            {
                Assert.Equal((ScopeOracle.OutcomeOf(@case.Scope, account), account), (entry.Outcome, account));
                CheckEntry(entry, @case.Scope, account, reached, [.. orders[account].Where(order => resting.Contains(order.OrderId))]);
            }
        }

        Assert.Equal(@case.Accounts.Where(account => @case.Scope.Accounts.Contains(account.Name)).Max(account => ScopeOracle.OutcomeOf(@case.Scope, account)), report.Outcome);
        Assert.Equal(@case.Scope.Accounts, report.Accounts.Select(account => account.Account));
    }

    private static SimulatedAccount Open(KillDriver driver, AccountCase account)
    {
        var opened = account.Name == "main" ? driver.Account : driver.AddAccount(account.Name);
        opened.AssetMode = account.AssetMode;
        opened.V1Answer = account.V1Answer;
        return opened;
    }

    // Each order that was reached stands once, under its contract, as one that is gone; nothing else is named.
    private static void CheckEntry(
        AccountReport entry, CancelScope scope, AccountCase account, List<SimulatedOrder> reached, List<SimulatedOrder> resting)
    {
        foreach (var contract in entry.Contracts)
        {
            Assert.Empty(contract.Filled);
            Assert.Empty(contract.Unverified);
            Assert.Empty(contract.Reappeared);
            Assert.Empty(contract.Failed);
            Assert.Empty(contract.StillOpen ?? []);
        }

        // The call for every contract may take an order before the page that would show its contract is read.
        var mayLackContract = scope.HasEveryContract && reached.Concat(resting).Count(order => order.OrderType == "plain") > 100;
        var told = entry.Contracts.SelectMany(contract => (contract.Cancelled ?? []).Concat(contract.AlreadyGone).Select(id => (Id: id, contract.ContractCode))).ToList();
        Assert.Equal(reached.Select(order => order.OrderId).Order(), told.Select(order => order.Id).Order());
        Assert.All(told, order => Assert.True(
            order.ContractCode == reached.Single(other => other.OrderId == order.Id).ContractCode || (mayLackContract && order.ContractCode == CancelScope.EveryContract),
            $"{order.Id} stands under {order.ContractCode}"));
        if (!scope.HasEveryContract)
        {
            Assert.Equal(scope.ContractCodes, entry.Contracts.Select(contract => contract.ContractCode));
        }

        CheckCount(entry.OutOfScope.Isolated?.Plain, "isolated");
        CheckCount(entry.OutOfScope.Cross?.Plain, "cross");

        void CheckCount(int? counted, string marginMode)
        {
            Assert.True(counted is null || counted == resting.Count(order => order.OrderType == "plain" && order.MarginMode == marginMode),
                $"{counted} plain {marginMode} orders were counted beside the scope of {account}");
        }
    }
}
