using HtxCancel.Cancellation;
using HtxCancel.Htx;

namespace HtxCancel.Tests.Drivers;

/// <summary>Orders and lists as a book would have read them.</summary>
internal static class Looks
{
    public static ListedOrder Order(string id, string? contractCode = "BTC-USDT") =>
        new(id, contractCode, MarginMode.Isolated, Direction.Buy, Offset.Open, "60000", "2", "api", Cancelling: false);

    /// <summary>A whole list, begun and ended now.</summary>
    public static Look Whole(TimeProvider time, params ListedOrder[] inScope) =>
        new(time.GetTimestamp(), time.GetUtcNow(), time.GetTimestamp(), inScope, [], [], null);

    /// <summary>A list that was not read to its end, begun and ended now.</summary>
    public static Look Broken(TimeProvider time, HtxCodeClass @class, string detail, params ListedOrder[] inScope) =>
        Whole(time, inScope) with { Problem = new LookProblem(@class, detail) };
}
