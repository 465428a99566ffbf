namespace HtxCancel.Tests.Fuzz;

/// <summary>A page of a list, as the oracle reads it.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">How many orders there are on all pages, as v1 tells it; null on v5.</param>
internal sealed record OraclePage(IReadOnlyList<OracleRow> Rows, decimal? Total);
