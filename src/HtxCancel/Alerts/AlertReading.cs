namespace HtxCancel.Alerts;

/// <summary>What is read of an alert's body. Names and words count in either case; of a name that stands twice, every schema and
/// condition and the last of anything else count. It is of Azure Monitor's common alert schema by its own word; fired when its condition
/// is <c>Fired</c>, and nothing beside the rule's own properties says that it is over.</summary>
internal sealed record AlertReading(bool IsCommonSchema, bool IsFired, string? Target, AlertDetails Details)
{
    private const int LongestText = 512;

    // Always ISO 8601, with or without fractions of a second.
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    public static AlertReading Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(
                body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body, new JsonDocumentOptions { MaxDepth = int.MaxValue });
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return new AlertReading(false, false, null, AlertDetails.None);
        }
    }

    private static AlertReading Of(JsonElement root)
    {
        var data = Named([root], "data").ToList();
        var essentials = Named(data, "essentials").ToList();
        var ownProperties = Children(root).SelectMany(child =>
            IsName(child.Name, "customProperties") ? [child.Value]
            : IsName(child.Name, "data") ? Named([child.Value], "customProperties")
            : []);
        return new AlertReading(
            AllSay("azureMonitorCommonAlertSchema", Named([root], "schemaId")),
            AllSay("Fired", Named(essentials, "monitorCondition")) && !SaysOver(root),
            TargetIn(ownProperties) ?? TargetIn(Named(Named(data, "alertContext"), "properties")),
            new AlertDetails(
                Last(essentials, "alertId"),
                Last(essentials, "alertRule"),
                Last(essentials, "severity"),
                Time(Last(essentials, "firedDateTime")),
                Last(essentials, "monitorCondition")));
    }

    private static bool AllSay(string word, IEnumerable<JsonElement> values)
    {
        var texts = values.Select(Text).ToList();
        return texts.Count > 0 && texts.TrueForAll(text => Is(text, word));
    }

    // Whether a status or condition says so anywhere but among the rule's own properties. No depth is too deep.
    private static bool SaysOver(JsonElement root)
    {
        var judged = Children(root).SelectMany(child => IsName(child.Name, "data")
            ? Children(child.Value).Where(inner => !IsName(inner.Name, "alertContext") && !IsName(inner.Name, "customProperties"))
            : [child]);
        var rest = new Stack<(JsonElement Json, bool IsCondition)>(judged.Select(child => (child.Value, IsCondition(child.Name))));
        while (rest.TryPop(out var next))
        {
            if (next.IsCondition && Text(next.Json) is { } text && (Is(text, "Resolved") || Is(text, "Deactivated")))
                return true;

            foreach (var (name, value) in Children(next.Json))
                rest.Push((value, next.IsCondition || IsCondition(name)));
        }

        return false;
    }

    private static bool IsCondition(string? name) => IsName(name, "monitorCondition") || IsName(name, "status");

    private static IEnumerable<JsonElement> Named(IEnumerable<JsonElement> parents, string name) =>
        parents.SelectMany(Children).Where(child => IsName(child.Name, name)).Select(child => child.Value);

    // The entries of an array have no name.
    private static IEnumerable<(string? Name, JsonElement Value)> Children(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Select(member => (Unicode(() => member.Name), member.Value)),
        JsonValueKind.Array => json.EnumerateArray().Select(entry => ((string?)null, entry)),
        _ => [],
    };

    private static string? TargetIn(IEnumerable<JsonElement> parents) =>
        Named(parents, "htxTarget").Select(Text).LastOrDefault(text => !string.IsNullOrWhiteSpace(text));

    private static string? Last(List<JsonElement> parents, string name)
    {
        var text = Named(parents, name).Select(Text).LastOrDefault();
        return text?.Length > LongestText ? text[..LongestText] : text;
    }

    private static bool IsName(string? name, string expected) => expected.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Is(string? text, string word) => word.Equals(text?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? Unicode(json.GetString) : null;

    // Null for what System.Text.Json cannot make text of: half a surrogate pair, or bytes that are not UTF-8.
    private static string? Unicode(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Time(string? text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, Utc, out var time) ? time : null;
    }
}
