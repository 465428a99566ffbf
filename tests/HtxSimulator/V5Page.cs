using System.Globalization;
using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>One page of a v5 list: up to <c>limit</c> rows beside the row that <c>from</c> names by its <c>id</c>.</summary>
internal static class V5Page
{
    private const int DefaultLimit = 10;

    /// <summary>The page that <paramref name="query"/> asks for, of a whole list given oldest first.</summary>
    public static ApiResult Of(
        SimulatedExchange exchange,
        SignedQuery query,
        List<SimulatedOrder> orders,
        Func<SimulatedOrder, JsonObject> row)
    {
        if (query.Count("limit", DefaultLimit) is not { } limit)
        {
            return ApiResult.Refused(Refusal.InvalidField("limit"));
        }

        var direct = query.Text("direct") ?? "next";
        if (direct is not ("next" or "prev"))
        {
            return ApiResult.Refused(Refusal.InvalidField("direct"));
        }

        // Left out, a list starts at its first row; an explicit 0 was seen to be refused.
        var from = query.Text("from");
        if (from is not null && (!long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == 0))
        {
            return ApiResult.Refused(Refusal.InvalidField("from"));
        }

        if (!exchange.V5OldestFirst)
        {
            orders.Reverse();
        }

        limit = Math.Min(limit, exchange.V5PageCap);
        if (from is null)
        {
            return Rows(orders.Take(limit), row);
        }

        var cursor = orders.FindIndex(order => order.CursorId == from);
        if (cursor < 0)
        {
            return exchange.VanishedCursor switch
            {
                VanishedCursor.EmptyPage => Rows([], row),
                VanishedCursor.StartOver => Rows(orders.Take(limit), row),
                VanishedCursor.Error => ApiResult.Refused(Refusal.InvalidField("from")),
            };
        }

        var own = exchange.CursorIsInclusive ? 1 : 0;
        return direct == "next"
            ? Rows(orders.Skip(cursor + 1 - own).Take(limit), row)
            : Rows(orders.Take(cursor + own).TakeLast(limit), row);
    }

    private static ApiResult Rows(IEnumerable<SimulatedOrder> orders, Func<SimulatedOrder, JsonObject> row) =>
        ApiResult.Done(new JsonArray([.. orders.Select(row)]));
}
