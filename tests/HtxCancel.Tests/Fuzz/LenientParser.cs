using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HtxCancel.Tests.Fuzz;

/// <summary>
/// Parsers that are wrong on purpose, each in one way: a fuzz that does not find them finds nothing. Each mends an answer
/// before the service's own parser reads it, which is then as lenient as one that has the fault.
/// </summary>
internal static class LenientParser
{
    /// <summary>The faults, by name.</summary>
    public static IReadOnlyDictionary<string, Func<ListQuestion, FuzzedAnswer, FuzzedAnswer>> ByName { get; } =
        new Dictionary<string, Func<ListQuestion, FuzzedAnswer, FuzzedAnswer>>
        {
            ["takes every HTTP status for 200"] = (_, answer) => answer with { Status = 200 },
            ["takes the last of two members of one name"] = (_, answer) => Mend(answer, _ => { }, evenTwins: true),
            ["takes any status or code for a good one"] = (question, answer) => Mend(answer, root =>
            {
                root[question.Generation == ApiGeneration.V1 ? "status" : "code"] = question.Generation == ApiGeneration.V1 ? "ok" : 200;
            }),
            ["passes over an error's number beside an ok"] = (_, answer) => Mend(answer, root => root.Remove("err_code")),
            ["takes a missing array for an empty one"] = (question, answer) => Mend(answer, root =>
            {
                if (question.Generation == ApiGeneration.V5)
                {
                    root["data"] = root["data"] as JsonArray ?? [];
                }
                else if (root["data"] is JsonObject data)
                {
                    data["orders"] = data["orders"] as JsonArray ?? [];
                }
            }),
            ["takes the number of rows for a missing total"] = (_, answer) => Mend(answer, root =>
            {
                if (root["data"] is JsonObject data && data["orders"] is JsonArray rows)
                {
                    data["total_size"] ??= rows.Count;
                }
            }),
            ["passes over rows that it cannot read"] = (question, answer) => Mend(answer, root =>
            {
                if ((question.Generation == ApiGeneration.V5 ? root["data"] : (root["data"] as JsonObject)?["orders"]) is JsonArray rows)
                {
                    rows.RemoveAll(row => AnswerOracle.RowOf(question, JsonSerializer.SerializeToElement(row)) is { Id: null } or { InScope: null });
                    if (question.Generation == ApiGeneration.V1)
                    {
                        root["data"]!["total_size"] = rows.Count;
                    }
                }
            }),
        };

    // What has a name twice stays so, unless that is the fault.
    private static FuzzedAnswer Mend(FuzzedAnswer answer, Action<JsonObject> mend, bool evenTwins = false)
    {
        try
        {
            if (AnswerOracle.Json(answer) is not { ValueKind: JsonValueKind.Object } json || WithoutTwins(json, evenTwins) is not JsonObject root)
            {
                return answer;
            }

            mend(root);
            return answer with { Body = Encoding.UTF8.GetBytes(root.ToJsonString()) };
        }
        catch (InvalidOperationException)
        {
            // Text that is no text, or a twin: the service's own parser gets it as it is.
            return answer;
        }
    }

    private static JsonNode? WithoutTwins(JsonElement json, bool evenTwins)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var root = new JsonObject();
                foreach (var member in json.EnumerateObject())
                {
                    if (root.ContainsKey(member.Name) && !evenTwins)
                    {
                        throw new InvalidOperationException($"{member.Name} stands twice.");
                    }

                    root[member.Name] = WithoutTwins(member.Value, evenTwins);
                }

                return root;
            case JsonValueKind.Array:
                return new JsonArray([.. json.EnumerateArray().Select(entry => WithoutTwins(entry, evenTwins))]);
            default:
                return json.ValueKind == JsonValueKind.Null ? null : JsonValue.Create(json);
        }
    }
}
