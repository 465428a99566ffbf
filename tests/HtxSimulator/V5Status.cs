using System.Globalization;
using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>Code and message as v5 writes them, around an answer and in each of its items.</summary>
internal static class V5Status
{
    /// <summary>Those of <paramref name="refusal"/>; those of success when there is none.</summary>
    public static JsonObject Write(Refusal? refusal, bool codesAsText)
    {
        var code = refusal?.Code ?? 200;
        var message = refusal?.Message ?? "Success";
        return codesAsText
            ? new() { ["code"] = code.ToString(CultureInfo.InvariantCulture), ["msg"] = message }
            : new() { ["code"] = code, ["message"] = message };
    }
}
