using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HtxCancel.Alerts;
using Xunit.Abstractions;

namespace HtxCancel.Tests.Alerts;

/// <summary>Payloads that were mangled on their way.</summary>
public sealed class AlertMutationTests(ITestOutputHelper output)
{
    private const int Mutants = 10_000;

    private static readonly string[] Fragments =
    [
        "\"monitorCondition\":\"Resolved\",", "\"monitorCondition\":\"Fired\",", "\"status\":\"Deactivated\",", "\"Status\":[\"resolved\"],", "\"schemaId\":\"x\",",
        "\"schemaId\":\"azureMonitorCommonAlertSchema\",", "\"essentials\":{\"monitorCondition\":\"Fired\"},", "\"htxTarget\":\"other\",", "\"customProperties\":{\"htxTarget\":5},",
        "\"\\ud800\":1,", "Resolved", "Fired", "null", "{", "}", "[", "]", "\"", ",", ":", "\\", "\0", "\uFEFF", "é", "1e999",
    ];

    private static readonly string[] Words = ["Fired", "Resolved", "fired", "RESOLVED", "Deactivated", "Activated", "Active", "", "\"Fired\"", "null"];

    [Fact]
    public void Of_10000_mangled_payloads_none_throws_and_none_that_is_over_acts()
    {
        var seed = Environment.GetEnvironmentVariable("ALERT_SEED") is { Length: > 0 } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"ALERT_SEED={seed}");
        var random = new Random(seed);
        var (acted, ignored, broken) = (0, 0, 0);
        for (var mutant = 0; mutant < Mutants; mutant++)
        {
            var body = Mutate(random);
            var decision = AlertDecision.Of(body, "bots");

            var json = Parse(body);
            var expected = json is { } root ? MayAct(root) : (bool?)null;
            Assert.True(
                (expected == true) == decision is AlertDecision.Act,
                $"ALERT_SEED={seed}, number {mutant}: {decision} of {Encoding.UTF8.GetString(body)}");
            Assert.True(json is not null || decision.Details == AlertDetails.None, $"ALERT_SEED={seed}, number {mutant}");
            Assert.IsType<AlertDecision.Ignored>(AlertDecision.Of(json is null ? body : Encoding.UTF8.GetBytes("x" + Encoding.UTF8.GetString(body)), null));
            (acted, ignored, broken) = (acted + (expected == true ? 1 : 0), ignored + (expected == false ? 1 : 0), broken + (expected is null ? 1 : 0));
        }

