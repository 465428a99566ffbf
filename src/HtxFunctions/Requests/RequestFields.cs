using System.Collections.Specialized;
using System.Text.Json;
using HtxCancel.Cancellation;

namespace HtxFunctions.Requests;

/// <summary>The fields of one call, from its body and its query; what is wrong with them goes to the errors.</summary>
internal sealed class RequestFields(FieldErrors errors)
{
    /// <summary>The fields that say what is to be cancelled.</summary>
    public static readonly string[] OfScope =
        ["account", "accounts", "contract_code", "contract_codes", "direction", "offset", "margin_mode", "order_types"];

    private static readonly string[] Lists = ["accounts", "contract_codes", "order_types"];
    private static readonly string[] InEitherCase = ["account", "accounts", "contract_code", "contract_codes"];
    private static readonly string[] Known = [.. OfScope, "target", "dry_run"];
    private static readonly string Allowed = $"is not a field of this call: there are {string.Join(", ", Known)}";

    // So that a body full of them makes no answer and no log line of hundreds of kilobytes.
    private const int MaximumUnknown = 10;
    private const int LongestName = 32;

    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private int _unknown;

    /// <summary>Whether the call has <paramref name="field"/>, readable or not.</summary>
    public bool Has(string field) => _values.ContainsKey(field) || _unreadable.Contains(field);

    /// <summary>Whether the call has <paramref name="field"/>, and it could not be read.</summary>
    public bool IsUnreadable(string field) => _unreadable.Contains(field);

    /// <summary>The values of <paramref name="field"/>, one where it is no list; null where the call does not have it or it could not be read.</summary>
    public IReadOnlyList<string>? Values(string field) => _unreadable.Contains(field) ? null : _values.GetValueOrDefault(field);

    /// <summary>The text of <paramref name="field"/>, which is no list; null where the call does not have it or it could not be read.</summary>
    public string? Text(string field) => Values(field)?.Single();

    /// <summary>Which of two fields the call has, <paramref name="list"/> or <paramref name="one"/>; the latter where it has neither. Both is an error.</summary>
    public string OneOf(string one, string list)
    {
        if (Has(one) && Has(list))
        {
            Refuse(list, $"cannot stand beside {one}");
        }

        return Has(list) ? list : one;
    }

    /// <summary>The flag <paramref name="field"/>; false where the call does not have it.</summary>
    public bool Flag(string field)
    {
        switch (Text(field))
        {
            case "true":
                return true;
            case null or "false":
                return false;
            default:
                errors.Add(field, "must be true or false");
                return false;
        }
    }

    /// <summary>Takes the fields of a JSON body; an empty one has none. False when it is none, which is an error.</summary>
    public bool ReadBody(ReadOnlyMemory<byte> body)
    {
        var json = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (json.IsEmpty)
        {
            return true;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                errors.Add("body", "must be a JSON object");
                return false;
            }

            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (seen.Add(property.Name))
                {
                    Read(property);
                }
                else
                {
                    Refuse(property.Name, "stands twice in the body");
                }
            }

            return true;
        }
        catch (JsonException e)
        {
            errors.Add("body", $"is not JSON (line {(e.LineNumber ?? 0) + 1}, byte {e.BytePositionInLine ?? 0})");
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws on half a surrogate pair or bytes that are not UTF-8 inside a string.
            errors.Add("body", "holds text that is not Unicode");
        }

        return false;
    }

    /// <summary>Takes the query's parameters; <c>code</c> is the function key and is passed over.</summary>
    public void ReadQuery(NameValueCollection query)
    {
        foreach (var name in query.AllKeys)
        {
            if (name == "code")
            {
                continue;
            }

            if (name is null)
            {
                errors.Add("query", "has a parameter without a value: write it as name=value");
            }
            else if (!Known.Contains(name))
            {
                RefuseUnknown(name);
            }
            else if (query.GetValues(name) is not [var value])
            {
                Refuse(name, "stands twice in the query");
            }
            else if (_values.TryGetValue(name, out var inBody) && !Same(name, inBody, Split(name, value)))
            {
                Refuse(name, "has one value in the body and another in the query");
            }
            else
            {
                _values[name] = Split(name, value);
            }
        }
    }

    private void Read(JsonProperty property)
    {
        if (!Known.Contains(property.Name))
        {
            RefuseUnknown(property.Name);
        }
        else if (property.Name == "dry_run")
        {
            if (property.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                _values[property.Name] = [property.Value.GetBoolean() ? "true" : "false"];
            }
            else
            {
                Refuse(property.Name, "must be true or false");
            }
        }
        else if (property.Value.ValueKind == JsonValueKind.String)
        {
            _values[property.Name] = Split(property.Name, property.Value.GetString()!);
        }
        else if (!Lists.Contains(property.Name))
        {
            // Null too: a variable that a caller lost must not become "all".
            Refuse(property.Name, "must be a string; leave the field out to say nothing about it");
        }
        else if (property.Value.ValueKind == JsonValueKind.Array && property.Value.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String))
        {
            _values[property.Name] = [.. property.Value.EnumerateArray().Select(entry => entry.GetString()!)];
        }
        else
        {
            Refuse(property.Name, "must be an array of strings, or one string with commas; leave the field out to say nothing about it");
        }
    }

    private static string[] Split(string name, string text) => Lists.Contains(name) ? text.Split(',') : [text];

    private static bool Same(string name, IReadOnlyList<string> one, IReadOnlyList<string> other) => Folded(name, one).SequenceEqual(Folded(name, other));

    private static IEnumerable<string> Folded(string name, IReadOnlyList<string> values) =>
        InEitherCase.Contains(name) ? values.Select(value => value.Trim().ToUpperInvariant())
        : Lists.Contains(name) ? values.Select(value => value.Trim())
        : values;

    private void RefuseUnknown(string name)
    {
        if (++_unknown <= MaximumUnknown)
        {
            errors.Add(Shown(name), Allowed);
        }
    }

    private void Refuse(string field, string message)
    {
        _unreadable.Add(field);
        errors.Add(Shown(field), message);
    }

    // A caller's own name comes back short and harmless; a long one may be a key in the wrong place.
    private static string Shown(string name) => name.Length switch
    {
        0 => "(empty name)",
        > LongestName => "(a long name)",
        _ => new string([.. name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' ? character : '?')]),
    };
}
