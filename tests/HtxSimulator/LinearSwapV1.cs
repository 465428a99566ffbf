using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>The v1 calls, which know isolated margin only; called under the exchange's lock.</summary>
internal static class LinearSwapV1
{
    private const int DefaultPageSize = 20;
    private const int MaximumPageSize = 50;

    /// <summary><c>swap_cancelall</c>: one contract, both filters optional.</summary>
    public static ApiResult CancelAll(SimulatedExchange exchange, SimulatedAccount account, string body)
    {
        var parameters = JsonParameters.Read(body);
        if (parameters?.Text("contract_code") is not { } contractCode)
        {
            return ApiResult.Refused(Refusal.EmptyContractCode);
        }

        if (!exchange.Contracts.Contains(contractCode))
        {
            return ApiResult.Refused(Refusal.UnknownContract);
        }

        var direction = parameters.Text("direction");
        if (direction is not (null or "buy" or "sell"))
        {
            return ApiResult.Refused(Refusal.InvalidField("direction"));
        }

        var offset = parameters.Text("offset");
        if (offset is not (null or "open" or "close"))
        {
            return ApiResult.Refused(Refusal.InvalidField("offset"));
        }

        if (account.HasMoved)
        {
            return ApiResult.Refused(Refusal.MovedAccount(account.V1Answer));
        }

        // A one-way order's offset is "both", so a filter for open or close passes it by.
        var orders = account.ListIsolated().FindAll(order =>
            order.ContractCode.Equals(contractCode, StringComparison.OrdinalIgnoreCase)
            && (direction is null || order.Direction == direction)
            && (offset is null || order.Offset == offset));
        return orders.Count == 0 ? ApiResult.Refused(Refusal.NoOrders) : Cancel(exchange, account, orders);
    }

    /// <summary><c>swap_openorders</c>: one contract or all, newest first, in pages.</summary>
    public static ApiResult OpenOrders(SimulatedExchange exchange, SimulatedAccount account, string body)
    {
        var parameters = JsonParameters.Read(body);
        if (parameters is null)
        {
            return ApiResult.Refused(Refusal.EmptyContractCode);
        }

        var contractCode = parameters.Text("contract_code");
        if (contractCode is not null && !exchange.Contracts.Contains(contractCode))
        {
            return ApiResult.Refused(Refusal.UnknownContract);
        }

        if (parameters.Count("page_index", 1) is not { } pageIndex)
        {
            return ApiResult.Refused(Refusal.InvalidField("page_index"));
        }

        if (parameters.Count("page_size", DefaultPageSize) is not { } pageSize)
        {
            return ApiResult.Refused(Refusal.InvalidField("page_size"));
        }

        if (account.HasMoved && account.V1Answer != Refusal.NoOrders.Code)
        {
            return ApiResult.Refused(Refusal.MovedAccount(account.V1Answer));
        }

        var orders = account.HasMoved ? [] : account.ListIsolated().FindAll(order =>
            contractCode is null || order.ContractCode.Equals(contractCode, StringComparison.OrdinalIgnoreCase));
        orders.Reverse();
        return ApiResult.Done(Page(orders, pageIndex, Math.Min(pageSize, MaximumPageSize)));
    }

    private static ApiResult Cancel(SimulatedExchange exchange, SimulatedAccount account, List<SimulatedOrder> orders)
    {
        var cancelling = orders.FindAll(order => order.GoneAt is not null);
        var accepted = orders.Where(order => order.GoneAt is null).Take(exchange.MaximumCancelledPerCall).ToList();
        if (!exchange.CancelsDoNothing)
        {
            accepted.ForEach(account.Cancel);
        }

        return ApiResult.Done(new JsonObject
        {
            ["errors"] = new JsonArray([.. cancelling.Select(order => new JsonObject
            {
                ["order_id"] = order.OrderId,
                ["err_code"] = Refusal.OrderCancelling.Code,
                ["err_msg"] = Refusal.OrderCancelling.Message,
            })]),
            ["successes"] = string.Join(',', accepted.Select(order => order.OrderId)),
        });
    }

    private static JsonObject Page(List<SimulatedOrder> orders, int pageIndex, int pageSize)
    {
        var rows = orders.Where((_, index) => index / pageSize == pageIndex - 1).Select(OpenOrderRow.From);
        return new JsonObject
        {
            ["orders"] = new JsonArray([.. rows]),
            ["total_page"] = (orders.Count + pageSize - 1) / pageSize,
            ["current_page"] = pageIndex,
            ["total_size"] = orders.Count,
        };
    }
}
