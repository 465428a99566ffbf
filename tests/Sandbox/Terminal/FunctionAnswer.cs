using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Terminal;

/// <summary>What the cancel function answered, and the one line of JSON that says so.</summary>
internal sealed class FunctionAnswer
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private FunctionAnswer(int? status, string line, string outcome, string? detail, JsonElement? report)
    {
        Status = status;
        Line = line;
        Outcome = outcome;
        Detail = detail;
        Report = report;
    }

    /// <summary>Whether it is a report that says every order is gone, and the status says so too.</summary>
    public bool IsClear => Status == 200 && Report is not null && Outcome == "clear";

    /// <summary>The HTTP status; <see langword="null"/> when there was no answer.</summary>
    public int? Status { get; }

    /// <summary>The report as the function wrote it; of any other answer an object with outcome, status and detail. Without line ends.</summary>
    public string Line { get; }

    /// <summary>The run's outcome: <c>invalid</c> or <c>unknown</c> when there is no report.</summary>
    public string Outcome { get; }

    /// <summary>Why there is no report; of an alert that was ignored, the reason.</summary>
    public string? Detail { get; }

    /// <summary>The report; <see langword="null"/> when the answer was something else.</summary>
    public JsonElement? Report { get; }

    /// <summary>How many orders the report counts as cancelled; <see langword="null"/> when it does not say.</summary>
    public int? Cancelled => int.TryParse(Report?.Member("totals")?.Text("cancelled"), CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>Reads an answer.</summary>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="body">Its body.</param>
    /// <returns>The report, or what is known instead.</returns>
    public static FunctionAnswer Read(int status, string body)
    {
        var json = Parse(body);
        if (json.Text("run_id") is not null && json.Text("outcome") is { } outcome)
        {
            var line = body.AsSpan().ContainsAny('\r', '\n') ? JsonSerializer.Serialize(json, OneLine) : body.Trim();
            return new FunctionAnswer(status, line, outcome, detail: null, json);
        }

        if (json.Text("outcome") == "ignored")
        {
            return new FunctionAnswer(status, body.Trim(), "ignored", json.Text("reason"), report: null);
        }

        var detail = json.Text("detail") ?? json.Text("title") ?? "The answer is not a report.";
        return WithoutReport(status is 400 or 411 or 413 or 415 ? "invalid" : "unknown", status, detail, json.Member("errors"));
    }

    /// <summary>For a call that got no answer at all.</summary>
    /// <param name="detail">What happened, as a sentence.</param>
    /// <returns>An unknown outcome.</returns>
    public static FunctionAnswer None(string detail) => WithoutReport("unknown", status: null, detail, errors: null);

    private static FunctionAnswer WithoutReport(string outcome, int? status, string detail, JsonElement? errors)
    {
        var json = new JsonObject { ["outcome"] = outcome, ["status"] = status, ["detail"] = detail };
        if (errors is { ValueKind: JsonValueKind.Object } fields)
        {
            json["errors"] = JsonObject.Create(fields);
        }

        return new FunctionAnswer(status, json.ToJsonString(OneLine), outcome, detail, report: null);
    }

    /// <summary>Reads JSON.</summary>
    /// <param name="body">What should be JSON.</param>
    /// <returns>It; undefined when it is none.</returns>
    public static JsonElement Parse(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
