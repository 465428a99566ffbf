using FsCheck;
using FsCheck.Fluent;
using HtxSimulator;

namespace HtxCancel.Tests.Runs.Cases;

/// <summary>Random cases, and how a failing one is made smaller.</summary>
internal static class KillCases
{
    public const string Delivery = "BTC-USDT-261225";

    private const string Plain = "plain";

    public static readonly string[] Contracts = [.. Enumerable.Range(0, 11).Select(number => $"C{number}-USDT"), Delivery];

    private static readonly Gen<bool> Flag = Gen.Elements(false, true);

    // Numbers of orders that make one page, exactly one, and several, of either generation's list.
    private static readonly Gen<int> OneToSomePages = Gen.Frequency(
        (1, Gen.Constant(0)), (3, Gen.Choose(1, 12)), (3, Gen.Choose(13, 60)), (1, Gen.Elements(50, 100, 150)), (5, Gen.Choose(61, 160)));

    public static Arbitrary<KillCase> Arbitrary { get; } = Arb.From(Of(OneToSomePages), Smaller);

    /// <summary>Cases with so many orders.</summary>
    public static Gen<KillCase> Of(Gen<int> orderCount) =>
        from accounts in Accounts()
        from traded in Subset(Contracts)
        from orders in Orders(accounts, traded, orderCount)
        from scope in Scopes(accounts)
        from switches in Switches(accounts)
        select new KillCase(accounts, orders, scope, switches);

    private static Gen<AccountCase[]> Accounts() =>
        from count in Gen.Choose(1, 2)
        from modes in Gen.ArrayOf(Gen.Choose(0, 2), count)
        from answers in Gen.ArrayOf(Gen.Elements(1051, 1066, 6002, 6023), count)
        select modes.Select((mode, number) => new AccountCase(number == 0 ? "main" : "second", mode, answers[number])).ToArray();

    private static Gen<BookedOrder[]> Orders(AccountCase[] accounts, string[] traded, Gen<int> orderCount) =>
        from count in orderCount
        from conditional in Gen.Elements(0, 0, 20, 60)
        from conditionalOnV1 in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from orders in Gen.ArrayOf(Order(accounts, traded, conditional, conditionalOnV1), count)
        select orders;

    /// <summary>One order that its account can have.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="traded">Its contract is one of these.</param>
    /// <param name="conditional">How often it is a conditional one, percent.</param>
    /// <param name="conditionalOnV1">Also on an account that lives on v1.</param>
    public static Gen<BookedOrder> Order(IReadOnlyList<AccountCase> accounts, string[] traded, int conditional, bool conditionalOnV1) =>
        from account in Gen.Choose(0, accounts.Count - 1)
        from code in Gen.Elements(traded)
        from type in Gen.Frequency((100 - conditional, Gen.Constant(Plain)), (conditional, Gen.Elements("trigger", "tp", "sl", "tpsl", "trailing_stop")))
        from direction in Gen.Elements("buy", "sell")
        from offset in Gen.Elements("open", "close", "both")
        from reduceOnly in Flag
        from marginMode in Gen.Elements("isolated", "cross")
        let mode = accounts[account].AssetMode
        select new BookedOrder(
            account,
            code,
            mode == 0 && !conditionalOnV1 ? Plain : type,
            direction,
            offset,
            offset == "both" ? reduceOnly : offset == "close",
            mode == 1 || code == Delivery ? "cross" : marginMode);

    /// <summary>What may be asked of these accounts.</summary>
    public static Gen<CancelScope> Scopes(IReadOnlyList<AccountCase> accounts) =>
        from names in Gen.OneOf(Gen.Constant(accounts.Select(account => account.Name).ToArray()), Subset(accounts.Select(account => account.Name).ToArray()))
        from marginMode in Gen.Elements<MarginScope?>(null, MarginScope.Isolated, MarginScope.Cross, MarginScope.Cross, MarginScope.All, MarginScope.All, MarginScope.All)
        from codes in Codes(marginMode is null or MarginScope.Isolated ? [.. Contracts.Except([Delivery])] : Contracts)
        from direction in Gen.Elements<Direction?>(null, null, null, null, Direction.Buy, Direction.Sell)
        from offset in Gen.Elements<Offset?>(null, null, null, null, Offset.Open, Offset.Close)
        from types in Gen.Frequency((2, Gen.Constant(new[] { OrderType.Plain })), (1, Gen.Constant(Enum.GetValues<OrderType>())), (2, Subset(Enum.GetValues<OrderType>())))
        select new CancelScope(names, codes, direction, offset) { MarginModeAsked = marginMode, OrderTypes = types };

    private static Gen<string[]> Codes(string[] contracts) =>
        from all in Gen.Frequency((2, Gen.Constant(true)), (3, Gen.Constant(false)))
        from count in Gen.OneOf(Gen.Constant(1), Gen.Choose(2, 8), Gen.Choose(9, contracts.Length), Gen.Choose(9, contracts.Length))
        from mixed in Gen.Shuffle(contracts)
        select all ? [CancelScope.EveryContract] : mixed.Take(count).ToArray();

    private static Gen<ExchangeSwitches> Switches(AccountCase[] accounts) =>
        from lag in Gen.Choose(0, 120)
        from cap in Gen.Frequency((3, Gen.Constant(int.MaxValue)), (1, Gen.Choose(3, 20)))
        from flags in Gen.ArrayOf(Flag, 8)
        from vanished in Gen.Elements(Enum.GetValues<VanishedCursor>())
        select new ExchangeSwitches
        {
            CancelLagMs = lag,
            MaximumCancelledPerCall = cap,
            V5CodesAsText = flags[0],
            V5StateAsNumber = flags[1],
            V5BlankReduceOnly = flags[2],
            V5OldestFirst = flags[3],
            V5NothingToCancelIsError = flags[4],
            CursorIsInclusive = flags[5],
            V5ListsCrossByDefault = flags[6],
            // An account that has isolated margin can list it.
            V5RefusesIsolated = flags[7] && accounts.All(account => account.AssetMode == 1),
            VanishedCursor = vanished,
        };

    private static Gen<T[]> Subset<T>(T[] all) =>
        from count in Gen.Choose(1, all.Length)
        from mixed in Gen.Shuffle(all)
        select mixed.Take(count).ToArray();

    /// <summary>The same with less in it.</summary>
    public static IEnumerable<KillCase> Smaller(KillCase large)
    {
        for (var part = large.Orders.Count; part > 0; part /= 2)
        {
            for (var start = 0; start < large.Orders.Count; start += part)
            {
                yield return large with { Orders = [.. large.Orders.Take(start), .. large.Orders.Skip(start + part)] };
            }
        }

        ExchangeSwitches[] simpler =
        [
            new(),
            large.Switches with { CancelLagMs = 0 },
            large.Switches with { MaximumCancelledPerCall = int.MaxValue },
            large.Switches with { V5CodesAsText = false },
            large.Switches with { V5StateAsNumber = false },
            large.Switches with { V5BlankReduceOnly = false },
            large.Switches with { V5OldestFirst = false },
            large.Switches with { V5NothingToCancelIsError = true },
            large.Switches with { CursorIsInclusive = false },
            large.Switches with { V5ListsCrossByDefault = false },
            large.Switches with { V5RefusesIsolated = false },
            large.Switches with { VanishedCursor = VanishedCursor.EmptyPage },
        ];
        foreach (var switches in simpler.Where(switches => switches != large.Switches))
        {
            yield return large with { Switches = switches };
        }
    }
}
