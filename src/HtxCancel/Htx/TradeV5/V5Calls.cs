using System.Text.Json.Serialization.Metadata;

namespace HtxCancel.Htx.TradeV5;

/// <summary>
/// The calls of HTX's v5 interface: <c>/v5/trade/cancel_all_orders</c>, <c>cancel_batch_orders</c> and <c>order/opens</c>,
/// <c>/v5/algo/cancel_orders</c> and <c>order/opens</c>. HTX USDT-M futures documentation, "Cancel All Orders", "Cancel
/// Batch Orders", "Query Open Orders" and "Algo".
/// </summary>
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

    /// <summary>Reads a page of a list of open orders.</summary>
    /// <param name="kind">Which list.</param>
    /// <param name="contractCode">The contract; null for all.</param>
    /// <param name="cursor">The row from which the page goes on; null for the first page.</param>
    /// <param name="limit">Rows a page, at most.</param>
    public static HtxRequest OpenOrders(V5ListKind kind, string? contractCode, string? cursor, int limit = PageSize)
    {
        var parameters = new Dictionary<string, string> { ["limit"] = limit.ToString(CultureInfo.InvariantCulture) };
        if (kind.Type is not null)
            parameters.Add("type", kind.Type);

        if (contractCode is not null)
            parameters.Add("contract_code", contractCode);

        if (kind.MarginMode is { } mode)
            parameters.Add("margin_mode", mode == MarginMode.Cross ? "cross" : "isolated");

        if (cursor is not null)
        {
            parameters.Add("from", cursor);
            parameters.Add("direct", "next");
        }

        return HtxRequest.Get(kind.Path, RatePool.Read, parameters);
    }

    /// <summary>What an answer to a cancel of plain orders says.</summary>
    public static HtxResult<CancelAcknowledgement> ReadPlain(HtxReply reply) => ReadAcknowledgement(reply, areConditional: false);

    /// <summary>What an answer to a cancel of conditional orders says.</summary>
    public static HtxResult<CancelAcknowledgement> ReadConditional(HtxReply reply) => ReadAcknowledgement(reply, areConditional: true);

    /// <summary>What a page says. Without the array it cannot tell an empty list from an answer that lost its list.</summary>
    public static HtxResult<ListPage> ReadPage(HtxReply reply) => V5Answer<ListedRow?[]>.Read<ListPage>(
        reply, HtxJson.Default.V5AnswerListedRowArray, rows => rows is null ? null : new(new ListPage.OfV5(rows)));

    // What HTX answers when there was nothing to cancel is not documented: accepted without ids is accepted, and the looks
    // show what it did.
    private static HtxResult<CancelAcknowledgement> ReadAcknowledgement(HtxReply reply, bool areConditional) =>
        V5Answer<CancelledOrder?[]>.Read<CancelAcknowledgement>(reply, HtxJson.Default.V5AnswerCancelledOrderArray, data =>
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
        new(order.Refusal is { } code ? HtxCode.Classify(code) : HtxCodeClass.Unknown, order.Refusal, reply.Clean(order.Text));

    private static HtxRequest Post<T>(string path, T body, JsonTypeInfo<T> type) =>
        HtxRequest.Post(path, RatePool.Trade, JsonSerializer.SerializeToUtf8Bytes(body, type));
}
