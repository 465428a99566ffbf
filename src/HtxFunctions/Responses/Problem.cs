namespace HtxFunctions.Responses;

/// <summary>An answer that is no report, as <c>application/problem+json</c> (RFC 9457): what happened, what to do about it, and what is
/// wrong field by field. The outcome is <c>invalid</c>, or <c>unknown</c> after an unexpected fault.</summary>
internal sealed record Problem(
    int Status, string Title, string Detail, IReadOnlyDictionary<string, string[]> Errors, string Outcome = "invalid")
{
    /// <summary>The answer to a cancel that met an unexpected fault.</summary>
    public static Problem Unexpected { get; } = Fault(
        "An unexpected fault ended the call: whether orders rest is unknown.",
        "Call again, and look at HTX's own list of open orders; the app's log has the fault.");

    /// <summary>The answer to a readiness check that met an unexpected fault.</summary>
    public static Problem NotChecked { get; } = Fault(
        "An unexpected fault ended the check: take it that a kill would not work.",
        "Call again; the app's log has the fault.");

    /// <summary>The answer to a question about open kills that the store did not answer.</summary>
    public static Problem NoStore { get; } = Fault(
        "The store of open kills did not answer: what is open, and whether anything was released, is unknown.",
        "Call again; the app's log has the fault, and GET /api/readiness says how the store stands.");

    /// <summary>The answer to the release of a kill that is not open.</summary>
    public static Problem NoSuchKill { get; } = new(
        (int)HttpStatusCode.NotFound,
        "There is no such open kill: nothing was released.",
        "GET /api/kills lists what is open; a kill that is over is not there any more.",
        new Dictionary<string, string[]>());

    /// <summary>The problem in one line, for a log: no value that a caller sent.</summary>
    public string Summary() => Errors.Count == 0
        ? Detail.TrimEnd('.')
        : string.Join("; ", Errors.Select(error => $"{error.Key} {string.Join(", ", error.Value)}"));

    private static Problem Fault(string title, string detail) =>
        new((int)HttpStatusCode.ServiceUnavailable, title, detail, new Dictionary<string, string[]>(), "unknown");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
