using System.Globalization;
using HtxSimulator;

namespace HtxCancel.Tests.Runs.Cases;

/// <summary>An order that rests before the kill.</summary>
/// <param name="Account">The number of its account in the case, from 0.</param>
/// <param name="ContractCode">Its contract.</param>
/// <param name="Type"><c>plain</c>, or a conditional type as v5 names it.</param>
/// <param name="Direction"><c>buy</c> or <c>sell</c>.</param>
/// <param name="Offset"><c>open</c>, <c>close</c>, or <c>both</c> (one-way).</param>
/// <param name="ReduceOnly">Whether it may only reduce a position.</param>
/// <param name="MarginMode"><c>isolated</c> or <c>cross</c>.</param>
internal sealed record BookedOrder(
    int Account, string ContractCode, string Type, string Direction, string Offset, bool ReduceOnly, string MarginMode)
{
    public SimulatedOrder PlaceOn(SimulatedAccount account) => Type == "plain"
        ? account.Place(ContractCode, Direction, Offset, 100m, 1, MarginMode, ReduceOnly)
        : account.PlaceAlgo(ContractCode, Type, Direction, Offset, 100m, 1, MarginMode, ReduceOnly);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Account} {ContractCode} {Type} {Direction} {Offset}{(ReduceOnly ? " reduce-only" : "")} {MarginMode}");
}
