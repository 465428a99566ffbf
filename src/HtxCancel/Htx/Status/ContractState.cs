using System.Text.Json.Serialization;

namespace HtxCancel.Htx.Status;

/// <summary>One contract in the data of <c>swap_api_state</c>.</summary>
/// <param name="ContractCode">The contract.</param>
/// <param name="Cancel">Whether HTX cancels its orders now.</param>
internal sealed record ContractState(string? ContractCode, [property: JsonConverter(typeof(FlagConverter))] bool? Cancel);
