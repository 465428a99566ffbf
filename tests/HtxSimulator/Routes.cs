using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>The signed calls that the exchange knows, by method and path.</summary>
internal static class Routes
{
    public static readonly FrozenDictionary<string, Route> Signed = V1().Concat(V5()).ToFrozenDictionary();

    // The three calls of a book have one name each, with the margin mode and the order type in the middle.
    private static IEnumerable<KeyValuePair<string, Route>> V1() =>
        from mode in new[] { "isolated", "cross" }
        let start = mode == "cross" ? "POST /linear-swap-api/v1/swap_cross_" : "POST /linear-swap-api/v1/swap_"
        from part in new (string Name, V1Book Book)[]
        {
            ("", new(mode, ["plain"], OpenOrderRow.From)),
            ("trigger_", new(mode, ["trigger"], OpenAlgoRow.From)),
            ("tpsl_", new(mode, ["tp", "sl", "tpsl"], OpenAlgoRow.From)),
            ("track_", new(mode, ["trailing_stop"], OpenAlgoRow.From)),
        }
        from route in new KeyValuePair<string, Route>[]
        {
            new($"{start}{part.Name}cancelall", V1(RequestPool.Trade, part.Book, LinearSwapV1.CancelAll)),
            new($"{start}{part.Name}cancel", V1(RequestPool.Trade, part.Book, LinearSwapV1.Cancel)),
            new($"{start}{part.Name}openorders", V1(RequestPool.Read, part.Book, LinearSwapV1.OpenOrders) with { Listed = ListedOnV1(part.Book) }),
        }
        select route;

    private static IEnumerable<KeyValuePair<string, Route>> V5() =>
    [
        new("GET /v5/account/asset_mode", new(ApiGeneration.V5, RequestPool.Read, AssetMode)),
        new("POST /v5/trade/cancel_all_orders", V5(RequestPool.Trade, TradeV5.CancelAllOrders)),
        new("POST /v5/trade/cancel_batch_orders", V5(RequestPool.Trade, TradeV5.CancelBatchOrders)),
        new("GET /v5/trade/order/opens", V5(RequestPool.Read, TradeV5.OpenOrders) with
        {
            Listed = (exchange, account, request) => account.HasMoved ? TradeV5.Listed(exchange, new SignedQuery(request.Query)) : _ => false,
        }),
        new("POST /v5/algo/cancel_orders", V5(RequestPool.Trade, AlgoV5.CancelOrders)),
        new("GET /v5/algo/order/opens", V5(RequestPool.Read, AlgoV5.OpenOrders) with
        {
            Listed = (_, account, request) => account.HasMoved ? AlgoV5.Listed(new SignedQuery(request.Query)) : _ => false,
        }),
    ];

    private static Route V1(
        RequestPool pool,
        V1Book book,
        Func<SimulatedExchange, SimulatedAccount, V1Book, string, ApiResult> carryOut) =>
        new(ApiGeneration.V1, pool, (exchange, account, request) => carryOut(exchange, account, book, request.Body));

    private static Func<SimulatedExchange, SimulatedAccount, SimulatedRequest, Predicate<SimulatedOrder>> ListedOnV1(V1Book book) =>
        (_, account, request) => JsonParameters.Read(request.Body) is { } parameters
            ? LinearSwapV1.Listed(account, book, NamedContracts.Read(parameters, book.MarginMode))
            : _ => false;

    private static Route V5(RequestPool pool, Func<SimulatedExchange, SimulatedAccount, SimulatedRequest, ApiResult> carryOut) =>
        new(ApiGeneration.V5, pool, (exchange, account, request) =>
            account.HasMoved ? carryOut(exchange, account, request)
            : account.V5Answer != 200 ? ApiResult.Refused(Refusal.UnmovedAccount(account.V5Answer))
            : pool == RequestPool.Trade && exchange.V5NothingToCancelIsError ? ApiResult.Refused(Refusal.NoOrders)
            : ApiResult.Done(new JsonArray()));

    private static ApiResult AssetMode(SimulatedExchange exchange, SimulatedAccount account, SimulatedRequest request) =>
        ApiResult.Done(new JsonObject { ["asset_mode"] = account.AssetMode });
}
