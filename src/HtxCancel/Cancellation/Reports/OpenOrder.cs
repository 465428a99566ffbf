namespace HtxCancel.Cancellation.Reports;

/// <summary>An order in scope that the last look still showed.</summary>
/// <param name="OrderId">HTX's id.</param>
/// <param name="OrderType">The kind of order.</param>
/// <param name="MarginMode">The margin mode it draws on.</param>
/// <param name="Direction">Its side; null when HTX's list did not say.</param>
/// <param name="Offset">Whether it opens or closes; null when HTX's list did not say.</param>
/// <param name="Price">As HTX sent it.</param>
/// <param name="Volume">In contracts, as HTX sent it.</param>
/// <param name="OrderSource">Where the order came from, in HTX's words.</param>
public sealed record OpenOrder(
    string OrderId,
    OrderType OrderType,
    MarginMode? MarginMode,
    Direction? Direction,
    Offset? Offset,
    string? Price,
    string? Volume,
    string? OrderSource)
{
    internal static OpenOrder From(ListedOrder order) => new(
        order.OrderId, order.OrderType, order.MarginMode, order.Direction, order.Offset, order.Price, order.Volume, order.OrderSource);
}
