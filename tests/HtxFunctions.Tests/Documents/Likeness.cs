using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HtxFunctions.Tests.Documents;

/// <summary>An answer without what differs from one time to the next: ids, hosts, times, milliseconds, and counts that go by the time.
/// What is null stays null, and lists keep their length.</summary>
internal static partial class Likeness
{
    private static readonly string[] s_ids = ["run_id", "order_id", "alert_id", "host", "first_run_id"];
    private static readonly string[] s_idLists = ["cancelled", "already_gone", "filled", "unverified", "run_ids"];
    private static readonly string[] s_times = ["since", "hold_until"];
    private static readonly string[] s_ages = ["cached_age_s", "last_tick_age_s"];

    // How often a run asks while it waits, and how often it cancels when it waits for its deadline.
    private static readonly string[] s_asking = ["read", "unanswered"];
    private static readonly string[] s_cancelling = ["rounds", "trade"];
    private static readonly string[] s_untilDeadline = ["remaining", "blocked", "unknown"];

    public static JsonNode? Of(JsonNode? answer)
    {
        var goesByTime = answer?["outcome"] is { } outcome && s_untilDeadline.Contains((string?)outcome);
        return Of("", answer, inTimes: false, inIds: false, goesByTime);
    }

    private static JsonNode? Of(string name, JsonNode? node, bool inTimes, bool inIds, bool goesByTime) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(
            field.Key, Of(field.Key, field.Value, inTimes || name is "timings_ms" or "rate_budget_left", inIds: false, goesByTime)))),
        JsonArray items => new JsonArray([.. items.Select(item => Of(name, item, inTimes, inIds: s_idLists.Contains(name), goesByTime))]),
        JsonValue text when text.GetValueKind() == JsonValueKind.String =>
            inIds || s_ids.Contains(name) ? "id"
            : s_times.Contains(name) || name.EndsWith("_at", StringComparison.Ordinal) ? "time"
            : TimeOfSentence().Replace((string)text!, "time"),
        JsonValue number when number.GetValueKind() == JsonValueKind.Number =>
            inTimes || name.EndsWith("_ms", StringComparison.Ordinal) || s_ages.Contains(name) || s_asking.Contains(name) || (goesByTime && s_cancelling.Contains(name)) ? 0 : number.DeepClone(),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC")]
    private static partial Regex TimeOfSentence();
}
