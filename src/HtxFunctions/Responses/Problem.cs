namespace HtxFunctions.Responses;

/// <summary>An answer that is no report, as <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What happened.</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="Errors">What is wrong, field by field.</param>
/// <param name="Outcome">The run's outcome: <c>invalid</c>, or <c>unknown</c> after an unexpected fault.</param>
public sealed record Problem(
    int Status, string Title, string Detail, IReadOnlyDictionary<string, string[]> Errors, string Outcome = "invalid")
{
    /// <summary>The answer to a fault that nobody expected.</summary>
    public static Problem Unexpected(int status) => new(
        status,
        "An unexpected fault ended the call: whether orders rest is unknown.",
        "Call again, and look at HTX's own list of open orders; the app's log has the fault.",
        new Dictionary<string, string[]>(),
        "unknown");

    /// <summary>The answer to a readiness check that met a fault that nobody expected.</summary>
    public static Problem NotChecked { get; } = new(
        503,
        "An unexpected fault ended the check: take it that a kill would not work.",
        "Call again; the app's log has the fault.",
        new Dictionary<string, string[]>(),
        "unknown");

    /// <summary>The problem in one line, for a log: no value that a caller sent.</summary>
    public string Summary() => Errors.Count == 0
        ? Detail.TrimEnd('.')
        : string.Join("; ", Errors.Select(error => $"{error.Key} {string.Join(", ", error.Value)}"));
}
