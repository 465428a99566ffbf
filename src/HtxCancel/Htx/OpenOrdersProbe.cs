using System.Text.Json;
using HtxCancel.Htx.LinearSwapV1;
using HtxCancel.Htx.TradeV5;

namespace HtxCancel.Htx;

/// <summary>One row of an account's open orders: a signed read that shows whether HTX takes the keys, and through which API.</summary>
internal static class OpenOrdersProbe
{
    /// <summary>Reads it through <paramref name="generation"/>. Throws nothing.</summary>
    /// <returns>What HTX answered; the value of a good answer is that there was one.</returns>
    public static Task<HtxResult<bool>> ReadAsync(HtxClient client, ApiGeneration generation, CancellationToken cancellationToken) => generation switch
    {
        ApiGeneration.V1 => client.SendAsync(
            HtxRequest.Post(
                "/linear-swap-api/v1/swap_openorders",
                RatePool.Read,
                JsonSerializer.SerializeToUtf8Bytes(new OpenOrdersBody(null, PageIndex: 1, PageSize: 1), HtxJson.Default.OpenOrdersBody)),
            reply => Accepted(LinearSwapV1OrderBook.ReadPage(reply)),
            cancellationToken),
        ApiGeneration.V5 => client.SendAsync(
            HtxRequest.Get("/v5/trade/order/opens", RatePool.Read, [new("limit", "1")]),
            reply => Accepted(TradeV5OrderBook.ReadPage(reply)),
            cancellationToken),
    };

    private static HtxResult<bool> Accepted<T>(HtxResult<T> result) => result switch
    {
        HtxResult<T>.Ok => new HtxResult<bool>.Ok(true),
        HtxResult<T>.Failed failed => new HtxResult<bool>.Failed(failed.Error),
        HtxResult<T>.NoAnswer lost => new HtxResult<bool>.NoAnswer(lost.Detail),
        _ => throw new InvalidOperationException("A request is answered, refused or lost."),
    };
}
