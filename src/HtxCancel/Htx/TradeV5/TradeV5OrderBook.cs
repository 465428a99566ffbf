using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HtxCancel.Cancellation;

namespace HtxCancel.Htx.TradeV5;

/// <summary>
/// Plain and conditional orders through HTX's v5 interface: <c>/v5/trade/cancel_all_orders</c>,
/// <c>cancel_batch_orders</c> and <c>order/opens</c>, <c>/v5/algo/cancel_orders</c> and <c>order/opens</c>. Its cancel-all
/// knows no margin mode and no offset: what it must not touch is why other scopes go by ids. HTX USDT-M futures
/// documentation, "Cancel All Orders", "Cancel Batch Orders", "Query Open Orders" and "Algo".
/// </summary>
/// <param name="client">The account's connection.</param>
/// <param name="time">The clock.</param>
/// <param name="isCrossOnly">Whether HTX said that the account has no isolated margin.</param>
internal sealed class TradeV5OrderBook(HtxClient client, TimeProvider time, Func<bool> isCrossOnly) : IOrderBook
{
    /// <summary>HTX's largest page.</summary>
    private const int PageSize = 100;

    // Of conditional orders HTX documents no limit.
    private const int MaximumIds = 10;

    // How often a list that shifts while it is read is read again from its start.
    private const int MaximumRestarts = 3;

    private const string CancelAll = "/v5/trade/cancel_all_orders";

    /// <inheritdoc/>
    public string Api => "v5";

    /// <inheritdoc/>
    public bool CancelsUnseen(CancelScope scope) =>
        scope is { MarginMode: MarginScope.All, Offset: null } && scope.OrderTypes.Contains(OrderType.Plain);

