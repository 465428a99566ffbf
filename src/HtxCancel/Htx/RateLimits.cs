using System.Net.Http.Headers;

namespace HtxCancel.Htx;

/// <summary>What the <c>ratelimit-*</c> headers of an answer say of the UID's pool that the call drew from: calls in one window, and what
/// is left of them for whoever of the UID sends them; the window's length and its end, in milliseconds (a duration or a moment since
/// 1970, HTX's documents do not say which). <c>Retry-After</c> is the edge's and not HTX's.</summary>
internal sealed record RateLimits(int? Limit, int? Remaining, TimeSpan? Interval, long? Reset, TimeSpan? RetryAfter = null)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    public static RateLimits None { get; } = new(null, null, null, null);

    /// <summary>Reads them; each is null where it is absent or no number.</summary>
    public static RateLimits Read(HttpResponseHeaders headers) => new(
        (int?)Number(headers, "ratelimit-limit", int.MaxValue),
        (int?)Number(headers, "ratelimit-remaining", int.MaxValue),
        Number(headers, "ratelimit-interval", 60_000) is { } interval ? TimeSpan.FromMilliseconds(interval) : null,
        Number(headers, "ratelimit-reset", long.MaxValue),
        headers.RetryAfter?.Delta);

    /// <summary>How long to wait after HTX said that there were too many calls: as <see cref="RetryAfter"/> says or until
    /// <see cref="Reset"/> where that is within the next 3 s, read either way, else for the interval, else for 3 s.</summary>
    public TimeSpan WaitAfterRefusal(DateTimeOffset now)
    {
        if (RetryAfter is { } after && after > TimeSpan.Zero)
            return after < LongestWait ? after : LongestWait;

        long?[] waits = [Reset, Reset - now.ToUnixTimeMilliseconds(), (long?)Interval?.TotalMilliseconds];
        var wait = waits.FirstOrDefault(milliseconds => milliseconds > 0 && milliseconds <= LongestWait.TotalMilliseconds);
        return wait is { } found ? TimeSpan.FromMilliseconds(found) : LongestWait;
    }

    private static long? Number(HttpResponseHeaders headers, string name, long maximum) =>
        headers.TryGetValues(name, out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && value <= maximum
            ? value
            : null;
}
