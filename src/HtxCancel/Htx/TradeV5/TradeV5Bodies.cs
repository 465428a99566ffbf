namespace HtxCancel.Htx.TradeV5;

/// <summary>The body of <c>cancel_all_orders</c> for one contract, which is always named: without it HTX takes everything.</summary>
/// <exception cref="ArgumentException"><paramref name="contractCode"/> is blank.</exception>
internal sealed class CancelContractBody(string contractCode, Direction? side)
{
    /// <summary>The contract.</summary>
    public string ContractCode { get; } = string.IsNullOrWhiteSpace(contractCode)
        ? throw new ArgumentException("A cancel of one contract's orders must name it.", nameof(contractCode))
        : contractCode;

    /// <summary>Only this side; null, and then left out, for both.</summary>
    public Direction? Side { get; } = side;
}

/// <summary>The body of <c>cancel_all_orders</c> for every contract.</summary>
/// <param name="Side">Only this side; null, and then left out, for both.</param>
internal sealed record CancelEveryContractBody(Direction? Side);

/// <summary>The body of <c>cancel_batch_orders</c>.</summary>
/// <param name="ContractCode">The contract of all of them.</param>
/// <param name="OrderId">At most 10 ids.</param>
internal sealed record CancelBatchBody(string ContractCode, string[] OrderId);

/// <summary>One conditional order in the array that is the body of <c>algo/cancel_orders</c>.</summary>
internal sealed record CancelAlgoBody(string ContractCode, string AlgoId);

/// <summary>
/// What v5 says of one order that it was to cancel: <c>code</c> with a text, or, in HTX's own Java SDK, <c>success</c>,
/// <c>error_code</c> and <c>error_msg</c>.
/// </summary>
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
    /// <summary>HTX's code of success.</summary>
    private const int Done = 200;

    /// <summary>Whether HTX says that it cancels the order, and nothing else beside it.</summary>
    [JsonIgnore]
    public bool IsAccepted =>
        (string.IsNullOrWhiteSpace(Code) ? Success == true : Number(Code) == Done && Success != false)
        && (string.IsNullOrWhiteSpace(ErrorCode) || Number(ErrorCode) is 0 or Done);

    /// <summary>HTX's words.</summary>
    [JsonIgnore]
    public string? Text => Message ?? Msg ?? ErrorMsg;

    /// <summary>The number that says why it is not accepted; null where there is none.</summary>
    [JsonIgnore]
    public int? Refusal => Error(Code) ?? Error(ErrorCode);

    private static int? Error(string? text) => Number(text) is { } number and not (0 or Done) ? number : null;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>One row of <c>order/opens</c> or <c>algo/order/opens</c>: what decides on the scope, and what a person wants to see.</summary>
/// <param name="Id">The row's own id, which the cursor of the next page names; the order's, where it was seen.</param>
/// <param name="OrderId">A plain order's id.</param>
/// <param name="AlgoId">A conditional order's id.</param>
/// <param name="ContractCode">In either case.</param>
/// <param name="MarginMode"><c>cross</c> or <c>isolated</c>.</param>
/// <param name="Side"><c>buy</c> or <c>sell</c>.</param>
/// <param name="PositionSide"><c>long</c>, <c>short</c>, or <c>both</c> in one-way mode.</param>
/// <param name="ReduceOnly">Can be blank where the position has a side.</param>
/// <param name="Type">A conditional order's type; something else on a plain one.</param>
/// <param name="State">A word, or v1's number.</param>
/// <param name="Price">As sent.</param>
/// <param name="Volume">Contracts, as sent.</param>
/// <param name="OrderSource">HTX's word.</param>
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
