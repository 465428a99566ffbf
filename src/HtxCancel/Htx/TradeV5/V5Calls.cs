namespace HtxCancel.Htx.TradeV5;

/// <summary>The calls of HTX's v5 interface: <c>/v5/trade/cancel_all_orders</c>, <c>cancel_batch_orders</c> and <c>order/opens</c>,
/// <c>/v5/algo/cancel_orders</c> and <c>order/opens</c>, <c>/v5/account/asset_mode</c>. HTX USDT-M futures documentation, "Cancel All
/// Orders", "Cancel Batch Orders", "Query Open Orders" and "Algo".</summary>
internal static class V5Calls
{
    private const string CancelAllPath = "/v5/trade/cancel_all_orders";

    // HTX's largest page.
    private const int PageSize = 100;

    /// <summary>Cancels the plain orders of one contract, of both margin modes. Throws where no contract is named.</summary>
    public static HtxRequest CancelContract(string contractCode, Direction? side) =>
        Post(CancelAllPath, new CancelContractBody(contractCode, side), HtxJson.Default.CancelContractBody);

    /// <summary>Cancels the plain orders of every contract. A method of its own, so that no missing contract can become "everything".</summary>
    public static HtxRequest CancelEveryContract(Direction? side) =>
        Post(CancelAllPath, new CancelEveryContractBody(side), HtxJson.Default.CancelEveryContractBody);

    /// <summary>Cancels plain orders of one contract by their ids, at most 10.</summary>
    public static HtxRequest CancelPlain(string contractCode, IEnumerable<string> ids) =>
        Post("/v5/trade/cancel_batch_orders", new CancelBatchBody(contractCode, [.. ids]), HtxJson.Default.CancelBatchBody);

    /// <summary>Cancels conditional orders of one contract by their ids. HTX documents no limit.</summary>
    public static HtxRequest CancelConditional(string contractCode, IEnumerable<string> ids) =>
        Post("/v5/algo/cancel_orders", [.. ids.Select(id => new CancelAlgoBody(contractCode, id))], HtxJson.Default.CancelAlgoBodyArray);

    /// <summary>The one question whose answer says which API an account's orders live on.</summary>
    public static HtxRequest AssetMode { get; } = HtxRequest.Get("/v5/account/asset_mode", RatePool.Read);

    /// <summary>Reads a page of a list, of every contract where none is named; from the row that <paramref name="cursor"/> names on.</summary>
    public static HtxRequest OpenOrders(V5ListKind kind, string? contractCode, string? cursor, int limit = PageSize)
    {
        (string Name, string? Value)[] parameters =
        [
            ("limit", limit.ToString(CultureInfo.InvariantCulture)),
            ("type", kind.Type),
            ("contract_code", contractCode),
            ("margin_mode", kind.MarginMode?.ToString().ToLowerInvariant()),
            ("from", cursor),
            ("direct", cursor is null ? null : "next"),
        ];
        var said = parameters.Where(parameter => parameter.Value is not null).Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value!));
        return HtxRequest.Get(kind.Path, RatePool.Read, [.. said]);
    }

    public static HtxResult<CancelAcknowledgement> ReadPlain(HtxReply reply) => ReadAcknowledgement(reply, areConditional: false);
    public static HtxResult<CancelAcknowledgement> ReadConditional(HtxReply reply) => ReadAcknowledgement(reply, areConditional: true);

    /// <summary>What a page says. Without the array it cannot tell an empty list from an answer that lost its list.</summary>
    public static HtxResult<ListPage> ReadPage(HtxReply reply) => HtxAnswer<ListedRow?[]>.Read<ListPage>(
        ApiGeneration.V5, reply, HtxJson.Default.HtxAnswerListedRowArray, rows => rows is null ? null : new(new ListPage.OfV5(rows)));

    public static HtxResult<AssetMode> ReadAssetMode(HtxReply reply) => HtxAnswer<AssetModeData>.Read<AssetMode>(
        ApiGeneration.V5, reply, HtxJson.Default.HtxAnswerAssetModeData,
        data => data?.Mode is { } mode && Enum.IsDefined((AssetMode)mode) ? new((AssetMode)mode) : null);

    // What HTX answers when there was nothing to cancel is not documented: accepted without ids is accepted, and the looks
    // show what it did.
    private static HtxResult<CancelAcknowledgement> ReadAcknowledgement(HtxReply reply, bool areConditional) =>
        HtxAnswer<CancelledOrder?[]>.Read<CancelAcknowledgement>(ApiGeneration.V5, reply, HtxJson.Default.HtxAnswerCancelledOrderArray, data =>
        {
            var answers = (data ?? []).OfType<CancelledOrder>()
                .Select(order => (Id: (areConditional ? order.AlgoId : order.OrderId)?.Trim(), Answer: order))
                .Where(order => !string.IsNullOrEmpty(order.Id))
                .ToLookup(order => order.Answer.IsAccepted);
            return new(new CancelAcknowledgement(
                [.. answers[true].Select(order => order.Id!)],
                [.. answers[false].Select(order => new OrderError(order.Id!, ErrorOf(reply, order.Answer)))],
                areConditional));
        });

    private static HtxError ErrorOf(HtxReply reply, CancelledOrder order) =>
        order.Refusal is { } code ? HtxError.Of(code, order.Text, reply) : new HtxError(HtxCodeClass.Unknown, null, reply.Clean(order.Text));

    private static HtxRequest Post<T>(string path, T body, JsonTypeInfo<T> type) =>
        HtxRequest.Post(path, RatePool.Trade, JsonSerializer.SerializeToUtf8Bytes(body, type));
}
