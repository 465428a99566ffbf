using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>The JSON around every answer, which differs between the two generations.</summary>
internal static class Envelope
{
    // What the futures host answers for a path it does not have.
    public static readonly SimulatedResponse NotFound = SimulatedResponse.Json(
        """{"code":404,"message":"Resources do not exist"}""", 404, SimulatedResponse.JsonContent);

    public static SimulatedResponse Timestamp(DateTimeOffset clock) => Answer(
        new JsonObject { ["status"] = "ok", ["ts"] = clock.ToUnixTimeMilliseconds() }, SimulatedResponse.JsonContent);

    public static SimulatedResponse Wrap(ApiGeneration generation, ApiResult result, DateTimeOffset clock) =>
        result.Refusal is { } refusal ? Error(generation, refusal, clock) : Success(generation, result.Data, clock);

    private static SimulatedResponse Success(ApiGeneration generation, JsonNode? data, DateTimeOffset clock)
    {
        var ts = clock.ToUnixTimeMilliseconds();
        return generation switch
        {
            ApiGeneration.V1 => Answer(
                new JsonObject { ["status"] = "ok", ["data"] = data, ["ts"] = ts },
                SimulatedResponse.PlainContent),
            ApiGeneration.V5 => Answer(
                new JsonObject { ["code"] = 200, ["message"] = "Success", ["data"] = data, ["ts"] = ts },
                SimulatedResponse.JsonContent),
        };
    }

    private static SimulatedResponse Error(ApiGeneration generation, Refusal refusal, DateTimeOffset clock)
    {
        var ts = clock.ToUnixTimeMilliseconds();
        return generation switch
        {
            ApiGeneration.V1 => Answer(
                new JsonObject { ["status"] = "error", ["err_code"] = refusal.Code, ["err_msg"] = refusal.Message, ["ts"] = ts },
                SimulatedResponse.PlainContent),
            ApiGeneration.V5 => Answer(
                new JsonObject { ["code"] = refusal.Code, ["message"] = refusal.Message, ["ts"] = ts },
                SimulatedResponse.JsonContent),
        };
    }

    private static SimulatedResponse Answer(JsonObject body, string contentType) =>
        SimulatedResponse.Json(body.ToJsonString(), 200, contentType);
}
