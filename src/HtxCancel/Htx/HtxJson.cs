namespace HtxCancel.Htx;

/// <summary>HTX's JSON, both generations. A name that stands twice in one object makes the whole answer unreadable.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CancelAlgoBody[]))]
[JsonSerializable(typeof(CancelAllBody))]
[JsonSerializable(typeof(CancelBatchBody))]
[JsonSerializable(typeof(CancelBody))]
[JsonSerializable(typeof(CancelContractBody))]
[JsonSerializable(typeof(CancelEveryContractBody))]
[JsonSerializable(typeof(HtxAnswer<AssetModeData>))]
[JsonSerializable(typeof(HtxAnswer<CancelAllData>))]
[JsonSerializable(typeof(HtxAnswer<CancelledOrder?[]>))]
[JsonSerializable(typeof(HtxAnswer<ContractRow?[]>))]
[JsonSerializable(typeof(HtxAnswer<HeartbeatData>))]
[JsonSerializable(typeof(HtxAnswer<ListedRow?[]>))]
[JsonSerializable(typeof(HtxAnswer<OpenOrdersData>))]
[JsonSerializable(typeof(OpenOrdersBody))]
[JsonSerializable(typeof(TimestampAnswer))]
internal sealed partial class HtxJson : JsonSerializerContext;
