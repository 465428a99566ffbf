using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HtxCancel.Tests.Fuzz;

/// <summary>Changes an answer: its tree, so that JSON comes of it, then its bytes, of which anything may come.</summary>
internal static class AnswerMutator
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly int[] Statuses = [200, 200, 204, 206, 301, 400, 403, 404, 429, 500, 502, 503];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "-1", "-0", "2", "3", "200", "\"200\"", "\"0\"", "0.0", "0.5", "200.0", "2e2", "1e999", "2147483648", "99999999999999999999", "\"1e999\"",
        "\"\"", "\" \"", "\"ok\"", "\"OK\"", "\"error\"", "\"maintain\"", "\"null\"", "\"both\"", "\"buy\"", "\"sell\"", "\"isolated\"", "\"cross\"", "\"BTC-USDT\"", "\"eth-usdt\"",
        "\" BTC-USDT \"", "\"C9-USDT\"", "\"*\"", "\"11\"", "\"trigger\"", "\"\\u0000\"", "1051", "1056", "1066", "1077", "4007", "6002", "12001", "-200", "[]", "{}", "[[]]", "[null]",
        "{\"orders\":[],\"total_size\":0}", "{\"orders\":null,\"total_size\":0}", "{\"asset_mode\":0}",
    ];

    private static readonly string[] Names =
    [
        "status", "code", "err_code", "err_msg", "message", "msg", "data", "orders", "total_size", "order_id", "order_id_str", "algo_id", "id", "contract_code",
        "margin_mode", "direction", "side", "offset", "position_side", "reduce_only", "type", "asset_mode", "assets_mode", "success", "error_code", "successes", "errors", "ts",
    ];

    // Members that fit after a brace or a comma, and what fits nowhere.
    private static readonly string[] Fragments =
    [
        "\"status\":\"ok\",", "\"status\":\"error\",", "\"status\":\"maintain\",", "\"st\\u0061tus\":\"ok\",", "\"code\":200,", "\"code\":1056,", "\"err_code\":1077,\"err_msg\":\"no\",",
        "\"err_code\":0,", "\"data\":[],", "\"data\":{},", "\"data\":null,", "\"data\":{\"orders\":[],\"total_size\":0},", "\"orders\":[],", "\"total_size\":0,", "\"total_size\":\"0\",",
        "\"contract_code\":\"BTC-USDT\",", "\"margin_mode\":\"cross\",", "\"direction\":\"sell\",", "\"side\":\"buy\",", "\"order_id\":\"1\",", "\"asset_mode\":0,", "\"success\":true,",
        "\"message\":\"\\ud800\",", "\"\\ud800\":1,", "\"contract_code\":\"\\udc00\",", "\"order_id\":\"\\ud800\",",
        "null", "{", "}", "[", "]", "\"", ",", ":", "\\", "\0", "\uFEFF", "é", "//", "1e999", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ];

    private static readonly Encoding[] Encodings = [Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.Latin1, Encoding.ASCII];

    // Errors in the form of either generation, or of both.
    private static readonly string[] Errors =
    [
        """{{"status":"error","err_code":{0},"err_msg":"no","ts":1767323045000}}""", """{{"code":{0},"message":"no","ts":1767323045000}}""", """{{"code":"{0}","msg":"no","data":[]}}""",
        """{{"code":{0},"status":"ok","data":{{"orders":[],"total_size":0}},"ts":1767323045000}}""",
    ];

    private static readonly int[] Codes = [0, 403, 1003, 1004, 1032, 1051, 1056, 1061, 1205, 1332, 4007, 6002, 9999, -1];

    /// <summary>The answer after one to three changes, or an error in its place.</summary>
    public static FuzzedAnswer Mutate(Random random, FuzzedAnswer answer)
    {
        if (random.Next(12) == 0)
        {
            return new FuzzedAnswer(answer.Status, Encoding.UTF8.GetBytes(string.Format(CultureInfo.InvariantCulture, Errors[random.Next(Errors.Length)], Codes[random.Next(Codes.Length)])));
        }

        var body = answer.Body;
        var onTree = random.Next(4) != 0;
        if (onTree && JsonNode.Parse(body) is JsonObject root)
        {
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                Rearrange(random, root);
            }

            body = Encoding.UTF8.GetBytes(root.ToJsonString(Relaxed));
        }

        if (!onTree || random.Next(4) == 0)
        {
            var bytes = body.ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                Mangle(random, bytes);
            }

            body = [.. bytes];
        }

        if (random.Next(32) == 0)
        {
            body = Encodings[random.Next(Encodings.Length)].GetBytes(Encoding.UTF8.GetString(body));
        }

        return new FuzzedAnswer(random.Next(16) == 0 ? Statuses[random.Next(Statuses.Length)] : answer.Status, body);
    }

    private static void Rearrange(Random random, JsonObject root)
    {
        // The envelope decides most, and is the least of the nodes.
        var all = Containers(root).ToList();
        var container = random.Next(2) == 0 ? all[random.Next(Math.Min(all.Count, 3))] : all[random.Next(all.Count)];
        switch (container)
        {
            case JsonObject { Count: > 0 } parent:
                Rearrange(random, parent, all);
                break;
            case JsonArray list:
                Rearrange(random, list, all);
                break;
            case JsonObject nothing:
                nothing[Names[random.Next(Names.Length)]] = Value(random);
                break;
        }
    }

    private static void Rearrange(Random random, JsonObject parent, List<JsonNode> all)
    {
        var name = NameOf(random, parent);
        var value = parent[name];
        switch (random.Next(12))
        {
            case 0 or 1:
                parent.Remove(name);
                break;
            case 2 or 3:
                parent[name] = Value(random);
                break;
            case 4:
                parent.Remove(name);
                parent[random.Next(3) switch { 0 => name.ToUpperInvariant(), 1 => name + " ", _ => Names[random.Next(Names.Length)] }] = value;
                break;
            case 5:
                parent[name] = new JsonArray(value?.DeepClone());
                break;
            case 6:
                parent[name] = new JsonObject { [random.Next(2) == 0 ? name : "data"] = value?.DeepClone() };
                break;
            case 7:
                parent[name] = Retyped(value);
                break;
            case 8:
                parent[Names[random.Next(Names.Length)]] = Value(random);
                break;
            case 9:
                var other = NameOf(random, parent);
                (parent[name], parent[other]) = (parent[other]?.DeepClone(), value?.DeepClone());
                break;
            case 10:
                var target = all[random.Next(all.Count)];
                if (target is JsonObject elsewhere)
                {
                    elsewhere[name] = value?.DeepClone();
                }
                else
                {
                    target.AsArray().Add(value?.DeepClone());
                }

                break;
            default:
                // Another order of the same members.
                parent.Remove(name);
                parent.Insert(0, name, value);
                break;
        }
    }

    private static void Rearrange(Random random, JsonArray list, List<JsonNode> all)
    {
        var at = random.Next(list.Count + 1);
        switch (random.Next(6))
        {
            case 0 when at < list.Count:
                list.RemoveAt(at);
                break;
            case 1 when at < list.Count:
                list.Add(list[at]?.DeepClone());
                break;
            case 2:
                list.Insert(at, Value(random));
                break;
            case 3:
                list.Insert(at, all[random.Next(all.Count)].DeepClone());
                break;
            case 4:
                list.Clear();
                break;
            default:
                if (list.Parent is JsonObject parent)
                {
                    // The array becomes an object, by the numbers of its entries.
                    parent[list.GetPropertyName()] = new JsonObject(list.Select((entry, number) => KeyValuePair.Create($"{number}", entry?.DeepClone())));
                }

                break;
        }
    }

    // Half the time one that decides, where there is one.
    private static string NameOf(Random random, JsonObject parent)
    {
        var decisive = random.Next(2) == 0 ? parent.Select(member => member.Key).Where(Names.Contains).ToList() : [];
        return decisive.Count > 0 ? decisive[random.Next(decisive.Count)] : parent.ElementAt(random.Next(parent.Count)).Key;
    }

    private static JsonNode? Value(Random random) => JsonNode.Parse(Values[random.Next(Values.Length)]);

    // A number becomes text and a text that is a number a number; anything else another kind of nothing.
    private static JsonNode? Retyped(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Number => value.ToJsonString(),
        JsonValueKind.String when decimal.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, out var number) => number,
        JsonValueKind.String => 0,
        JsonValueKind.True => 1,
        JsonValueKind.False => "0",
        JsonValueKind.Array => new JsonObject(),
        JsonValueKind.Object => new JsonArray(),
        _ => "",
    };

    private static IEnumerable<JsonNode> Containers(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(child => Containers(child.Value)).Prepend(parent),
        JsonArray list => list.SelectMany(Containers).Prepend(list),
        _ => [],
    };

    private static void Mangle(Random random, List<byte> body)
    {
        var at = random.Next(body.Count + 1);
        var length = Math.Min(random.Next(1, 60), body.Count - at);
        switch (random.Next(8))
        {
            case 0 when at < body.Count:
                body[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < body.Count:
                body[at] = (byte)random.Next(256);
                break;
            case 2:
                body.RemoveRange(at, length);
                break;
            case 3:
                body.InsertRange(at, body.GetRange(at, length));
                break;
            case 4:
                body.RemoveRange(at, body.Count - at);
                break;
            default:
                var fits = Enumerable.Range(0, body.Count).Where(index => body[index] is (byte)'{' or (byte)',').ToList();
                body.InsertRange(fits.Count == 0 ? at : fits[random.Next(fits.Count)] + 1, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                break;
        }
    }
}
