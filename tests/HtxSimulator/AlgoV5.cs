using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>The v5 calls for conditional orders, in both margin modes at once; called under the exchange's lock.</summary>
internal static class AlgoV5
{
    // HTX documents no limit here; its limit for plain orders.
    private const int MaximumIds = 10;

    /// <summary><c>algo/order/opens</c>: orders of one type, one contract or all, in pages.</summary>
    public static ApiResult OpenOrders(SimulatedExchange exchange, SimulatedAccount account, SimulatedRequest request)
    {
        var query = new SignedQuery(request.Query);
        if (query.Text("type") is not { } type)
        {
            return ApiResult.Refused(Refusal.EmptyField("type"));
        }

        if (!SimulatedOrder.AlgoTypes.Contains(type))
        {
            return ApiResult.Refused(Refusal.InvalidField("type"));
        }

        var contractCode = query.Text("contract_code");
        if (contractCode is not null && !exchange.Contracts.Contains(contractCode))
        {
            return ApiResult.Refused(Refusal.UnknownContract);
        }

        var orders = account.ListShown().FindAll(Listed(query));
        return V5Page.Of(exchange, query, orders, order => V5AlgoRow.From(order, exchange));
    }

    /// <summary>Which orders that list holds.</summary>
    public static Predicate<SimulatedOrder> Listed(SignedQuery query)
    {
        var (type, contractCode) = (query.Text("type"), query.Text("contract_code"));
        return order => order.OrderType == type && (contractCode is null || order.IsOf(contractCode));
    }

    /// <summary><c>algo/cancel_orders</c>: an array of at most 10 orders, each with its contract.</summary>
    public static ApiResult CancelOrders(SimulatedExchange exchange, SimulatedAccount account, SimulatedRequest request)
    {
        if (JsonParameters.ReadArray(request.Body) is not { Count: > 0 and <= MaximumIds } orders)
        {
            return ApiResult.Refused(Refusal.WrongInput);
        }

        var cancels = new List<(string AlgoId, string ContractCode)>();
        foreach (var order in orders)
        {
            if (order.Text("contract_code") is not { } contractCode)
            {
                return ApiResult.Refused(Refusal.EmptyContractCode);
            }

            if (!exchange.Contracts.Contains(contractCode))
            {
                return ApiResult.Refused(Refusal.UnknownContract);
            }

            if (order.Text("algo_id") is not { } algoId)
            {
                return ApiResult.Refused(Refusal.EmptyField("algo_id"));
            }

            cancels.Add((algoId, contractCode));
        }

        return ApiResult.Done(new JsonArray([.. cancels.Select(cancel =>
        {
            var item = Cancellation.One(account, cancel.AlgoId, order => !order.IsPlain && order.IsOf(cancel.ContractCode));
            var row = V5Status.Write(item.Refusal, exchange.V5CodesAsText);
            row["algo_id"] = item.OrderId;
            row["algo_client_order_id"] = "";
            return row;
        })]));
    }
}
