using System.Text.Json.Nodes;
using HtxSimulator;

namespace HtxCancel.Tests.Drivers;

/// <summary>Answers of v5's lists, changed.</summary>
internal static class V5Answers
{
    /// <summary>The answer with no more than so many of its rows.</summary>
    public static SimulatedResponse Cut(SimulatedResponse answer, int rows)
    {
        var body = JsonNode.Parse(answer.Text)!;
        body["data"] = new JsonArray([.. body["data"]!.AsArray().Take(rows).Select(row => row!.DeepClone())]);
        return SimulatedResponse.Json(body.ToJsonString());
    }
}
