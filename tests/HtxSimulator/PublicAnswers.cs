using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>What the exchange tells everyone, without a signature; called under the exchange's lock.</summary>
internal static class PublicAnswers
{
    /// <summary>The answer to a public call; null when there is no such call.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="name">Method and path.</param>
    /// <param name="businessType">The query's <c>business_type</c>.</param>
    /// <param name="clock">The exchange's clock.</param>
    public static SimulatedResponse? To(SimulatedExchange exchange, string name, string? businessType, DateTimeOffset clock) => name switch
    {
        "GET /api/v1/timestamp" => Envelope.Timestamp(clock),
        "GET /heartbeat/" => Envelope.V1(ApiResult.Done(Heartbeat(exchange)), clock),
        "GET /linear-swap-api/v1/swap_api_state" => exchange.InMaintenance
            ? Envelope.Maintenance
            : Envelope.V1(ApiResult.Done(ContractStates(exchange)), clock),
        "GET /linear-swap-api/v1/swap_contract_info" => exchange.InMaintenance
            ? Envelope.Maintenance
            : Envelope.V1(ApiResult.Done(ContractList(exchange, businessType)), clock),
        _ => null,
    };

    private static JsonObject Heartbeat(SimulatedExchange exchange) => new()
    {
        ["heartbeat"] = 1,
        ["estimated_recovery_time"] = null,
        ["swap_heartbeat"] = 1,
        ["swap_estimated_recovery_time"] = null,
        ["linear_swap_heartbeat"] = exchange.InMaintenance ? 0 : 1,
        ["linear_swap_estimated_recovery_time"] = exchange.InMaintenance ? exchange.RecoveryTime?.ToUnixTimeMilliseconds() : null,
    };

    // Perpetual contracts where nothing else is asked for.
    private static JsonArray ContractList(SimulatedExchange exchange, string? businessType) => new([.. exchange.Contracts
        .Where(code => businessType == "all" || DeliveryCode.IsOne(code) == (businessType == "futures"))
        .Select(code => new JsonObject
        {
            ["symbol"] = code.Split('-')[0],
            ["contract_code"] = code.ToUpperInvariant(),
            ["contract_status"] = 1,
            ["support_margin_mode"] = DeliveryCode.IsOne(code) ? "cross" : "all",
            ["business_type"] = DeliveryCode.IsOne(code) ? "futures" : "swap",
        })]);

    private static JsonArray ContractStates(SimulatedExchange exchange) => new([.. exchange.Contracts
        .Where(code => !DeliveryCode.IsOne(code))
        .Select(code => new JsonObject
        {
            ["symbol"] = code.Split('-')[0],
            ["contract_code"] = code.ToUpperInvariant(),
            ["margin_mode"] = "isolated",
            ["margin_account"] = code.ToUpperInvariant(),
            ["open"] = 1,
            ["close"] = 1,
            ["cancel"] = exchange.ContractsWithoutCancel.Contains(code) ? 0 : 1,
        })]);
}
