using System.Globalization;
using HtxSimulator;
using Spectre.Console;

namespace Sandbox.Terminal;

/// <summary>Shows a book to a person: its orders, or how many of each kind when they are many.</summary>
/// <param name="console">Where to.</param>
internal sealed class BookView(IAnsiConsole console)
{
    private const int MaximumLines = 20;

    private static readonly string[] Types = ["plain", "trigger", "tp", "sl", "tpsl", "trailing_stop"];

    /// <summary>Shows the orders.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="accounts">Their accounts, by the names in the app's settings.</param>
    public void Show(IReadOnlyList<SimulatedOrder> orders, IReadOnlyDictionary<string, SimulatedAccount> accounts)
    {
        if (orders.Count > MaximumLines)
        {
            ShowCounts(orders, accounts);
            return;
        }

        console.WriteLine("Orders placed:");
        foreach (var order in orders)
        {
            console.WriteLine(FormattableString.Invariant($"  {order.ContractCode,-9} {order.Direction,-4} {order.Offset} {order.Volume,4} at {order.Price}"));
        }

        console.WriteLine();
    }

    private void ShowCounts(IReadOnlyList<SimulatedOrder> orders, IReadOnlyDictionary<string, SimulatedAccount> accounts)
    {
        console.WriteLine($"{orders.Count} orders placed on {orders.DistinctBy(order => order.ContractCode).Count()} contracts:");
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("account", "asset mode", "margin");
        foreach (var type in Types)
        {
            table.AddColumn(new TableColumn(type.Replace('_', ' ')).RightAligned());
        }

        foreach (var (name, account) in accounts)
        {
            foreach (var margin in orders.Where(order => order.Uid == account.Uid).GroupBy(order => order.MarginMode).OrderBy(margin => margin.Key, StringComparer.Ordinal))
            {
                var counts = Types.Select(type => margin.Count(order => order.OrderType == type)).Select(count => count.ToString(CultureInfo.InvariantCulture));
                table.AddRow([name, account.AssetMode.ToString(CultureInfo.InvariantCulture), margin.Key, .. counts]);
            }
        }

        // Nine columns have to fit into eighty characters.
        foreach (var column in table.Columns)
        {
            column.Padding(0, 1);
        }

        console.Write(table);
    }
}
