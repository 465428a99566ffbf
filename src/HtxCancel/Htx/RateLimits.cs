using System.Net.Http.Headers;

namespace HtxCancel.Htx;

/// <summary>What the <c>ratelimit-*</c> headers of an answer say of the UID's pool that the call drew from.</summary>
/// <param name="Limit">Calls that HTX takes in one window.</param>
/// <param name="Remaining">Calls that HTX would still take in this window, whoever of the UID sends them.</param>
/// <param name="Interval">The window's length.</param>
/// <param name="Reset">When the window ends, milliseconds: a duration or a moment since 1970, HTX's documents do not say which.</param>
/// <param name="RetryAfter">What <c>Retry-After</c> says, which is the edge's and not HTX's.</param>
internal sealed record RateLimits(int? Limit, int? Remaining, TimeSpan? Interval, long? Reset, TimeSpan? RetryAfter = null)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <summary>An answer that says nothing of it.</summary>
    public static RateLimits None { get; } = new(null, null, null, null);

    /// <summary>Reads them; each is null where it is absent or no number.</summary>
    public static RateLimits Read(HttpResponseHeaders headers) => new(
        (int?)Number(headers, "ratelimit-limit", int.MaxValue),
        (int?)Number(headers, "ratelimit-remaining", int.MaxValue),
        Number(headers, "ratelimit-interval", 60_000) is { } interval ? TimeSpan.FromMilliseconds(interval) : null,
        Number(headers, "ratelimit-reset", long.MaxValue),
        headers.RetryAfter?.Delta);

    /// <summary>
    /// How long to wait after HTX said that there were too many calls: as <see cref="RetryAfter"/> says or until
    /// <see cref="Reset"/> where that is within the next 3 s, read either way, else for the interval, else for 3 s.
    /// </summary>
    public TimeSpan WaitAfterRefusal(DateTimeOffset now)
    {
        if (RetryAfter is { } after && after > TimeSpan.Zero)
            return after < LongestWait ? after : LongestWait;

        if (Reset is { } reset)
        {
            var untilMoment = reset - now.ToUnixTimeMilliseconds();
            foreach (var milliseconds in new[] { reset, untilMoment })
            {
                if (milliseconds > 0 && milliseconds <= LongestWait.TotalMilliseconds)
                    return TimeSpan.FromMilliseconds(milliseconds);
            }
        }

        return Interval is { } interval && interval > TimeSpan.Zero && interval <= LongestWait ? interval : LongestWait;
    }

    private static long? Number(HttpResponseHeaders headers, string name, long maximum) =>
        headers.TryGetValues(name, out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && value <= maximum
            ? value
            : null;
}
