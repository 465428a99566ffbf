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
            ShowAccounts(report);
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

    // Few contracts are shown one by one; many by account, and then those alone that are not clear.
    private static bool IsLarge(JsonElement report) =>
        report.Items("accounts") is not [var account] || account.Items("contracts").Count > MaximumLines;

    // What a contract is called beside others: with its account, where there are several.
    private static string NameOf(JsonElement contract, JsonElement account, JsonElement report)
    {
        var code = contract.Text("contract_code") ?? NotLookedAt;
        return report.Items("accounts").Count > 1 ? $"{account.Text("account")} {code}" : code;
    }

    private static string Count(JsonElement contract, string list) =>
        contract.Member(list) is { ValueKind: JsonValueKind.Array } items ? items.GetArrayLength().ToString(CultureInfo.InvariantCulture) : NotLookedAt;

    private void ShowAccounts(JsonElement report)
    {
        // The record of a run that nobody called for has no accounts.
        if (!IsLarge(report) || report.Items("accounts").Count == 0)
        {
            return;
        }

        var totals = report.Member("totals") ?? default;
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("account").Footer("total"));
        table.AddColumns("API", "outcome");
        table.AddColumn(new TableColumn("contracts").RightAligned());
        table.AddColumn(new TableColumn("cancelled").RightAligned().Footer(totals.Text("cancelled") ?? NotLookedAt));
        table.AddColumn(new TableColumn("still open").RightAligned().Footer(totals.Text("still_open") ?? NotLookedAt));
        table.AddColumn("plain outside scope");
        foreach (var account in report.Items("accounts"))
        {
            string[] cells =
            [
                account.Text("account") ?? NotLookedAt,
                string.Join(", ", account.Items("apis").Select(api => api.ToString())),
                account.Text("outcome") ?? NotLookedAt,
                account.Items("contracts").Count(contract => contract.Text("contract_code") != "*").ToString(CultureInfo.InvariantCulture),
                Sum(account, "cancelled"),
                Sum(account, "still_open"),
                string.Join(", ", account.Members("out_of_scope").Select(margin => $"{margin.Value.Text("plain") ?? NotLookedAt} {margin.Name}")),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        Write(table);
    }

    // One contract that was not looked at makes the sum unknown.
    private static string Sum(JsonElement account, string list)
    {
        var contracts = account.Items("contracts");
        return contracts.All(contract => contract.Member(list) is not null)
            ? contracts.Sum(contract => contract.Items(list).Count).ToString(CultureInfo.InvariantCulture)
            : NotLookedAt;
    }

    private void ShowContracts(JsonElement report)
    {
        var shown = report.Items("accounts").SelectMany(account => account.Items("contracts"), (account, contract) => (Account: account, Contract: contract));
        if (IsLarge(report))
        {
            shown = shown.Where(entry => entry.Contract.Text("outcome") != "clear");
            if (shown.Take(MaximumLines + 1).Count() is 0 or > MaximumLines)
            {
                return;
            }
        }

        var totals = report.Member("totals") ?? default;
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("contract").Footer("total"));
        table.AddColumn("outcome");
        table.AddColumn(new TableColumn("rounds").RightAligned());
        foreach (var column in Columns)
        {
            table.AddColumn(new TableColumn(Words(column)).RightAligned().Footer(totals.Text(column) ?? NotLookedAt));
        }

        foreach (var (account, contract) in shown)
        {
            string[] cells =
            [
                NameOf(contract, account, report),
                contract.Text("outcome") ?? NotLookedAt,
                contract.Text("rounds") ?? NotLookedAt,
                .. Columns.Select(column => Count(contract, column)),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        Write(table);
    }

    private void Write(Table table)
    {
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
            // An account says what the worst of its contracts says.
            var contracts = account.Items("contracts");
            var details = contracts.GroupBy(contract => contract.Text("detail")).Where(detail => detail.Key is not null).ToList();
            if (details.Count == 0 && account.Text("detail") is { } aboutAccount)
            {
                yield return $"{account.Text("account")}: {aboutAccount}";
            }

            foreach (var detail in details)
            {
                var more = detail.Count() > 1 ? $" and {detail.Count() - 1} more" : "";
                yield return $"{NameOf(detail.First(), account, report)}{more}: {detail.Key}";
            }

            foreach (var contract in contracts)
            {
                var code = NameOf(contract, account, report);
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
        if (!IsLarge(report))
        {
            ShowLine("Outside the scope", report.Items("accounts")[0].Members("out_of_scope").Select(OutOfScope));
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