        output.WriteLine($"{acted} acted, {ignored} were ignored, {broken} were not JSON.");
        Assert.All(new[] { acted, ignored, broken }, count => Assert.InRange(count, Mutants / 20, Mutants));
    }

    private static byte[] Mutate(Random random)
    {
        var name = AlertSamples.Names[random.Next(AlertSamples.Names.Count)];
        var sample = random.Next(2) == 0 ? AlertSamples.Fired(name) : AlertSamples.Resolved(name);
        if (random.Next(2) == 0)
        {
            sample.WithTarget("bots");
        }

        for (var change = random.Next(4); change > 0; change--)
        {
            Rearrange(sample, random);
        }

        // Relaxed, so that not every quote in a text becomes an escape.
        var body = Encoding.UTF8.GetBytes(sample.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })).ToList();
        for (var change = random.Next(2) * random.Next(1, 3); change > 0; change--)
        {
            Mangle(body, random);
        }

        return [.. body];
    }

    // Changes the tree: what comes of it is JSON.
    private static void Rearrange(JsonObject root, Random random)
    {
        var objects = Objects(root).Where(node => node.Count > 0).ToList();
        if (objects.Count == 0)
        {
            return;
        }

        var parent = objects[random.Next(objects.Count)];
        var name = parent.ElementAt(random.Next(parent.Count)).Key;
        switch (random.Next(6))
        {
            case 0:
                parent.Remove(name);
                break;
            case 1:
                parent[name] = Words[random.Next(Words.Length)];
                break;
            case 2:
                parent[name] = new JsonArray(parent[name]?.DeepClone(), Words[random.Next(Words.Length)]);
                break;
            case 3:
                parent[random.Next(2) == 0 ? "monitorCondition" : "status"] = new JsonObject { [name] = Words[random.Next(Words.Length)] };
                break;
            case 4:
                objects[random.Next(objects.Count)][random.Next(2) == 0 ? name.ToUpperInvariant() : name] = parent[name]?.DeepClone();
                break;
            default:
                parent["essentials"] = new JsonObject { ["monitorCondition"] = Words[random.Next(Words.Length)] };
                break;
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(child => Objects(child.Value)).Prepend(parent),
        JsonArray array => array.SelectMany(Objects),
        _ => [],
    };

    // Changes the bytes: what comes of it may be anything.
    private static void Mangle(List<byte> body, Random random)
    {
        var at = random.Next(body.Count + 1);
        var length = Math.Min(random.Next(1, 40), body.Count - at);
        switch (random.Next(7))
        {
            case 0 when at < body.Count:
                body[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                body.RemoveRange(at, length);
                break;
            case 2:
                body.InsertRange(at, body.GetRange(at, length));
                break;
            case 3:
                body.RemoveRange(at, body.Count - at);
                break;
            case 4:
                body.AddRange(AlertSamples.Resolved("log-v2").Bytes());
                break;
            default:
                // After a comma or a brace a member fits.
                var fits = Enumerable.Range(0, body.Count).Where(index => body[index] is (byte)'{' or (byte)',').ToList();
                body.InsertRange(fits.Count == 0 ? at : fits[random.Next(fits.Count)] + 1, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                break;
        }
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body.AsSpan().StartsWith("\uFEFF"u8) ? body.AsSpan(3) : body, new JsonDocumentOptions { MaxDepth = 10_000 });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The rule anew, over the whole tree, so that the app is not measured by its own reading.
    private static bool MayAct(JsonElement root)
    {
        var schemas = Members(root, "schemaId").ToList();
        if (schemas.Count == 0 || !schemas.TrueForAll(schema => IsText(schema, "azureMonitorCommonAlertSchema")))
        {
            return false;
        }

        var conditions = Members(root, "data").SelectMany(data => Members(data, "essentials")).SelectMany(essentials => Members(essentials, "monitorCondition")).ToList();
        return conditions.Count > 0 && conditions.TrueForAll(condition => IsText(condition, "Fired")) && !SaysOver(root, depth: 0, isBelowData: false);
    }

    private static bool SaysOver(JsonElement json, int depth, bool isBelowData) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().Any(entry => SaysOver(entry, depth + 1, isBelowData: false)),
        JsonValueKind.Object => json.EnumerateObject().Any(member =>
            !(isBelowData && depth == 1 && (IsName(member, "alertContext") || IsName(member, "customProperties")))
            && (((IsName(member, "monitorCondition") || IsName(member, "status")) && HoldsOver(member.Value))
                || SaysOver(member.Value, depth + 1, isBelowData: depth == 0 && IsName(member, "data")))),
        _ => false,
    };

    private static bool HoldsOver(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().Any(HoldsOver),
        JsonValueKind.Object => json.EnumerateObject().Any(member => HoldsOver(member.Value)),
        _ => IsText(json, "Resolved") || IsText(json, "Deactivated"),
    };

    private static IEnumerable<JsonElement> Members(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().Where(member => IsName(member, name)).Select(member => member.Value) : [];

    private static bool IsName(JsonProperty member, string name) => Try(() => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsText(JsonElement json, string text) =>
        json.ValueKind == JsonValueKind.String && Try(() => string.Equals(json.GetString()!.Trim(), text, StringComparison.OrdinalIgnoreCase));

    private static bool Try(Func<bool> isSo)
    {
        try
        {
            return isSo();
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
