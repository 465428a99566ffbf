using System.Globalization;

namespace HtxSimulator;

/// <content>Carries one call out, under the lock.</content>
public sealed partial class SimulatedExchange
{
    private SimulatedResponse CarryOut(SimulatedRequest request)
    {
        if (IsSwitchedOff(request.Path))
        {
            return Envelope.NotFound;
        }

        var clock = ClockOf(request.Host);
        var name = $"{request.Method} {request.Path}";
        if (PublicAnswers.To(this, name, new SignedQuery(request.Query).Text("business_type"), clock) is { } answer)
        {
            return answer;
        }

        var asker = AccessKeyOf(request) is { } accessKey ? keys.GetValueOrDefault(accessKey) : null;
        if (HasKeyPages && KeyPages.To(name, request, asker, clock) is { } said)
        {
            return Envelope.V5(said, clock, codesAsText: false);
        }

        if (Routes.Signed.TryGetValue(name, out var route))
        {
            return Signed(request, route, clock);
        }

        unknownRequests.Add(name);
        return Envelope.NotFound;
    }

    private bool IsSwitchedOff(string path) =>
        (!HasV5 && path.StartsWith(Outage.V5Paths, StringComparison.Ordinal))
        || (!HasV1 && path.StartsWith(Outage.V1Paths, StringComparison.Ordinal));

    private SimulatedResponse Signed(SimulatedRequest request, Route route, DateTimeOffset clock)
    {
        if (InMaintenance)
        {
            return Envelope.Maintenance;
        }

        var key = AccessKeyOf(request) is { } accessKey ? keys.GetValueOrDefault(accessKey) : null;
        if (Authentication.Check(request, key, clock) is { } refusal)
        {
            return Wrap(route.Generation, ApiResult.Refused(refusal), clock);
        }

        var window = key!.Account.Window(route.Pool);
        var result = !MayUse(key, route.Pool) ? ApiResult.Refused(Refusal.NoPermission)
            : !window.TryTake(Now) ? ApiResult.Refused(Refusal.TooManyRequests)
            : route.CarryOut(this, key.Account, request);
        return Wrap(route.Generation, result, clock) with { Headers = RateLimitHeaders(window, clock) };
    }

    private SimulatedResponse Error(ApiGeneration generation, int code, string message, DateTimeOffset clock) =>
        Wrap(generation, ApiResult.Refused(new Refusal(code, message)), clock);

    private SimulatedResponse Wrap(ApiGeneration generation, ApiResult result, DateTimeOffset clock) => generation switch
    {
        ApiGeneration.V1 => Envelope.V1(result, clock),
        ApiGeneration.V5 => Envelope.V5(result, clock, V5CodesAsText),
    };

    private static bool MayUse(SimulatedKey key, RequestPool pool) => pool switch
    {
        RequestPool.Trade => key.CanTrade,
        RequestPool.Read => key.CanRead,
    };

    private Dictionary<string, string> RateLimitHeaders(SlidingWindow window, DateTimeOffset clock) => new()
    {
        ["ratelimit-limit"] = Whole(SlidingWindow.Limit),
        ["ratelimit-interval"] = Whole(SlidingWindow.Interval.TotalMilliseconds),
        ["ratelimit-remaining"] = Whole(window.Remaining(Now)),
        ["ratelimit-reset"] = Whole((RateLimitResetIsDuration ? 0 : clock.ToUnixTimeMilliseconds()) + Math.Ceiling(window.UntilReset(Now).TotalMilliseconds)),
    };

    private static string Whole(double number) => number.ToString("F0", CultureInfo.InvariantCulture);
}
