using System.Text.Json.Serialization;
using HtxCancel.Htx.LinearSwapV1;
using HtxCancel.Htx.TradeV5;

namespace HtxCancel.Htx;

/// <summary>HTX's JSON, both generations. A name that stands twice in one object makes the whole answer unreadable.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CancelAllBody))]
[JsonSerializable(typeof(OpenOrdersBody))]
[JsonSerializable(typeof(V1Answer<CancelAllData>))]
[JsonSerializable(typeof(V1Answer<OpenOrdersData>))]
[JsonSerializable(typeof(V5Answer<AssetModeData>))]
internal sealed partial class HtxJson : JsonSerializerContext;
