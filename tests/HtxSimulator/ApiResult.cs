using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>What carrying out a call came to: data, or a refusal.</summary>
internal sealed record ApiResult(JsonNode? Data, Refusal? Refusal)
{
    public static ApiResult Done(JsonNode data) => new(data, null);

    public static ApiResult Refused(Refusal refusal) => new(null, refusal);
}
