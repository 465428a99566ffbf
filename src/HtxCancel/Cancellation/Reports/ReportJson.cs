using System.Text.Json.Serialization;

namespace HtxCancel.Cancellation.Reports;

/// <summary>The report's JSON: HTX's spelling of names, times in UTC to the millisecond.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(CancelReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
