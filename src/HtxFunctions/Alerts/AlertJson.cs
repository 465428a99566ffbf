using System.Text.Json.Serialization;
using HtxCancel.Cancellation.Reports;

namespace HtxFunctions.Alerts;

/// <summary>The JSON of answers to alerts and of their records: the report's names and times.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(AlertIgnored))]
[JsonSerializable(typeof(AlertRefused))]
internal sealed partial class AlertJson : JsonSerializerContext;
