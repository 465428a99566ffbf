using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>An answer that the exchange gave after it had carried out the call.</summary>
/// <param name="At">When it was made, UTC.</param>
/// <param name="AccessKey">Whose call it was.</param>
/// <param name="Request">The call.</param>
/// <param name="Response">The answer as it travelled.</param>
/// <param name="Delay">How long it took to reach the caller.</param>
/// <param name="IsWhole">Nothing happened to it on its way, but that it took its time.</param>
/// <param name="AccountIsOnV5">Where the account lived at that instant.</param>
/// <param name="Resting">The account's orders that rested at that instant.</param>
internal sealed partial record ServedAnswer(
    DateTimeOffset At, string AccessKey, SimulatedRequest Request, SimulatedResponse Response, TimeSpan Delay, bool IsWhole, bool AccountIsOnV5, IReadOnlyList<SimulatedOrder> Resting)
{
    private FrozenSet<string>? _ids;

    /// <summary>When it reached the caller.</summary>
    public DateTimeOffset DeliveredAt => At + Delay;

    /// <summary>HTX did what was asked.</summary>
    public bool IsOk => IsWhole && Response.StatusCode == 200 && Response.ErrorCode is null && !Response.Text.Contains("\"maintain\"", StringComparison.Ordinal);

    /// <summary>The ids of orders that it names.</summary>
    public FrozenSet<string> Ids => _ids ??= OrderIds().Matches(Response.Text).Select(match => match.Value).ToFrozenSet();

    public bool IsCancel => Paths.Cancels.Contains(Request.Path);

    public bool IsList => Paths.Lists.Contains(Request.Path);

    public bool IsV5 => Request.Path.StartsWith("/v5/", StringComparison.Ordinal);

    /// <summary>A parameter of the call; null where it has none of that name.</summary>
    public string? Parameter(string name)
    {
        if (Request.Method == "GET")
        {
            return System.Web.HttpUtility.ParseQueryString(Request.Query)[name];
        }

        using var body = JsonDocument.Parse(Request.Body.Length == 0 ? "{}" : Request.Body);
        return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
    }

    /// <summary>The asset mode that it tells; null where it tells none.</summary>
    public int? AssetMode
    {
        get
        {
            if (!IsOk || !Paths.Mode.Contains(Request.Path))
            {
                return null;
            }

            using var body = JsonDocument.Parse(Response.Body);
            return int.Parse(body.RootElement.GetProperty("data").GetProperty("asset_mode").ToString(), CultureInfo.InvariantCulture);
        }
    }

    // The simulator's order ids have 18 digits, and nothing else of its answers has.
    [GeneratedRegex(@"(?<!\d)\d{18}(?!\d)")]
    private static partial Regex OrderIds();
}
