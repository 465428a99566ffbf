using System.Text.Json.Serialization;

namespace HtxCancel.Htx.Status;

/// <summary>The data of <c>/heartbeat/</c>, of which only USDT-M futures count here.</summary>
/// <param name="LinearSwapHeartbeat">Whether they are in service.</param>
/// <param name="LinearSwapEstimatedRecoveryTime">When they will be, milliseconds since 1970 in UTC; null while they are.</param>
internal sealed record HeartbeatData(
    [property: JsonConverter(typeof(FlagConverter))] bool? LinearSwapHeartbeat, long? LinearSwapEstimatedRecoveryTime);
