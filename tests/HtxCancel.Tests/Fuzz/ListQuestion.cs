namespace HtxCancel.Tests.Fuzz;

/// <summary>One list of open orders that is asked for, and the scope that its orders are sorted by.</summary>
/// <param name="Generation">Whose list.</param>
/// <param name="Kind">Which list; v1 has the plain ones, each of one margin mode.</param>
/// <param name="Scope">What is to be cancelled.</param>
/// <param name="ContractCode">The contract that is asked for; null for all.</param>
/// <param name="PageSize">How many rows a page has at most.</param>
internal sealed record ListQuestion(ApiGeneration Generation, V5ListKind Kind, CancelScope Scope, string? ContractCode, int PageSize)
{
    public override string ToString() =>
        $"{Generation}, {Kind}, of {ContractCode ?? "all contracts"}, {PageSize} rows a page; scope: {string.Join(',', Scope.ContractCodes)} "
        + $"direction {Scope.Direction?.ToString() ?? "-"} offset {Scope.Offset?.ToString() ?? "-"} margin {Scope.MarginMode}";
}
