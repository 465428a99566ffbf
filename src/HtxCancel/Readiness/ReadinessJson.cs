using System.Text.Json.Serialization;
using HtxCancel.Cancellation.Reports;

namespace HtxCancel.Readiness;

/// <summary>The JSON of readiness and drill: the run reports' names and times.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(ReadinessReport))]
[JsonSerializable(typeof(DrillRecord))]
[JsonSerializable(typeof(ExpiringSecret))]
internal sealed partial class ReadinessJson : JsonSerializerContext;
