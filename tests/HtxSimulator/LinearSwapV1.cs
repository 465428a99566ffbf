using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>The v1 calls, each for the orders of one book; called under the exchange's lock.</summary>
internal static class LinearSwapV1
{
    private const int DefaultPageSize = 20;
    private const int MaximumPageSize = 50;
    private const int MaximumIds = 10;

    /// <summary><c>swap_cancelall</c> and its siblings: one contract, in cross margin also a pair; both filters optional.</summary>
    public static ApiResult CancelAll(SimulatedExchange exchange, SimulatedAccount account, V1Book book, string body)
    {
        var parameters = JsonParameters.Read(body);
        if (parameters is null || NamedContracts.Read(parameters, book.MarginMode) is not { NameNone: false } contracts)
        {
            return ApiResult.Refused(book.IsCross ? Refusal.NoSuchContract : Refusal.EmptyContractCode);
        }

        if (contracts.Check(exchange) is { } refusal)
        {
            return ApiResult.Refused(refusal);
        }

        var direction = parameters.Text("direction");
        if (direction is not (null or "buy" or "sell"))
        {
            return ApiResult.Refused(Refusal.InvalidField("direction"));
        }

        var offset = book.KnowsOffset ? parameters.Text("offset") : null;
        if (offset is not (null or "open" or "close"))
        {
            return ApiResult.Refused(Refusal.InvalidField("offset"));
        }

        if (account.HasMoved)
        {
            return ApiResult.Refused(Refusal.MovedAccount(account.V1Answer));
        }

        // A one-way order's offset is "both", so a filter for open or close passes it by.
        var orders = account.ListOpen().FindAll(order =>
            book.Holds(order)
            && contracts.Cover(order)
            && (direction is null || order.Direction == direction)
            && (offset is null || order.Offset == offset));
        return orders.Count == 0 ? ApiResult.Refused(Refusal.NoOrders) : Answer(Cancellation.All(exchange, account, orders));
    }

    /// <summary><c>swap_cancel</c> and its siblings: at most 10 orders of one contract, by their ids.</summary>
    public static ApiResult Cancel(SimulatedExchange exchange, SimulatedAccount account, V1Book book, string body)
    {
        var parameters = JsonParameters.Read(body);
        if (parameters is null || NamedContracts.Read(parameters, book.MarginMode) is not { ContractCode: not null } contracts)
        {
            return ApiResult.Refused(Refusal.EmptyContractCode);
        }

        if (contracts.Check(exchange) is { } refusal)
        {
            return ApiResult.Refused(refusal);
        }

        if (parameters.Text("order_id")?.Split(',', StringSplitOptions.TrimEntries) is not { } ids)
        {
            return ApiResult.Refused(Refusal.EmptyField("order_id"));
        }

        if (ids.Length > MaximumIds)
        {
            return ApiResult.Refused(Refusal.WrongInput);
        }

        if (account.HasMoved)
        {
            return ApiResult.Refused(Refusal.MovedAccount(account.V1Answer));
        }

        return Answer([.. ids.Select(id => Cancellation.One(account, id, order => book.Holds(order) && contracts.Cover(order)))]);
    }

    /// <summary><c>swap_openorders</c> and its siblings: one contract or all, newest first, in pages.</summary>
    public static ApiResult OpenOrders(SimulatedExchange exchange, SimulatedAccount account, V1Book book, string body)
    {
        var parameters = JsonParameters.Read(body);
        if (parameters is null)
        {
            return ApiResult.Refused(Refusal.EmptyContractCode);
        }

        var contracts = NamedContracts.Read(parameters, book.MarginMode);
        if (contracts.NameNone && !book.ListsAllContracts)
        {
            return ApiResult.Refused(Refusal.EmptyContractCode);
        }

        if (contracts.Check(exchange) is { } refusal)
        {
            return ApiResult.Refused(refusal);
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

        var orders = account.ListShown().FindAll(Listed(account, book, contracts));
        orders.Reverse();
        return ApiResult.Done(Page(orders, book.Row, pageIndex, Math.Min(pageSize, MaximumPageSize)));
    }

    /// <summary>Which orders that list holds; none of an account that has left v1.</summary>
    public static Predicate<SimulatedOrder> Listed(SimulatedAccount account, V1Book book, NamedContracts contracts)
    {
        var hasMoved = account.HasMoved;
        return order => !hasMoved && book.Holds(order) && contracts.Cover(order);
    }

    private static ApiResult Answer(List<CancelledItem> items) => ApiResult.Done(new JsonObject
    {
        ["errors"] = new JsonArray([.. items.Where(item => item.Refusal is not null).Select(item => new JsonObject
        {
            ["order_id"] = item.OrderId,
            ["err_code"] = item.Refusal!.Code,
            ["err_msg"] = item.Refusal.Message,
        })]),
        ["successes"] = string.Join(',', items.Where(item => item.Refusal is null).Select(item => item.OrderId)),
    });

    private static JsonObject Page(List<SimulatedOrder> orders, Func<SimulatedOrder, JsonObject> row, int pageIndex, int pageSize)
    {
        var rows = orders.Where((_, index) => index / pageSize == pageIndex - 1).Select(row);
        return new JsonObject
        {
            ["orders"] = new JsonArray([.. rows]),
            ["total_page"] = (orders.Count + pageSize - 1) / pageSize,
            ["current_page"] = pageIndex,
            ["total_size"] = orders.Count,
        };
    }
}
