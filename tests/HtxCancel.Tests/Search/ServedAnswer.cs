using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using HtxCancel.Tests.Runs.Cases;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>An answer that the exchange gave after it had carried out the call.</summary>
/// <param name="Call">The number of the call to the service on whose behalf it was asked for; null where that is not known.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Response">The answer as it travelled.</param>
/// <param name="IsWhole">Nothing happened to it on its way, but that it took its time.</param>
/// <param name="Holds">Which orders the list holds; null for what is no list.</param>
/// <param name="Held">The ids that it held at that instant, on however many pages.</param>
internal sealed partial record ServedAnswer(
    int? Call,
    AccountCase Account,
    DateTimeOffset At,
    SimulatedRequest Request,
    SimulatedResponse Response,
    bool IsWhole,
    Predicate<SimulatedOrder>? Holds,
    IReadOnlyList<string> Held)
{
    private FrozenSet<string>? _ids;
    private bool? _isOk;

    /// <summary>When it reached a caller who still waited for it; null where it has not, or not yet.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>HTX did what was asked, and the caller could read that.</summary>
    public bool IsOk => _isOk ??= IsWhole && Response.StatusCode == 200 && Response.ErrorCode is null && !Response.Text.Contains("\"maintain\"", StringComparison.Ordinal);

    /// <summary>The ids of orders that it names, and other numbers that are as long.</summary>
    public FrozenSet<string> Ids => _ids ??= Numbers().Matches(Response.Text).Select(match => match.Value).ToFrozenSet();

    public bool IsList => Holds is not null;

    public bool IsCancel => Paths.Cancels.Contains(Request.Path);

    public bool IsFirstPage => IsList && (Request.Method == "GET" ? Parameter("from") is null : Parameter("page_index") is null or "1");

    /// <summary>What it is a page of.</summary>
    public string List => string.Join(' ', Request.Path, Parameter("contract_code"), Parameter("margin_mode"), Parameter("type"));

    /// <summary>The other host had answered the same page by the time when this came.</summary>
    public bool IsOvertakenBy(ServedAnswer other) => IsList && other.List == List && other.Request.Host != Request.Host && other.Request.Body == Request.Body
        && other.Parameter("from") == Parameter("from") && other.DeliveredAt >= At && other.DeliveredAt <= DeliveredAt;

    private string? Parameter(string name)
    {
        if (Request.Method == "GET")
        {
            return System.Web.HttpUtility.ParseQueryString(Request.Query)[name];
        }

        using var body = JsonDocument.Parse(Request.Body.Length == 0 ? "{}" : Request.Body);
        return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
    }

    [GeneratedRegex(@"(?<!\d)\d{19}(?!\d)")]
    private static partial Regex Numbers();
}
