namespace HtxCancel.Htx;

/// <summary>HTX's JSON, both generations. A name that stands twice in one object makes the whole answer unreadable.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CancelAllBody))]
[JsonSerializable(typeof(CancelAlgoBody[]))]
[JsonSerializable(typeof(CancelBatchBody))]
[JsonSerializable(typeof(CancelBody))]
[JsonSerializable(typeof(CancelContractBody))]
[JsonSerializable(typeof(CancelEveryContractBody))]
[JsonSerializable(typeof(OpenOrdersBody))]
[JsonSerializable(typeof(TimestampAnswer))]
[JsonSerializable(typeof(V1Answer<CancelAllData>))]
[JsonSerializable(typeof(V1Answer<ContractState?[]>))]
[JsonSerializable(typeof(V1Answer<HeartbeatData>))]
[JsonSerializable(typeof(V1Answer<ListedContract?[]>))]
[JsonSerializable(typeof(V1Answer<OpenOrdersData>))]
[JsonSerializable(typeof(V5Answer<AssetModeData>))]
[JsonSerializable(typeof(V5Answer<CancelledOrder?[]>))]
[JsonSerializable(typeof(V5Answer<ListedRow?[]>))]
internal sealed partial class HtxJson : JsonSerializerContext;
