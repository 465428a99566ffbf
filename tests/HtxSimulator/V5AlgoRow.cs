using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>One row of <c>algo/order/opens</c>.</summary>
internal static class V5AlgoRow
{
    // The v1 numbers of a take-profit or stop-loss order that is ready, and of one that is being cancelled.
    private const int Ready = 2;
    private const int Cancelling = 9;

    public static JsonObject From(SimulatedOrder order, SimulatedExchange exchange)
    {
        var row = Whole(order, exchange);
        if (exchange.V5StopLossLacksReduceOnly && order is { OrderType: "sl", PositionSide: "both" })
        {
            row.Remove("reduce_only");
        }

        return row;
    }

    private static JsonObject Whole(SimulatedOrder order, SimulatedExchange exchange) => new()
    {
        ["id"] = order.CursorId,
        ["algo_id"] = order.OrderId,
        ["algo_client_order_id"] = "",
        ["contract_code"] = order.ContractCode,
        ["contract_type"] = DeliveryCode.IsOne(order.ContractCode) ? "quarter" : "swap",
        ["side"] = order.Side,
        ["position_side"] = order.PositionSide,
        ["margin_mode"] = order.MarginMode,
        ["type"] = order.OrderType,
        ["state"] = State(order, exchange.V5StateAsNumber),
        ["price"] = V5OrderRow.Text(order.Price),
        ["trigger_price"] = order.OrderType == "trigger" ? V5OrderRow.Text(order.Price) : "",
        ["tp_trigger_price"] = order.OrderType is "tp" or "tpsl" ? V5OrderRow.Text(order.Price) : "",
        ["sl_trigger_price"] = order.OrderType is "sl" or "tpsl" ? V5OrderRow.Text(order.Price) : "",
        ["active_price"] = order.OrderType == "trailing_stop" ? V5OrderRow.Text(order.Price) : "",
        ["volume"] = V5OrderRow.Text(order.Volume),
        ["reduce_only"] = V5OrderRow.ReduceOnly(order, exchange),
        ["order_source"] = order.OrderSource,
        ["created_time"] = V5OrderRow.Milliseconds(order.CreatedAt),
        ["updated_time"] = V5OrderRow.Milliseconds(order.CreatedAt),
    };

    private static JsonNode State(SimulatedOrder order, bool asNumber) =>
        !asNumber ? "active"
        : order.GoneAt is null ? Ready
        : Cancelling;
}
