using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>The orders that one family of v1 calls sees: some types, one margin mode.</summary>
/// <param name="MarginMode"><c>isolated</c> or <c>cross</c>.</param>
/// <param name="OrderTypes">The order types, as <see cref="SimulatedOrder.OrderType"/> names them.</param>
/// <param name="Row">One row of its open-order list.</param>
internal sealed record V1Book(string MarginMode, IReadOnlyList<string> OrderTypes, Func<SimulatedOrder, JsonObject> Row)
{
    public bool IsCross => MarginMode == "cross";

    /// <summary>Whether it lists every contract when none is named; conditional orders of isolated margin need one.</summary>
    public bool ListsAllContracts => IsCross || OrderTypes.Contains("plain");

    /// <summary>Whether its cancel-all filters by offset; the one for take-profit and stop-loss orders passes over that field.</summary>
    public bool KnowsOffset => !OrderTypes.Contains("tpsl");

    public bool Holds(SimulatedOrder order) => order.MarginMode == MarginMode && OrderTypes.Contains(order.OrderType);
}
