using System.Globalization;
using System.Text.Json;
using HtxSimulator;
using Sandbox.Terminal;

namespace Sandbox.Scenarios;

/// <summary>Compares what a scenario left in the simulated exchange's book, and what the report says of it, with what was to come of it.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="accounts">The accounts at the simulated exchange, by their names in the app's settings.</param>
/// <param name="before">The orders that rested before the call.</param>
/// <param name="after">The orders that rest since.</param>
/// <param name="answersMayBeLost">Whether an answer to a cancel may be lost, and the ids that it named with it.</param>
internal sealed class BookCheck(
    Scenario scenario, IReadOnlyDictionary<string, SimulatedAccount> accounts, IReadOnlyList<SimulatedOrder> before, IReadOnlyList<SimulatedOrder> after,
    bool answersMayBeLost = false)
{
    private const int MaximumIds = 5;

    private readonly List<SimulatedOrder> _inScope = [.. before.Where(order => scenario.IsInScope(order))];
    private readonly List<SimulatedOrder> _spared = [.. before.Where(order => !scenario.IsInScope(order))];

    /// <summary>What is compared, as a sentence without its end.</summary>
    public string Subject =>
        $"Checked order by order: {_inScope.Count} in scope gone and{(answersMayBeLost ? ", if answered," : "")} reported as cancelled, {_spared.Count} others untouched and counted right, accounts as expected";

    /// <summary>What is not as it should be, a sentence each; none when everything is.</summary>
    /// <param name="answer">What the function answered.</param>
    /// <returns>The sentences.</returns>
    public IReadOnlyList<string> Contradictions(FunctionAnswer answer)
    {
        var (outcome, status) = scenario.Refusals.Count == 0 ? ("clear", 200) : ("refused", 502);
        string?[] found =
        [
            answer.Outcome == outcome && answer.Status == status ? null : $"The run was to be answered {outcome} with HTTP {status}.",
            Orders("in scope rest", _inScope.IntersectBy(after.Select(order => order.OrderId), order => order.OrderId)),
            Orders("outside the scope are gone or changed", _spared.Except(after)),
            Orders("rest that were not placed", after.ExceptBy(before.Select(order => order.OrderId), order => order.OrderId)),
            answer.Cancelled == _inScope.Count || (answersMayBeLost && answer.Cancelled < _inScope.Count)
                ? null
                : $"The report counts {answer.Cancelled?.ToString(CultureInfo.InvariantCulture) ?? "no"} cancelled orders.",
            .. AboutAccounts(answer),
        ];
        return [.. found.OfType<string>()];
    }

    // The record of a run that nobody called for has no accounts.
    private IEnumerable<string?> AboutAccounts(FunctionAnswer answer) => answer.Report is { } record && record.Text("trigger") == "timer" && record.Member("accounts") is null
        ? []
        : accounts.SelectMany(account => AboutAccount(account.Key, account.Value.Uid, answer.Report ?? default));

    private static string? Orders(string what, IEnumerable<SimulatedOrder> orders)
    {
        var ids = orders.Select(order => order.OrderId).ToList();
        return ids.Count == 0 ? null : $"Orders {what} ({ids.Count}): {string.Join(", ", ids.Take(MaximumIds))}{(ids.Count > MaximumIds ? ", ..." : ".")}";
    }

    private IEnumerable<string?> AboutAccount(string name, string uid, JsonElement report)
    {
        var account = report.Items("accounts").FirstOrDefault(account => account.Text("account") == name);
        var contracts = account.Items("contracts");
        var refusal = scenario.Refusals.GetValueOrDefault(name);
        yield return HasEnded(account, refusal) && contracts.All(contract => HasEnded(contract, refusal))
            ? null
            : $"{name} was to end {(refusal is null ? "clear" : "refused, saying why")}, with every contract.";

        var cancelled = contracts.SelectMany(contract => contract.Items("cancelled")).Select(id => id.ToString()).Order().ToList();
        var inScope = _inScope.Where(order => order.Uid == uid).Select(order => order.OrderId).Order();
        yield return cancelled.SequenceEqual(answersMayBeLost ? inScope.Intersect(cancelled) : inScope)
            ? null
            : $"What is reported as cancelled on {name} is not what was in scope.";

        foreach (var counts in account.Members("out_of_scope"))
        {
            foreach (var count in counts.Value.Members().Where(count => count.Value.ValueKind == JsonValueKind.Number))
            {
                var resting = after.Count(order => order.Uid == uid && order.MarginMode == counts.Name && KindOf(order) == count.Name && !scenario.IsInScope(order));
                yield return count.Value.GetInt32() == resting
                    ? null
                    : $"The report counts {count.Value} {counts.Name} {count.Name} orders outside the scope on {name}; {resting} rest.";
            }
        }
    }

    private static bool HasEnded(JsonElement part, string? refusal) =>
        part.Text("outcome") == (refusal is null ? "clear" : "refused")
        && (refusal is null ? part.Text("detail") is null : part.Text("detail")?.Contains(refusal, StringComparison.Ordinal) == true);

    // The report's word for an order's type.
    private static string KindOf(SimulatedOrder order) => order.OrderType switch
    {
        "tp" or "sl" => "tpsl",
        "trailing_stop" => "trailing",
        var type => type,
    };
}
