using System.Globalization;
using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>One row of <c>swap_openorders</c> or <c>swap_cross_openorders</c>, with every field HTX sends.</summary>
internal static class OpenOrderRow
{
    private const int LeverRate = 5;

    public static JsonObject From(SimulatedOrder order) => new()
    {
        ["business_type"] = DeliveryCode.IsOne(order.ContractCode) ? "futures" : "swap",
        ["pair"] = DeliveryCode.Pair(order.ContractCode),
        ["symbol"] = order.ContractCode.Split('-')[0],
        ["contract_code"] = order.ContractCode,
        ["contract_type"] = DeliveryCode.IsOne(order.ContractCode) ? "quarter" : "swap",
        ["volume"] = order.Volume,
        ["price"] = order.Price,
        ["order_price_type"] = "limit",
        ["order_type"] = 1,
        ["direction"] = order.Direction,
        ["offset"] = order.Offset,
        ["lever_rate"] = LeverRate,
        ["order_id"] = long.Parse(order.OrderId, CultureInfo.InvariantCulture),
        ["order_id_str"] = order.OrderId,
        ["client_order_id"] = null,
        ["created_at"] = order.CreatedAt.ToUnixTimeMilliseconds(),
        ["update_time"] = order.CreatedAt.ToUnixTimeMilliseconds(),
        ["trade_volume"] = order.TradeVolume,
        ["trade_turnover"] = order.TradeVolume * order.Price,
        ["trade_avg_price"] = order.TradeVolume == 0 ? null : order.Price,
        ["fee"] = 0,
        ["fee_asset"] = "USDT",
        ["profit"] = 0,
        ["real_profit"] = 0,
        ["margin_frozen"] = order.Offset == "close" || order.ReduceOnly ? 0 : (order.Volume - order.TradeVolume) * order.Price / LeverRate,
        ["margin_asset"] = "USDT",
        ["margin_mode"] = order.MarginMode,
        ["margin_account"] = order.MarginMode == "cross" ? "USDT" : order.ContractCode,
        ["status"] = order.Status,
        ["order_source"] = order.OrderSource,
        ["canceled_source"] = null,
        ["canceled_at"] = null,
        ["liquidation_type"] = null,
        ["is_tpsl"] = 0,
        ["reduce_only"] = order.ReduceOnly ? 1 : 0,
    };
}
