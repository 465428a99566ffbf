using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>The JSON around every answer, which differs between the two generations.</summary>
internal static class Envelope
{
    // What the futures host answers for a path it does not have.
    public static readonly SimulatedResponse NotFound = SimulatedResponse.Json(
        """{"code":404,"message":"Resources do not exist"}""", 404, SimulatedResponse.JsonContent);

    // Without a code, and without a time.
    public static readonly SimulatedResponse Maintenance = SimulatedResponse.Json("""{"status":"maintain"}""");

    public static SimulatedResponse Timestamp(DateTimeOffset clock) => Answer(
        new JsonObject { ["status"] = "ok", ["ts"] = clock.ToUnixTimeMilliseconds() }, SimulatedResponse.JsonContent);

    public static SimulatedResponse V1(ApiResult result, DateTimeOffset clock)
    {
        var body = result.Refusal is { } refusal
            ? new JsonObject { ["status"] = "error", ["err_code"] = refusal.Code, ["err_msg"] = refusal.Message }
            : new JsonObject { ["status"] = "ok", ["data"] = result.Data };
        body["ts"] = clock.ToUnixTimeMilliseconds();
        return Answer(body, SimulatedResponse.PlainContent);
    }

    public static SimulatedResponse V5(ApiResult result, DateTimeOffset clock, bool codesAsText)
    {
        var body = V5Status.Write(result.Refusal, codesAsText);
        body["data"] = result.Data;
        body["args"] = null;
        body["ts"] = clock.ToUnixTimeMilliseconds();
        body["unknownException"] = false;
        return Answer(body, SimulatedResponse.JsonContent);
    }

    private static SimulatedResponse Answer(JsonObject body, string contentType) =>
        SimulatedResponse.Json(body.ToJsonString(), 200, contentType);
}
