namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>The calls of HTX's v1 interface: <c>POST /linear-swap-api/v1/swap_cancelall</c>, <c>swap_cancel</c> and
/// <c>swap_openorders</c> for isolated margin, and their <c>swap_cross_</c> siblings. HTX USDT-M futures documentation, "[Isolated]
/// Cancel All Orders", "Cancel an Order", "Current unfilled order acquisition" and "[Cross]" of the same.</summary>
internal static class V1Calls
{
    /// <summary>HTX's largest page.</summary>
    public const int PageSize = 50;

    /// <summary>Cancels the orders of one contract and margin mode; a null filter means all.</summary>
    public static HtxRequest CancelAll(MarginMode margin, string contractCode, Direction? direction, Offset? offset) =>
        Post(margin, "cancelall", RatePool.Trade, new CancelAllBody(contractCode, direction, offset), HtxJson.Default.CancelAllBody);

    /// <summary>Cancels orders of one contract and margin mode by their ids: at most 10 (25 by HTX's present page, 10 by its older one).</summary>
    public static HtxRequest Cancel(MarginMode margin, string contractCode, IEnumerable<string> ids) =>
        Post(margin, "cancel", RatePool.Trade, new CancelBody(contractCode, string.Join(',', ids)), HtxJson.Default.CancelBody);

    /// <summary>Reads a page of the open orders of one margin mode; of every contract where <paramref name="contractCode"/> is null.</summary>
    public static HtxRequest OpenOrders(MarginMode margin, string? contractCode, string? page, int size = PageSize)
    {
        var index = page is null ? 1 : int.Parse(page, CultureInfo.InvariantCulture);
        return Post(margin, "openorders", RatePool.Read, new OpenOrdersBody(contractCode, index, size), HtxJson.Default.OpenOrdersBody);
    }

    /// <summary>What an answer to a cancel says. HTX's page does not promise data with an ok: accepted without ids is accepted.</summary>
    public static HtxResult<CancelAcknowledgement> ReadAcknowledgement(HtxReply reply) => HtxAnswer<CancelAllData>.Read<CancelAcknowledgement>(
        ApiGeneration.V1, reply, HtxJson.Default.HtxAnswerCancelAllData, data =>
        {
            var errors = (data?.Errors ?? []).OfType<CancelAllError>()
                .Where(error => error.ErrCode is not null && !string.IsNullOrWhiteSpace(error.OrderId))
                .Select(error => new OrderError(error.OrderId!.Trim(), HtxError.Of(error.ErrCode!.Value, error.ErrMsg, reply)));
            var accepted = data?.Successes?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return new(new CancelAcknowledgement(accepted ?? [], [.. errors]));
        });

    /// <summary>What a page says. Without the array or the total it cannot tell an empty list from an answer that lost its list.</summary>
    public static HtxResult<ListPage> ReadPage(HtxReply reply) => HtxAnswer<OpenOrdersData>.Read<ListPage>(
        ApiGeneration.V1, reply, HtxJson.Default.HtxAnswerOpenOrdersData,
        data => data is { Orders: { } rows, TotalSize: { } total and >= 0 } ? new(new ListPage.OfV1(rows, total)) : null);

    private static HtxRequest Post<T>(MarginMode margin, string call, RatePool pool, T body, JsonTypeInfo<T> type) => HtxRequest.Post(
        $"/linear-swap-api/v1/swap_{(margin == MarginMode.Cross ? "cross_" : "")}{call}", pool, JsonSerializer.SerializeToUtf8Bytes(body, type));
}