    /// <inheritdoc/>
    public bool CancelsEveryContract(CancelScope scope) => scope.HasEveryContract && CancelsUnseen(scope);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HtxResult<CancelAcknowledgement>>> CancelAsync(
        CancelScope scope,
        string contractCode,
        IReadOnlyList<ListedOrder>? resting,
        bool byId,
        Action<HtxResult<CancelAcknowledgement>> late,
        CancellationToken cancellationToken)
    {
        var plain = resting?.Where(order => order.OrderType == OrderType.Plain).Select(order => order.OrderId).ToList();
        var conditional = resting?.Where(order => order.OrderType != OrderType.Plain).Select(order => order.OrderId) ?? [];
        var allAtOnce = CancelsUnseen(scope) && (plain is null || (plain.Count > MaximumIds && !byId));
        IEnumerable<HtxRequest> ofPlain = allAtOnce
            ? [Post(CancelAll, new CancelContractBody(contractCode, scope.Direction), HtxJson.Default.CancelContractBody)]
            : (plain ?? []).Chunk(MaximumIds).Select(ids =>
                Post("/v5/trade/cancel_batch_orders", new CancelBatchBody(contractCode, ids), HtxJson.Default.CancelBatchBody));
        var ofConditional = conditional.Chunk(MaximumIds).Select(ids =>
            Post("/v5/algo/cancel_orders", [.. ids.Select(id => new CancelAlgoBody(contractCode, id))], HtxJson.Default.CancelAlgoBodyArray));
        return await Task.WhenAll(
        [
            .. ofPlain.Select(request => client.SendAsync(request, ReadPlain, cancellationToken, late)),
            .. ofConditional.Select(request => client.SendAsync(request, ReadConditional, cancellationToken, late)),
        ]).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<HtxResult<CancelAcknowledgement>> CancelEveryContractAsync(
        CancelScope scope, Action<HtxResult<CancelAcknowledgement>> late, CancellationToken cancellationToken) =>
        CancelsEveryContract(scope)
            ? client.SendAsync(
                Post(CancelAll, new CancelEveryContractBody(scope.Direction), HtxJson.Default.CancelEveryContractBody), ReadPlain, cancellationToken, late)
            : throw new InvalidOperationException("This scope does not take every plain order of every contract.");

    /// <inheritdoc/>
    public async Task<Look> LookAsync(CancelScope scope, string? contractCode, int maximumPages, CancellationToken cancellationToken) => Look.Of(
        await Task.WhenAll(scope.OrderTypes.SelectMany(type => V5ListKind.Of(type, scope.MarginMode)).Select(kind =>
            ReadListAsync(scope, contractCode, kind, maximumPages, cancellationToken))).ConfigureAwait(false));

    /// <summary>What an answer to a cancel of plain orders says.</summary>
    internal static HtxResult<CancelAcknowledgement> ReadPlain(HtxReply reply) => ReadAcknowledgement(reply, areConditional: false);

    /// <summary>What an answer to a cancel of conditional orders says.</summary>
    internal static HtxResult<CancelAcknowledgement> ReadConditional(HtxReply reply) => ReadAcknowledgement(reply, areConditional: true);

    // Without the array a page cannot tell an empty list from an answer that lost its list.
    internal static HtxResult<ListedRow?[]> ReadPage(HtxReply reply) => V5Answer<ListedRow?[]>.Read<ListedRow?[]>(
        reply, HtxJson.Default.V5AnswerListedRowArray, rows => rows is null ? null : new(rows));

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

    private async Task<Look> ReadListAsync(
        CancelScope scope, string? contractCode, V5ListKind kind, int maximumPages, CancellationToken cancellationToken)
    {
        string? doubt = null;
        List<ListReading> givenUp = [];
        var list = StartOver();
        var restarts = 0;
        for (var page = 1; page <= maximumPages; page++)
        {
            var answer = await client.SendAsync(PageOf(kind, contractCode, list.Cursor), ReadPage, cancellationToken).ConfigureAwait(false);
            var where = $"page {list.Reading.Pages + 1} of {kind}";
            if (answer is HtxResult<ListedRow?[]>.NoAnswer lost)
            {
                return Unreadable(HtxCodeClass.Unknown, $"{where}: {lost.Detail}");
            }

            var error = (answer as HtxResult<ListedRow?[]>.Failed)?.Error;
            if (error is { Class: HtxCodeClass.Fatal or HtxCodeClass.Unknown, Code: { } code } && page == 1
                && kind.MarginMode == MarginMode.Isolated && !HtxCode.IsAuthentication(code))
            {
                // An older list, and that of an account without isolated margin, may not know the word. The list without it shows
                // orders to cancel; where there may be isolated ones it proves nothing by showing none.
                doubt = isCrossOnly() ? null : $"{where}: {error}; the list of all margin modes may be of cross margin alone";
                kind = kind with { MarginMode = null };
                list = StartOver();
                continue;
            }

            if (error is not null && (list.Cursor is null || error.Class is HtxCodeClass.Retry or HtxCodeClass.Blocked or HtxCodeClass.Moved))
            {
                return Unreadable(error.Class, $"{where}: {error}");
            }

            // Refused after a page that was not: HTX may not know the row any more that the cursor names.
            var step = answer is HtxResult<ListedRow?[]>.Ok ok ? list.AddPage(ok.Value) : V5ListStep.Shifted;
            if (step == V5ListStep.Ended)
            {
                return list.Reading.Finished(givenUp);
            }

            if (step == V5ListStep.More)
            {
                continue;
            }

            if (restarts++ == MaximumRestarts)
            {
                return Unreadable(HtxCodeClass.Unknown, $"{where}: {error?.ToString() ?? "the list shifts while it is read"}");
            }

            givenUp.Add(list.Reading);
            list = StartOver();
        }

        return Unreadable(HtxCodeClass.Unknown, $"{kind} has more than {maximumPages} pages");

        V5List StartOver()
        {
            var reading = new ListReading(scope, contractCode, time);
            if (doubt is not null)
            {
                reading.Doubt(doubt);
            }

            return new V5List(reading, kind);
        }

        // What an attempt before this one showed has been named, and this one does not show it gone.
        Look Unreadable(HtxCodeClass @class, string detail)
        {
            givenUp.ForEach(list.Reading.AddAll);
            return list.Reading.Unreadable(@class, detail);
        }
    }

    private static HtxRequest PageOf(V5ListKind kind, string? contractCode, string? cursor)
    {
        var parameters = new Dictionary<string, string> { ["limit"] = PageSize.ToString(CultureInfo.InvariantCulture) };
        if (kind.Type is not null)
        {
            parameters.Add("type", kind.Type);
        }

        if (contractCode is not null)
        {
            parameters.Add("contract_code", contractCode);
        }

        if (kind.MarginMode is { } mode)
        {
            parameters.Add("margin_mode", mode == MarginMode.Cross ? "cross" : "isolated");
        }

        if (cursor is not null)
        {
            parameters.Add("from", cursor);
            parameters.Add("direct", "next");
        }

        return HtxRequest.Get(kind.Path, RatePool.Read, parameters);
    }

    private static HtxRequest Post<T>(string path, T body, JsonTypeInfo<T> type) =>
        HtxRequest.Post(path, RatePool.Trade, JsonSerializer.SerializeToUtf8Bytes(body, type));
}
