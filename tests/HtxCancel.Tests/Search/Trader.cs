using HtxCancel.Tests.Runs.Cases;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>What others do to the accounts: traders, bots, and HTX, which moves accounts.</summary>
internal sealed class Trader(SearchCase @case, SimulatedExchange exchange, TimeProvider time, IReadOnlyDictionary<AccountCase, SimulatedAccount> accounts)
{
    private readonly Lock _lock = new();
    private readonly List<(AccountCase Account, SimulatedOrder Order, DateTimeOffset At)> _orders = [];
    private readonly HashSet<string> _taken = [];
    private readonly HashSet<AccountCase> _moved = [];

    /// <summary>Every order that was placed, as placed, and when.</summary>
    public IReadOnlyList<(AccountCase Account, SimulatedOrder Order, DateTimeOffset At)> Orders => _orders;

    /// <summary>HTX will not cancel one of the orders.</summary>
    public bool RefusesACancel { get; private set; }

    /// <summary>Whether somebody else took the order out of the book.</summary>
    public bool HasTaken(SimulatedOrder order) => _taken.Contains(order.OrderId);

    /// <summary>The account was moved while the run was under way.</summary>
    public bool HasMoved(AccountCase account) => _moved.Contains(account);

    public void Place(BookedOrder order)
    {
        var account = @case.Kill.Accounts[order.Account];
        lock (_lock)
        {
            _orders.Add((account, order.PlaceOn(accounts[account]), time.GetUtcNow()));
        }
    }

    /// <summary>Moves an account, when it is empty and lives on v1.</summary>
    public bool Move(AccountCase account, int toMode)
    {
        var opened = accounts[account];
        if (opened.RestingOrders.Count > 0 || opened.AssetMode != 0 || !exchange.HasV5)
        {
            return false;
        }

        _moved.Add(account);
        opened.AssetMode = toMode;
        return true;
    }

    public void Do(TraderStep step)
    {
        var account = @case.Kill.Accounts[step.Order.Account];
        var opened = accounts[account];
        var resting = opened.RestingOrders;
        switch (step.Kind)
        {
            case TraderStepKind.Place:
                PlaceIfItCan(step.Order);
                break;
            case TraderStepKind.Fill when resting.Where(order => order.OrderType == "plain").ToList() is { Count: > 0 } plain:
                var filled = plain[step.Which % plain.Count];
                if (opened.Fill(filled.OrderId))
                {
                    _taken.Add(filled.OrderId);
                }

                break;
            case TraderStepKind.Trigger when resting.Where(order => order.OrderType != "plain").ToList() is { Count: > 0 } conditional:
                var algo = conditional[step.Which % conditional.Count];
                if (opened.Trigger(algo.OrderId) is { } triggered)
                {
                    _taken.Add(algo.OrderId);
                    lock (_lock)
                    {
                        _orders.Add((account, triggered, time.GetUtcNow()));
                    }
                }

                break;
            case TraderStepKind.RefuseCancel when resting.Count > 0:
                RefusesACancel = true;
                opened.RefuseCancel(resting[step.Which % resting.Count].OrderId, 1440);
                break;
            case TraderStepKind.Move:
                Move(account, toMode: 2);
                break;
        }
    }

    /// <summary>Places an order, if the account, which may have been moved, can have it.</summary>
    public void PlaceIfItCan(BookedOrder order)
    {
        // After a move an account without isolated margin, or the other way round.
        var mode = accounts[@case.Kill.Accounts[order.Account]].AssetMode;
        if (mode != 1 || order.MarginMode == "cross")
        {
            Place(mode == 0 ? order with { Type = "plain" } : order);
        }
    }
}
