using HtxCancel.Cancellation;

namespace HtxCancel.Tests.Drivers;

/// <summary>Orders as a list would have shown them.</summary>
internal static class Looks
{
    public static ListedOrder Order(string id, string? contractCode = "BTC-USDT") =>
        new(id, contractCode, MarginMode.Isolated, Direction.Buy, Offset.Open, "60000", "2", "api", Cancelling: false);
}
