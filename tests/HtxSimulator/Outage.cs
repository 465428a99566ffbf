namespace HtxSimulator;

/// <summary>A whole API generation, or host, that does not work: every path of it, known or not.</summary>
public sealed record Outage
{
    internal const string V1Paths = "/linear-swap-api/";
    internal const string V5Paths = "/v5/";

    private readonly string prefix;
    private readonly Fault fault;

    private Outage(string prefix, Fault fault) => (this.prefix, this.fault) = (prefix, fault);

    /// <summary>How long it still works.</summary>
    public TimeSpan After { get; init; }

    /// <summary>How long it is out then; null for ever.</summary>
    public TimeSpan? Lasts { get; init; }

    /// <summary>The only host that is concerned; null for each.</summary>
    public string? Host { get; init; }

    /// <summary>Each call meets <paramref name="fault"/>, of either generation and public: what makes a host differ.</summary>
    public static Outage OfEverything(Fault fault) => new("/", fault);

    /// <summary>Each call of v1 meets <paramref name="fault"/>, public ones too.</summary>
    public static Outage OfV1(Fault fault) => new(V1Paths, fault);

    /// <summary>Each call of v5 meets <paramref name="fault"/>, the question for the asset mode too.</summary>
    public static Outage OfV5(Fault fault) => new(V5Paths, fault);

    /// <summary>Lets it happen, counted from now.</summary>
    public void Befall(SimulatedExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var begins = exchange.Now + After;
        exchange.OnRequest(IsOfIt, (request, _) => Concerns(request) ? fault.Instead?.Invoke(exchange, request) : null);
        exchange.OnAnswer(IsOfIt, (request, _, answer) => Concerns(request) ? fault.Afterwards?.Invoke(answer) : null);

        bool IsOfIt(string path) => path.StartsWith(prefix, StringComparison.Ordinal);

        bool Concerns(SimulatedRequest request) =>
            (Host is null || request.Host == Host) && exchange.Now >= begins && (Lasts is not { } lasts || exchange.Now < begins + lasts);
    }
}
