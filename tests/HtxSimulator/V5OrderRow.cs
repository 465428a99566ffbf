using System.Globalization;
using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>One row of <c>order/opens</c>, numbers as text as v5 writes them.</summary>
internal static class V5OrderRow
{
    public static JsonObject From(SimulatedOrder order, SimulatedExchange exchange) => new()
    {
        ["id"] = order.CursorId,
        ["contract_code"] = order.ContractCode,
        ["contract_type"] = DeliveryCode.IsOne(order.ContractCode) ? "quarter" : "swap",
        ["side"] = order.Side,
        ["position_side"] = order.PositionSide,
        ["type"] = "limit",
        ["price_match"] = "",
        ["order_id"] = order.OrderId,
        ["client_order_id"] = "",
        ["margin_mode"] = order.MarginMode,
        ["price"] = Text(order.Price),
        ["volume"] = Text(order.Volume),
        ["lever_rate"] = 5,
        ["state"] = State(order, exchange.V5StateAsNumber),
        ["order_source"] = order.OrderSource,
        ["reduce_only"] = ReduceOnly(order, exchange),
        ["time_in_force"] = "gtc",
        ["tp_trigger_price"] = "",
        ["tp_order_price"] = "",
        ["sl_trigger_price"] = "",
        ["sl_order_price"] = "",
        ["trade_avg_price"] = Text(order.TradeVolume == 0 ? 0 : order.Price),
        ["trade_volume"] = Text(order.TradeVolume),
        ["trade_turnover"] = Text(order.TradeVolume * order.Price),
        ["fee_currency"] = "",
        ["fee"] = "0",
        ["profit"] = "",
        ["created_time"] = Milliseconds(order.CreatedAt),
        ["updated_time"] = Milliseconds(order.CreatedAt),
        ["self_match_prevent"] = "cancel_both",
    };

    public static JsonNode ReduceOnly(SimulatedOrder order, SimulatedExchange exchange) =>
        exchange.V5BlankReduceOnly && order.PositionSide != "both" ? "" : order.ReduceOnly;

    public static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    // v5 has no word for an order that is being cancelled.
    private static JsonNode State(SimulatedOrder order, bool asNumber) =>
        asNumber ? order.Status
        : order.Status == SimulatedOrder.PartlyFilled || order.TradeVolume > 0 ? "partially_filled"
        : "new";
}
