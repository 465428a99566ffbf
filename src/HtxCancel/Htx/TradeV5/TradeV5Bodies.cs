namespace HtxCancel.Htx.TradeV5;

/// <summary>The body of <c>cancel_all_orders</c> for one contract, which is always named: without it HTX takes everything. A null side,
/// here and below, is left out and means both.</summary>
/// <exception cref="ArgumentException"><paramref name="contractCode"/> is blank.</exception>
internal sealed class CancelContractBody(string contractCode, Direction? side)
{
    public string ContractCode { get; } = string.IsNullOrWhiteSpace(contractCode)
        ? throw new ArgumentException("A cancel of one contract's orders must name it.", nameof(contractCode))
        : contractCode;

    public Direction? Side { get; } = side;
}

/// <summary>The body of <c>cancel_all_orders</c> for every contract.</summary>
internal sealed record CancelEveryContractBody(Direction? Side);

/// <summary>The body of <c>cancel_batch_orders</c>: at most 10 ids of one contract.</summary>
internal sealed record CancelBatchBody(string ContractCode, string[] OrderId);

/// <summary>One conditional order in the array that is the body of <c>algo/cancel_orders</c>.</summary>
internal sealed record CancelAlgoBody(string ContractCode, string AlgoId);

/// <summary>What v5 says of one order that it was to cancel: <c>code</c> with a text, or, in HTX's own Java SDK, <c>success</c>,
/// <c>error_code</c> and <c>error_msg</c>.</summary>
internal sealed record CancelledOrder(
    [property: JsonConverter(typeof(TextConverter))] string? OrderId,
    [property: JsonConverter(typeof(TextConverter))] string? AlgoId,
    [property: JsonConverter(typeof(TextConverter))] string? Code,
    string? Message,
    string? Msg,
    [property: JsonConverter(typeof(FlagConverter))] bool? Success,
    [property: JsonConverter(typeof(TextConverter))] string? ErrorCode,
    string? ErrorMsg)
{
    private const int Done = 200;

    /// <summary>Whether HTX says that it cancels the order, and nothing else beside it.</summary>
    [JsonIgnore]
    public bool IsAccepted =>
        (string.IsNullOrWhiteSpace(Code) ? Success == true : Number(Code) == Done && Success != false)
        && (string.IsNullOrWhiteSpace(ErrorCode) || Number(ErrorCode) is 0 or Done);

    [JsonIgnore]
    public string? Text => Message ?? Msg ?? ErrorMsg;

    /// <summary>The number that says why it is not accepted; null where there is none.</summary>
    [JsonIgnore]
    public int? Refusal => Error(Code) ?? Error(ErrorCode);

    private static int? Error(string? text) => Number(text) is { } number and not (0 or Done) ? number : null;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>One row of <c>order/opens</c> or <c>algo/order/opens</c>: what decides on the scope, and what a person wants to see. The
/// cursor of the next page names its <c>id</c>, which is the order's where it was seen; a conditional order's id is the algo id, and only
/// its type says something; the state is a word or v1's number; without a side of the position it is one-way.</summary>
internal sealed record ListedRow(
    [property: JsonConverter(typeof(TextConverter))] string? Id,
    [property: JsonConverter(typeof(TextConverter))] string? OrderId,
    [property: JsonConverter(typeof(TextConverter))] string? AlgoId,
    string? ContractCode,
    string? MarginMode,
    string? Side,
    string? PositionSide,
    [property: JsonConverter(typeof(FlagConverter))] bool? ReduceOnly,
    [property: JsonConverter(typeof(TextConverter))] string? Type,
    [property: JsonConverter(typeof(TextConverter))] string? State,
    [property: JsonConverter(typeof(TextConverter))] string? Price,
    [property: JsonConverter(typeof(TextConverter))] string? Volume,
    [property: JsonConverter(typeof(TextConverter))] string? OrderSource);

/// <summary>The data of <c>/v5/account/asset_mode</c>: live answers say <c>asset_mode</c>, the documents <c>assets_mode</c>.</summary>
internal sealed record AssetModeData(int? AssetMode, int? AssetsMode)
{
    /// <summary>The mode; null where it is absent, or two names contradict each other.</summary>
    public int? Mode => AssetMode is not null && AssetsMode is not null && AssetMode != AssetsMode ? null : AssetMode ?? AssetsMode;
}
