namespace HtxSimulator;

/// <summary>One HTTP request as it reached the exchange.</summary>
public sealed record SimulatedRequest
{
    /// <summary>The HTTP method, upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The host that was called, without a port: the host that the signature must cover.</summary>
    public required string Host { get; init; }

    /// <summary>The path, from its first slash, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The query exactly as sent, still encoded, without the question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>The request headers, names in any case; several values of one name are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body as text, empty when there was none.</summary>
    public string Body { get; init; } = "";
}
