namespace HtxSimulator;

/// <summary>A query read as a server reads it: parts decoded, an unencoded <c>+</c> taken for a space.</summary>
internal sealed class SignedQuery
{
    private const string Signature = "Signature";

    private readonly List<KeyValuePair<string, string>> parameters = [];

    public SignedQuery(string query)
    {
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            parameters.Add(equals < 0
                ? new(Decode(part), "")
                : new(Decode(part[..equals]), Decode(part[(equals + 1)..])));
        }
    }

    public string? this[string name] => parameters.Find(parameter => parameter.Key == name).Value;

    /// <summary>A parameter's text; null when it is not given, which a blank one is not either.</summary>
    public string? Text(string name) => this[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>A count from 1, the default when it is not given; null when it is something else.</summary>
    public int? Count(string name, int defaultValue) => JsonParameters.ReadCount(Text(name), defaultValue);

    /// <summary>Whether each name is given once and the signature comes last.</summary>
    public bool IsWellFormed =>
        parameters.Count > 0
        && parameters[^1].Key == Signature
        && parameters.DistinctBy(parameter => parameter.Key).Count() == parameters.Count;

    /// <summary>Everything that the signature covers, in the order in which it covers it.</summary>
    public IEnumerable<KeyValuePair<string, string>> Signed => parameters
        .Where(parameter => parameter.Key != Signature)
        .OrderBy(parameter => parameter.Key, StringComparer.Ordinal);

    private static string Decode(string part) => Uri.UnescapeDataString(part.Replace('+', ' '));
}
