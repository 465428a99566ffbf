using System.Collections.Specialized;

namespace HtxFunctions.Requests;

/// <summary>The fields of one call, from its body and its query; what is wrong with them goes to the errors.</summary>
internal sealed class RequestFields(FieldErrors errors)
{
    private static readonly ScopeFieldNames OfScope = ScopeFieldNames.OfCall;
    private static readonly string[] InEitherCase = [OfScope.Account, OfScope.Accounts, OfScope.ContractCode, OfScope.ContractCodes];
    private static readonly string[] Known = [.. OfScope.All, "target", .. KillOptions.Names];
    private static readonly string Allowed = $"is not a field of this call: there are {string.Join(", ", Known)}";

    // So that a body full of them makes no answer and no log line of hundreds of kilobytes.
    private const int MaximumUnknown = 10;
    private const int LongestName = 32;

    private int _unknown;

    /// <summary>The values of each field that the call has; null where they could not be read.</summary>
    public Dictionary<string, IReadOnlyList<string>?> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>The value of a field that is no list; null where the call does not have it or it could not be read.</summary>
    public string? Text(string field) => Values.GetValueOrDefault(field)?.Single();

    /// <summary>Takes the fields of a JSON body; an empty one has none. False when it is not JSON, which is an error.</summary>
    public bool ReadBody(ReadOnlyMemory<byte> body)
    {
        var json = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (json.IsEmpty)
            return true;

        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in document.RootElement.EnumerateObject())
                    Read(property.Name, property.Value);

                return true;
            }

            errors.Add("body", "must be a JSON object");
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

    private void Read(string name, JsonElement value)
    {
        var isList = OfScope.IsList(name);
        if (!Known.Contains(name))
        {
            RefuseUnknown(name);
        }
        else if (Values.ContainsKey(name))
        {
            Refuse(name, "stands twice in the body");
        }
        else if (name is "dry_run" or "hold_minutes")
        {
            // A string with the same letters keeps its quotes, and is no flag and no number.
            Values[name] = [value.GetRawText()];
        }
        else if (value.ValueKind == JsonValueKind.String)
        {
            Values[name] = Split(name, value.GetString()!);
        }
        else if (isList && Texts(value) is { } texts)
        {
            Values[name] = texts;
        }
        else
        {
            // Null too: a variable that a caller lost must not become "all".
            var form = isList ? "an array of strings, or one string with commas" : "a string";
            Refuse(name, $"must be {form}; leave the field out to say nothing about it");
        }
    }

    private static string[]? Texts(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array && array.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String)
            ? [.. array.EnumerateArray().Select(entry => entry.GetString()!)]
            : null;

    /// <summary>Takes the query's parameters; <c>code</c> is the function key and is passed over.</summary>
    public void ReadQuery(NameValueCollection query)
    {
        foreach (var name in query.AllKeys)
        {
            if (name is null)
                errors.Add("query", "has a parameter without a value: write it as name=value");
            else if (name == "code")
                continue;
            else if (!Known.Contains(name))
                RefuseUnknown(name);
            else if (query.GetValues(name) is not [var value])
                Refuse(name, "stands twice in the query");
            else if (!Values.ContainsKey(name))
                Values[name] = Split(name, value);
            else if (Values[name] is { } inBody && !Folded(name, inBody).SequenceEqual(Folded(name, Split(name, value))))
                Refuse(name, "has one value in the body and another in the query");
        }
    }

    private static string[] Split(string name, string text) => OfScope.IsList(name) ? text.Split(',') : [text];

    private static IEnumerable<string> Folded(string name, IReadOnlyList<string> values) =>
        InEitherCase.Contains(name) ? values.Select(value => value.Trim().ToUpperInvariant())
        : OfScope.IsList(name) ? values.Select(value => value.Trim())
        : values;

    private void RefuseUnknown(string name)
    {
        if (++_unknown <= MaximumUnknown)
            errors.Add(Shown(name), Allowed);
    }

    private void Refuse(string field, string message)
    {
        Values[field] = null;
        errors.Add(field, message);
    }

    // A caller's own name comes back short and harmless; a long one may be a key in the wrong place.
    private static string Shown(string name) => name.Length switch
    {
        0 => "(empty name)",
        > LongestName => "(a long name)",
        _ => new string([.. name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' ? character : '?')]),
    };
}
