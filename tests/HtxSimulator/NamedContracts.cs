namespace HtxSimulator;

/// <summary>The contracts a v1 call names: one by its code, or in cross margin those of a pair.</summary>
internal sealed record NamedContracts(string MarginMode, string? ContractCode, string? Pair, string? ContractType)
{
    public static NamedContracts Read(JsonParameters parameters, string marginMode) => marginMode == "cross"
        ? new(marginMode, parameters.Text("contract_code"), parameters.Text("pair"), parameters.Text("contract_type"))
        : new(marginMode, parameters.Text("contract_code"), null, null);

    public bool NameNone => ContractCode is null && Pair is null;

    /// <summary>Why they cannot be taken; null when they can, which naming none can be too.</summary>
    /// <remarks>Of the contract types only <c>swap</c> is known here.</remarks>
    public Refusal? Check(SimulatedExchange exchange) =>
        ContractCode is not null ? CheckCode(exchange, ContractCode)
        : ContractType is not (null or "swap") ? Refusal.InvalidField("contract_type")
        : Pair is not null && !exchange.Contracts.Any(code => IsSame(DeliveryCode.Pair(code), Pair)) ? Refusal.UnknownContract
        : null;

    public bool Cover(SimulatedOrder order) =>
        ContractCode is not null ? IsSame(order.ContractCode, ContractCode)
        : Pair is null || (IsSame(DeliveryCode.Pair(order.ContractCode), Pair)
            && (ContractType is null || !DeliveryCode.IsOne(order.ContractCode)));

    // Delivery contracts know cross margin only.
    private Refusal? CheckCode(SimulatedExchange exchange, string code) =>
        exchange.Contracts.Contains(code) && (MarginMode == "cross" || !DeliveryCode.IsOne(code)) ? null : Refusal.UnknownContract;

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
