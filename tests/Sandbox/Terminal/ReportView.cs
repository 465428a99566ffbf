using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Sandbox.Terminal;

/// <summary>Shows a report to a person.</summary>
/// <param name="console">Where to.</param>
internal sealed class ReportView(IAnsiConsole console)
{
    private const string NotLookedAt = "-";

    // Reports name every order; a terminal need not.
    private const int MaximumLines = 20;

    private static readonly string[] Columns = ["cancelled", "already_gone", "filled", "failed", "still_open"];

    /// <summary>Shows the report of an answer, or why there is none, and last the outcome.</summary>
    /// <param name="answer">The answer.</param>
    public void Show(FunctionAnswer answer)
    {
        if (answer.Report is { } report)
        {
            ShowContracts(report);
            ShowDetails(report);
            ShowNumbers(report);
        }
        else
        {
            console.WriteLine(answer.Detail ?? "");
        }

        ShowOutcome(answer.Outcome);
    }

    private static string Words(string name) => name.Replace('_', ' ');

    private static IEnumerable<JsonElement> Contracts(JsonElement report) => report.Items("accounts").SelectMany(account => account.Items("contracts"));

    private static string Count(JsonElement contract, string list) =>
        contract.Member(list) is { ValueKind: JsonValueKind.Array } items ? items.GetArrayLength().ToString(CultureInfo.InvariantCulture) : NotLookedAt;

    private void ShowContracts(JsonElement report)
    {
        var totals = report.Member("totals") ?? default;
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("contract").Footer("total"));
        table.AddColumn("outcome");
        table.AddColumn(new TableColumn("rounds").RightAligned());
        foreach (var column in Columns)
        {
            table.AddColumn(new TableColumn(Words(column)).RightAligned().Footer(totals.Text(column) ?? NotLookedAt));
        }

        foreach (var contract in Contracts(report))
        {
            string[] cells =
            [
                contract.Text("contract_code") ?? NotLookedAt,
                contract.Text("outcome") ?? NotLookedAt,
                contract.Text("rounds") ?? NotLookedAt,
                .. Columns.Select(column => Count(contract, column)),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        // Eight columns have to fit into eighty characters.
        foreach (var column in table.Columns)
        {
            column.Padding(0, 1);
        }

        console.Write(table);
    }

    private void ShowDetails(JsonElement report)
    {
        var lines = Details(report).ToList();
        foreach (var line in lines.Take(MaximumLines))
        {
            console.WriteLine(line);
        }

        if (lines.Count > MaximumLines)
        {
            console.WriteLine($"... and {lines.Count - MaximumLines} lines more, all in the report.");
        }
    }

    private static IEnumerable<string> Details(JsonElement report)
    {
        foreach (var account in report.Items("accounts"))
        {
            if (account.Text("detail") is { } aboutAccount)
            {
                yield return $"{account.Text("account")}: {aboutAccount}";
            }

            foreach (var contract in account.Items("contracts"))
            {
                var code = contract.Text("contract_code");
                if (contract.Text("detail") is { } aboutContract)
                {
                    yield return $"{code}: {aboutContract}";
                }

                foreach (var failed in contract.Items("failed"))
                {
                    yield return $"{code}: order {failed.Text("order_id")} failed: {failed.Text("err_code")} {failed.Text("err_msg")}";
                }

                foreach (var open in contract.Items("still_open"))
                {
                    yield return $"{code}: order {open.Text("order_id")} is still open: {open.Text("direction")} {open.Text("offset")} {open.Text("volume")} at {open.Text("price")}";
                }
            }
        }
    }

    private void ShowNumbers(JsonElement report)
    {
        foreach (var account in report.Items("accounts"))
        {
            ShowLine("Outside the scope", account.Members("out_of_scope").Select(OutOfScope));
        }

        ShowLine("Calls", report.Members("calls").Select(call => $"{call.Value} {Words(call.Name)}"));
        ShowLine("Milliseconds", report.Members("timings_ms").Select(timing => $"{Words(timing.Name)} {Value(timing.Value)}"));
        console.WriteLine($"Run {report.Text("run_id")}, {report.Text("elapsed_ms") ?? NotLookedAt} ms");
    }

    private static string OutOfScope(JsonProperty marginMode) => marginMode.Value.ValueKind == JsonValueKind.Object
        ? $"{marginMode.Name} {string.Join(", ", marginMode.Value.EnumerateObject().Select(type => $"{Value(type.Value)} {type.Name}"))}"
        : $"{marginMode.Name} not looked at";

    private static string Value(JsonElement value) => value.ValueKind == JsonValueKind.Null ? NotLookedAt : value.ToString();

    private void ShowLine(string title, IEnumerable<string> parts)
    {
        var line = string.Join("; ", parts);
        if (line.Length > 0)
        {
            console.WriteLine($"{title}: {line}");
        }
    }

    private void ShowOutcome(string outcome)
    {
        var (colour, meaning) = outcome switch
        {
            "clear" => (ConsoleColor.DarkGreen, "two looks after the last cancel showed no order in scope"),
            "dry_run" => (ConsoleColor.DarkBlue, "nothing was sent to cancel"),
            "ignored" => (ConsoleColor.DarkBlue, "the call asked for nothing"),
            "invalid" => (ConsoleColor.DarkRed, "the request is wrong; nothing was cancelled"),
            "refused" => (ConsoleColor.DarkRed, "a retry will not change it"),
            "blocked" => (ConsoleColor.DarkRed, "the exchange takes no cancels now; orders may rest"),
            "remaining" => (ConsoleColor.DarkRed, "orders still rest"),
            _ => (ConsoleColor.DarkRed, "orders may still rest; look at the exchange"),
        };
        console.WriteLine();
        var style = new Style(Color.White, Color.FromConsoleColor(colour), Decoration.Bold);
        console.Write(new Text($"  {outcome.ToUpperInvariant()}  ", style));
        console.WriteLine($" {meaning}");
        console.WriteLine();
    }
}
