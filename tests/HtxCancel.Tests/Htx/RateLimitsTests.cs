namespace HtxCancel.Tests.Htx;

public sealed class RateLimitsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1767323045000);

    [Fact]
    public void Every_header_is_read()
    {
        var limits = Read(("ratelimit-limit", "72"), ("ratelimit-remaining", "5"), ("ratelimit-interval", "3000"), ("ratelimit-reset", "250"), ("Retry-After", "2"));

        Assert.Equal(new RateLimits(72, 5, TimeSpan.FromSeconds(3), 250, TimeSpan.FromSeconds(2)), limits);
    }

    [Fact]
    public void An_answer_without_them_says_nothing() => Assert.Equal(RateLimits.None, Read());

    [Theory]
    [InlineData("2147483647", "60000", "9223372036854775807", 2147483647, 60000, long.MaxValue)]
    [InlineData("2147483648", "60001", "9223372036854775808", null, null, null)]
    [InlineData("0", "0", "0", 0, 0, 0L)]
    [InlineData("-1", "-1", "-1", null, null, null)]
    [InlineData(" 5", "3e3", "1,000", null, null, null)]
    public void A_number_counts_up_to_what_it_can_be(string calls, string interval, string reset, int? expectedCalls, int? expectedInterval, long? expectedReset) =>
        Assert.Equal(
            new RateLimits(expectedCalls, expectedCalls, expectedInterval is { } value ? TimeSpan.FromMilliseconds(value) : null, expectedReset),
            Read(("ratelimit-limit", calls), ("ratelimit-remaining", calls), ("ratelimit-interval", interval), ("ratelimit-reset", reset)));

    [Theory]
    [InlineData(3000L, 1000, 3000)]
    [InlineData(3001L, 1000, 1000)]
    [InlineData(1767323045000L, 1000, 1000)]
    [InlineData(1767323045001L, 1000, 1)]
    [InlineData(1767323048000L, 1000, 3000)]
    [InlineData(1767323048001L, 1000, 1000)]
    [InlineData(null, 0, 3000)]
    [InlineData(null, 1, 1)]
    [InlineData(null, 3001, 3000)]
    public void No_wait_after_a_refusal_is_longer_than_3_s_or_none(long? reset, int interval, int expected) =>
        Assert.Equal(expected, new RateLimits(72, 0, TimeSpan.FromMilliseconds(interval), reset).WaitAfterRefusal(Now).TotalMilliseconds);

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(3, 3000)]
    [InlineData(60, 3000)]
    [InlineData(0, 250)]
    public void What_the_edge_says_comes_first_where_it_says_to_wait(int retryAfterSeconds, int expected) =>
        Assert.Equal(expected, new RateLimits(72, 0, null, 250, TimeSpan.FromSeconds(retryAfterSeconds)).WaitAfterRefusal(Now).TotalMilliseconds);

    private static RateLimits Read(params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return RateLimits.Read(response.Headers);
    }
}
