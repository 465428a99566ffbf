using System.Text.Json;
using HtxCancel.Cancellation;

namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>
/// Isolated-margin plain orders through HTX's v1 interface: <c>POST /linear-swap-api/v1/swap_cancelall</c> and its
/// sibling <c>swap_openorders</c>. HTX USDT-M futures documentation, "[Isolated] Cancel All Orders" and "Current
/// unfilled order acquisition".
/// </summary>
internal sealed class LinearSwapV1OrderBook(HtxClient client, TimeProvider time) : IOrderBook
{
    private const string CancelAllPath = "/linear-swap-api/v1/swap_cancelall";
    private const string OpenOrdersPath = "/linear-swap-api/v1/swap_openorders";

    /// <summary>HTX's largest page.</summary>
    private const int PageSize = 50;

    /// <inheritdoc/>
    public string Api => "v1";

    /// <inheritdoc/>
    public Task<HtxResult<CancelAcknowledgement>> CancelAsync(CancelScope scope, string contractCode, CancellationToken cancellationToken)
    {
        var body = new CancelAllBody(contractCode, scope.Direction, scope.Offset);
        var request = HtxRequest.Post(CancelAllPath, RatePool.Trade, JsonSerializer.SerializeToUtf8Bytes(body, HtxJson.Default.CancelAllBody));
        return client.SendAsync(request, ReadAcknowledgement, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Look> LookAsync(CancelScope scope, string? contractCode, int maximumPages, CancellationToken cancellationToken)
    {
        var look = new LookInProgress(scope, contractCode, time);
        for (var page = 1; page <= maximumPages; page++)
        {
            var body = new OpenOrdersBody(contractCode, page, PageSize);
            var request = HtxRequest.Post(OpenOrdersPath, RatePool.Read, JsonSerializer.SerializeToUtf8Bytes(body, HtxJson.Default.OpenOrdersBody));
            var result = await client.SendAsync(request, ReadPage, cancellationToken).ConfigureAwait(false);
            switch (result)
            {
                case HtxResult<OpenOrdersData>.Failed failed:
                    return look.Unreadable(failed.Error.Class, $"page {page} of the list: {failed.Error}");
                case HtxResult<OpenOrdersData>.NoAnswer lost:
                    return look.Unreadable(HtxCodeClass.Unknown, $"page {page} of the list: {lost.Detail}");
                case HtxResult<OpenOrdersData>.Ok ok when look.AddPage(ok.Value.Orders!, ok.Value.TotalSize!.Value, PageSize):
                    return look.Finished();
            }
        }

        return look.Unreadable(HtxCodeClass.Unknown, $"the list has more than {maximumPages} pages");
    }

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
}
