namespace HtxCancel.Tests.Fuzz;

/// <summary>A row of a list, as the oracle reads it.</summary>
/// <param name="Id">The order's id; null where it shows none.</param>
/// <param name="Cursor">The row's own id on v5.</param>
/// <param name="InScope">Whether it is in scope; null where it does not show that.</param>
internal sealed record OracleRow(string? Id, string? Cursor, bool? InScope);
