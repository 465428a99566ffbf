using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HtxCancel.Cancellation;

namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>
/// Plain orders through HTX's v1 interface: <c>POST /linear-swap-api/v1/swap_cancelall</c>, <c>swap_cancel</c> and
/// <c>swap_openorders</c> for isolated margin, and their <c>swap_cross_</c> siblings. HTX USDT-M futures documentation,
/// "[Isolated] Cancel All Orders", "Cancel an Order", "Current unfilled order acquisition" and "[Cross]" of the same.
/// </summary>
internal sealed class LinearSwapV1OrderBook(HtxClient client, TimeProvider time) : IOrderBook
{
    /// <summary>HTX's largest page.</summary>
    private const int PageSize = 50;

    private const int MaximumPagesAhead = 8;

    // 25 by HTX's present page, 10 by its older one.
    private const int MaximumIds = 10;

    /// <inheritdoc/>
    public string Api => "v1";

    /// <inheritdoc/>
    public bool CancelsUnseen(CancelScope scope) => true;

    /// <inheritdoc/>
    public bool CancelsEveryContract(CancelScope scope) => false;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HtxResult<CancelAcknowledgement>>> CancelAsync(
        CancelScope scope,
        string contractCode,
        IReadOnlyList<ListedOrder>? resting,
        bool byId,
        Action<HtxResult<CancelAcknowledgement>> late,
        CancellationToken cancellationToken)
    {
        var requests = MarginModes(scope, contractCode).SelectMany(mode =>
            Requests(scope, contractCode, mode, resting?.Where(order => order.MarginMode == mode).ToList(), byId));
        return await Task.WhenAll(requests.Select(request => client.SendAsync(request, ReadAcknowledgement, cancellationToken, late))).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<HtxResult<CancelAcknowledgement>> CancelEveryContractAsync(
        CancelScope scope, Action<HtxResult<CancelAcknowledgement>> late, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("HTX's v1 interface has no such call.");

    /// <inheritdoc/>
    public async Task<Look> LookAsync(CancelScope scope, string? contractCode, int maximumPages, CancellationToken cancellationToken) => Look.Of(
        await Task.WhenAll(MarginModes(scope, contractCode).Select(mode =>
            ReadListAsync(scope, contractCode, mode, maximumPages, cancellationToken))).ConfigureAwait(false));

    // HTX's page does not promise data with an ok: accepted without ids is accepted, and the looks show what it did.
    internal static HtxResult<CancelAcknowledgement> ReadAcknowledgement(HtxReply reply) =>
        V1Answer<CancelAllData>.Read(reply, HtxJson.Default.V1AnswerCancelAllData, data => new CancelAcknowledgement(
            data?.Successes?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            [.. (data?.Errors ?? [])
                .Where(error => error?.ErrCode is not null && !string.IsNullOrWhiteSpace(error.OrderId))
                .Select(error => new OrderError(
                    error!.OrderId!.Trim(), new HtxError(HtxCode.Classify(error.ErrCode!.Value), error.ErrCode, reply.Clean(error.ErrMsg))))]));

    // Without the array or the total a page cannot tell an empty list from an answer that lost its list.
    internal static HtxResult<OpenOrdersData> ReadPage(HtxReply reply) =>
        V1Answer<OpenOrdersData>.Read(reply, HtxJson.Default.V1AnswerOpenOrdersData, data => data is { Orders: not null, TotalSize: >= 0 } ? data : null);

    // A filter by offset passes one-way orders by: those go by their ids, and the filter takes the others.
    private static IEnumerable<HtxRequest> Requests(
        CancelScope scope, string contractCode, MarginMode mode, List<ListedOrder>? resting, bool byId)
    {
        var ids = resting?.Where(order => byId || (scope.Offset is not null && order.OneWay)).Select(order => order.OrderId).ToList() ?? [];
        foreach (var some in ids.Chunk(MaximumIds))
        {
            yield return Post(mode, "cancel", RatePool.Trade, new CancelBody(contractCode, string.Join(',', some)), HtxJson.Default.CancelBody);
        }

        if (resting is null || resting.Count > ids.Count)
        {
            yield return Post(mode, "cancelall", RatePool.Trade, new CancelAllBody(contractCode, scope.Direction, scope.Offset), HtxJson.Default.CancelAllBody);
        }
    }

    private async Task<Look> ReadListAsync(
        CancelScope scope, string? contractCode, MarginMode mode, int maximumPages, CancellationToken cancellationToken)
    {
        var reading = new ListReading(scope, contractCode, time);
        var list = new V1List(reading, mode);

        // Pages are asked for side by side as far as orders are expected, and taken in their order; what they hold decides.
        Queue<Task<HtxResult<OpenOrdersData>>> asked = new();
        var expected = contractCode is null && scope.ContractCodes.Count > PageSize ? 2 : 1;
        for (var (page, next) = (1, 1); page <= maximumPages; page++)
        {
            for (; next <= page || (next <= expected && next <= maximumPages && asked.Count < MaximumPagesAhead); next++)
            {
                asked.Enqueue(ReadPageAsync(contractCode, mode, next, cancellationToken));
            }

            var answer = await asked.Dequeue().ConfigureAwait(false);
            if (answer is HtxResult<OpenOrdersData>.Ok ok && !list.AddPage(ok.Value.Orders!, ok.Value.TotalSize!.Value, PageSize))
            {
                expected = PagesOf(ok.Value.TotalSize!.Value);
                continue;
            }

            await TakeSpareAsync(list, asked).ConfigureAwait(false);
            return answer switch
            {
                HtxResult<OpenOrdersData>.Failed failed =>
                    reading.Unreadable(failed.Error.Class, $"page {page} of the list: {failed.Error}"),
                HtxResult<OpenOrdersData>.NoAnswer lost => reading.Unreadable(HtxCodeClass.Unknown, $"page {page} of the list: {lost.Detail}"),
                _ => reading.Finished(),
            };
        }

        return reading.Unreadable(HtxCodeClass.Unknown, $"the list has more than {maximumPages} pages");
    }

    private Task<HtxResult<OpenOrdersData>> ReadPageAsync(string? contractCode, MarginMode mode, int page, CancellationToken cancellationToken) => client.SendAsync(
        Post(mode, "openorders", RatePool.Read, new OpenOrdersBody(contractCode, page, PageSize), HtxJson.Default.OpenOrdersBody), ReadPage, cancellationToken);

    // What pages that were asked for too many show is taken too: an order there is one that was named.
    private static async Task TakeSpareAsync(V1List list, IEnumerable<Task<HtxResult<OpenOrdersData>>> asked)
    {
        foreach (var page in (await Task.WhenAll(asked).ConfigureAwait(false)).OfType<HtxResult<OpenOrdersData>.Ok>())
        {
            if (page.Value.Orders!.Length > 0)
            {
                list.AddPage(page.Value.Orders, page.Value.TotalSize!.Value, PageSize);
            }
        }
    }

    private static int PagesOf(int orders) => (orders + PageSize - 1) / PageSize;

    // Delivery contracts are cross only: their isolated siblings refuse the code.
    private static IEnumerable<MarginMode> MarginModes(CancelScope scope, string? contractCode) =>
        Enum.GetValues<MarginMode>().Where(mode => scope.Reaches(mode)
            && !(mode == MarginMode.Isolated && contractCode is not null && ScopeFields.IsDelivery(contractCode)));

    private static HtxRequest Post<T>(MarginMode mode, string call, RatePool pool, T body, JsonTypeInfo<T> type) => HtxRequest.Post(
        $"/linear-swap-api/v1/swap_{(mode == MarginMode.Cross ? "cross_" : "")}{call}", pool, JsonSerializer.SerializeToUtf8Bytes(body, type));
}
