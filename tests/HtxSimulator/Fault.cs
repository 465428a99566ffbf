using System.Text;

namespace HtxSimulator;

/// <summary>
/// Something that goes wrong with a call; never changes. The static ones are what an exchange, its edge and the network
/// were seen to do, or may do.
/// </summary>
/// <param name="Instead">Answered in the exchange's place, and the call is not carried out; null lets it through.</param>
/// <param name="Afterwards">What becomes of the answer to a call that was carried out; null leaves it as it is.</param>
public sealed record Fault(
    Func<SimulatedExchange, SimulatedRequest, SimulatedResponse?>? Instead = null,
    Func<SimulatedResponse, SimulatedResponse>? Afterwards = null)
{
    private static readonly TimeSpan Slowly = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Maintenance = TimeSpan.FromSeconds(5);

    // Ten million bytes that begin as a good answer does.
    private static readonly Lazy<byte[]> Large = new(() => Encoding.UTF8.GetBytes(
        $$"""{"status":"ok","code":200,"data":{"orders":[],"total_size":0},"padding":"{{new string('x', 10_000_000)}}"}"""));

    /// <summary>Nothing listens there.</summary>
    public static Fault Refused { get; } = Answered(SimulatedResponse.Refused);

    /// <summary>The connection is dropped before the call was carried out.</summary>
    public static Fault Reset { get; } = Answered(SimulatedResponse.Reset);

    /// <summary>The call is carried out, and the connection is dropped before the answer.</summary>
    public static Fault LostAnswer { get; } = new(Afterwards: _ => SimulatedResponse.Reset);

    /// <summary>No answer ever comes.</summary>
    public static Fault Hang { get; } = Answered(SimulatedResponse.Hang);

    /// <summary>The call is carried out, and its answer comes one byte a second.</summary>
    public static Fault Drip { get; } = new(Afterwards: answer => answer with { Delivery = Delivery.Drip });

    /// <summary>The host does not prove who it is.</summary>
    public static Fault TlsFailure { get; } = Answered(SimulatedResponse.TlsFailure);

    /// <summary>The answer has no body.</summary>
    public static Fault EmptyBody { get; } = Answered(SimulatedResponse.Json(""));

    /// <summary>The call is carried out, and half of the answer comes.</summary>
    public static Fault CutOff { get; } = new(Afterwards: answer => SimulatedResponse.CutOff(answer, answer.Body.Length / 2));

    /// <summary>The answer is no JSON.</summary>
    public static Fault NotJson { get; } = Answered(SimulatedResponse.Json("It works!"));

    /// <summary>The answer is good, and says that it is a picture.</summary>
    public static Fault WrongContentType { get; } = new(Afterwards: answer => answer with { ContentType = "image/png" });

    /// <summary>The answer is 10 MB long.</summary>
    public static Fault TooLarge { get; } = new((_, _) => new SimulatedResponse { Body = Large.Value });

    /// <summary>The exchange is in maintenance, and answers no number.</summary>
    public static Fault Maintain { get; } = Answered(SimulatedResponse.Json("""{"status":"maintain"}"""));

    /// <summary>What the exchange answers for a path that it does not know.</summary>
    public static Fault NotFound { get; } = Answered(Envelope.NotFound);

    /// <summary>
    /// The faults of a whole exchange that have a name: <c>slow</c> (each answer takes 600 ms), <c>reset</c> (the first two
    /// calls on each path are dropped), <c>maintain</c> (for the first 5 s), <c>lost-answer</c> (the first cancel is carried
    /// out and not answered) and <c>one-host-down</c> (the host that is called first refuses every call).
    /// </summary>
    public static IReadOnlyDictionary<string, Action<SimulatedExchange>> ByName { get; } = new Dictionary<string, Action<SimulatedExchange>>
    {
        ["slow"] = exchange => Slow(Slowly).Befall(exchange, Paths.All),
        ["reset"] = exchange => Reset.Befall(exchange, Paths.All, attempt => attempt <= 2),
        ["maintain"] = exchange => Maintain.Befall(exchange, Paths.All, For(exchange, Maintenance)),
        ["lost-answer"] = exchange => LostAnswer.Befall(exchange, Paths.Cancels, attempt => attempt == 1),
        ["one-host-down"] = FirstHostDown,
    };

    /// <summary>The call is carried out, and its answer takes as long as <paramref name="delay"/>.</summary>
    public static Fault Slow(TimeSpan delay) => new(Afterwards: answer => answer with { Delay = delay });

    /// <summary>The edge answers a page of HTML.</summary>
    public static Fault Page(int status) => Answered(SimulatedResponse.Html(status));

    /// <summary>The edge answers that there were too many calls, and says how long to wait or not.</summary>
    public static Fault TooManyCalls(int? retryAfterSeconds) => Answered(SimulatedResponse.Html(429) with
    {
        Headers = retryAfterSeconds is { } seconds ? new Dictionary<string, string> { ["Retry-After"] = $"{seconds}" } : [],
    });

    /// <summary>The exchange answers a number of its own.</summary>
    public static Fault Code(int code) => Misdated(code, TimeSpan.Zero);

    /// <summary>The exchange answers a number of its own, and a time that is as far ahead of its clock.</summary>
    public static Fault Misdated(int code, TimeSpan ahead) => new((exchange, request) => exchange.Error(request, code, ahead));

    /// <summary>Whether so much time has not passed since the first call.</summary>
    public static Predicate<int> For(SimulatedExchange exchange, TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        DateTimeOffset? first = null;
        return _ => exchange.Now < (first ??= exchange.Now) + time;
    }

    /// <summary>Lets it happen.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="paths">The calls that it befalls.</param>
    /// <param name="attempts">Which of them, by their number on their own path, from 1; null for each.</param>
    public void Befall(SimulatedExchange exchange, IReadOnlyList<string> paths, Predicate<int>? attempts = null)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(paths);
        foreach (var path in paths)
        {
            exchange.OnRequest(path, (request, attempt) => attempts?.Invoke(attempt) != false ? Instead?.Invoke(exchange, request) : null);
            exchange.OnAnswer(path, (_, attempt, answer) => attempts?.Invoke(attempt) != false ? Afterwards?.Invoke(answer) : null);
        }
    }

    /// <summary>The same at one host only.</summary>
    public Fault At(string host) => new((exchange, request) => request.Host == host ? Instead?.Invoke(exchange, request) : null);

    private static Fault Answered(SimulatedResponse answer) => new((_, _) => answer);

    private static void FirstHostDown(SimulatedExchange exchange)
    {
        string? down = null;
        new Fault((_, request) => request.Host == (down ??= request.Host) ? SimulatedResponse.Refused : null).Befall(exchange, Paths.All);
    }
}
