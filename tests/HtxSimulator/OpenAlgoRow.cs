using System.Globalization;
using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>One row of v1's lists of conditional orders, with what the trigger, tpsl and track lists share.</summary>
internal static class OpenAlgoRow
{
    // The numbers of a conditional order that waits, and of one that is being cancelled.
    private const int Waiting = 2;
    private const int Cancelling = 9;

    public static JsonObject From(SimulatedOrder order) => new()
    {
        ["business_type"] = DeliveryCode.IsOne(order.ContractCode) ? "futures" : "swap",
        ["pair"] = DeliveryCode.Pair(order.ContractCode),
        ["symbol"] = order.ContractCode.Split('-')[0],
        ["contract_code"] = order.ContractCode,
        ["contract_type"] = DeliveryCode.IsOne(order.ContractCode) ? "quarter" : "swap",
        ["volume"] = order.Volume,
        ["order_type"] = 1,
        ["direction"] = order.Direction,
        ["offset"] = order.Offset,
        ["tpsl_order_type"] = order.OrderType is "tp" or "sl" ? order.OrderType : null,
        ["order_id"] = long.Parse(order.OrderId, CultureInfo.InvariantCulture),
        ["order_id_str"] = order.OrderId,
        ["trigger_price"] = order.Price,
        ["order_price"] = order.Price,
        ["order_price_type"] = "limit",
        ["created_at"] = order.CreatedAt.ToUnixTimeMilliseconds(),
        ["margin_mode"] = order.MarginMode,
        ["margin_account"] = order.MarginMode == "cross" ? "USDT" : order.ContractCode,
        ["status"] = order.GoneAt is null ? Waiting : Cancelling,
        ["order_source"] = order.OrderSource,
        ["reduce_only"] = order.ReduceOnly ? 1 : 0,
    };
}
