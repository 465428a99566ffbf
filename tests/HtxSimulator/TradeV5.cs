using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>The v5 calls for plain orders, in both margin modes at once; called under the exchange's lock.</summary>
internal static class TradeV5
{
    private const int MaximumIds = 10;

    /// <summary><c>cancel_all_orders</c>: everything, unless a contract, a side or a position side narrows it.</summary>
    public static ApiResult CancelAllOrders(SimulatedExchange exchange, SimulatedAccount account, SimulatedRequest request)
    {
        var parameters = JsonParameters.Read(request.Body.Length == 0 ? "{}" : request.Body);
        if (parameters is null)
        {
            return ApiResult.Refused(Refusal.WrongInput);
        }

        var contractCode = parameters.Text("contract_code");
        if (contractCode is not null && !exchange.Contracts.Contains(contractCode))
        {
            return ApiResult.Refused(Refusal.UnknownContract);
        }

        var side = parameters.Text("side");
        if (side is not (null or "buy" or "sell"))
        {
            return ApiResult.Refused(Refusal.InvalidField("side"));
        }

        var positionSide = parameters.Text("position_side");
        if (positionSide is not (null or "long" or "short" or "both"))
        {
            return ApiResult.Refused(Refusal.InvalidField("position_side"));
        }

        var orders = account.ListOpen().FindAll(order =>
            order.IsPlain
            && (contractCode is null || order.IsOf(contractCode))
            && (side is null || order.Side == side)
            && (positionSide is null || order.PositionSide == positionSide));
        return orders.Count == 0 && exchange.V5NothingToCancelIsError
            ? ApiResult.Refused(Refusal.NoOrders)
            : Answer(exchange, Cancellation.All(exchange, account, orders).AsEnumerable().Reverse());
    }

    /// <summary><c>cancel_batch_orders</c>: at most 10 orders of one contract, by their ids.</summary>
    public static ApiResult CancelBatchOrders(SimulatedExchange exchange, SimulatedAccount account, SimulatedRequest request)
    {
        var parameters = JsonParameters.Read(request.Body);
        if (parameters?.Text("contract_code") is not { } contractCode)
        {
            return ApiResult.Refused(Refusal.EmptyContractCode);
        }

        if (!exchange.Contracts.Contains(contractCode))
        {
            return ApiResult.Refused(Refusal.UnknownContract);
        }

        if (parameters.Texts("order_id") is not { Count: > 0 } ids)
        {
            return ApiResult.Refused(Refusal.EmptyField("order_id"));
        }

        return ids.Count > MaximumIds
            ? ApiResult.Refused(Refusal.WrongInput)
            : Answer(exchange, ids.Select(id => Cancellation.One(account, id, order => order.IsPlain && order.IsOf(contractCode))));
    }

    /// <summary><c>order/opens</c>: one contract or all, one margin mode or both, in pages.</summary>
    public static ApiResult OpenOrders(SimulatedExchange exchange, SimulatedAccount account, SimulatedRequest request)
    {
        var query = new SignedQuery(request.Query);
        var contractCode = query.Text("contract_code");
        if (contractCode is not null && !exchange.Contracts.Contains(contractCode))
        {
            return ApiResult.Refused(Refusal.UnknownContract);
        }

        var marginMode = query.Text("margin_mode");
        if (marginMode is not (null or "cross" or "isolated") || (marginMode == "isolated" && exchange is { V5RefusesIsolated: true, V5PassesOverMarginMode: false }))
        {
            return ApiResult.Refused(Refusal.InvalidField("margin_mode"));
        }

        var orders = account.ListShown().FindAll(Listed(exchange, query));
        return V5Page.Of(exchange, query, orders, order => V5OrderRow.From(order, exchange));
    }

    /// <summary>Which orders that list holds.</summary>
    public static Predicate<SimulatedOrder> Listed(SimulatedExchange exchange, SignedQuery query)
    {
        var contractCode = query.Text("contract_code");
        var asked = query.Text("margin_mode");
        var marginMode = exchange switch
        {
            { V5PassesOverMarginMode: true } => exchange.V5ListsCrossByDefault ? "cross" : null,
            { V5TakesIsolatedForCross: true } => asked is null ? null : "cross",
            { V5ListsCrossByDefault: true, V5RefusesIsolated: false } => asked ?? "cross",
            _ => asked,
        };
        return order => order.IsPlain
            && (contractCode is null || order.IsOf(contractCode))
            && (marginMode is null || order.MarginMode == marginMode);
    }

    private static ApiResult Answer(SimulatedExchange exchange, IEnumerable<CancelledItem> items) =>
        ApiResult.Done(new JsonArray([.. items.Select(item =>
        {
            var row = V5Status.Write(item.Refusal, exchange.V5CodesAsText);
            row["order_id"] = item.OrderId;
            row["client_order_id"] = "";
            return row;
        })]));
}
