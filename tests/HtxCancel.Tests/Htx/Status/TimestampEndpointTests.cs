using System.Text;

namespace HtxCancel.Tests.Htx.Status;

public sealed class TimestampEndpointTests
{
    [Theory]
    [InlineData("""{"status":"ok","ts":1767323045000}""")]
    [InlineData("""{"ts":"1767323045000"}""")]
    public void The_time_is_all_that_counts(string body) =>
        Assert.Equal(new HtxResult<DateTimeOffset>.Ok(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), Read(body));

    [Theory]
    [InlineData(200, "{}", "HTTP 200 with an answer that tells no time")]
    [InlineData(200, """{"ts":0}""", "HTTP 200 with an answer that tells no time")]
    [InlineData(500, """{"ts":1767323045000}""", "HTTP 500 with an answer that tells no time")]
    [InlineData(500, "", "HTTP 500 with an empty body")]
    public void An_answer_that_tells_no_time_is_none(int status, string body, string detail) =>
        Assert.Equal(new HtxResult<DateTimeOffset>.NoAnswer(detail), Read(body, status));

    private static HtxResult<DateTimeOffset> Read(string body, int status = 200) => TimestampEndpoint.Read(new HtxReply(status, Encoding.UTF8.GetBytes(body)));
}
