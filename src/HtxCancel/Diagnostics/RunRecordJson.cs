using System.Text.Json.Serialization;
using HtxCancel.Cancellation.Reports;

namespace HtxCancel.Diagnostics;

/// <summary>The records' JSON: the report's names and times.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(RunRecordOrders))]
[JsonSerializable(typeof(RunRecordSteps))]
[JsonSerializable(typeof(RunStart))]
internal sealed partial class RunRecordJson : JsonSerializerContext;
