using System.Text.Json;

namespace HtxCancel.Tests.Fuzz;

/// <summary>A row of a list, as the stand-in exchange showed it.</summary>
/// <param name="ContractCode">Its contract.</param>
/// <param name="Json">The row.</param>
internal sealed record SimulatedRow(string ContractCode, JsonElement Json);
