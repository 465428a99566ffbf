using System.Text;

namespace HtxCancel.Tests.Htx;

public sealed class HtxReplyTests
{
    [Theory]
    [InlineData(200, "", "HTTP 200 with an empty body")]
    [InlineData(502, " \r\n\t", "HTTP 502 with an empty body")]
    [InlineData(200, "\uFEFF", "HTTP 200 with an empty body")]
    [InlineData(403, "<html></html>", "HTTP 403 with a page of HTML, from the edge and not from the exchange")]
    [InlineData(200, "\uFEFF\r\n <!DOCTYPE html>", "HTTP 200 with a page of HTML, from the edge and not from the exchange")]
    [InlineData(200, " null ", "HTTP 200 with the JSON null")]
    [InlineData(200, "busy", "HTTP 200 with a body that cannot be read (byte 0 of line 1, 4 bytes)")]
    [InlineData(503, "  {\"ts\":\r\n  x}  ", "HTTP 503 with a body that cannot be read (byte 2 of line 2, 12 bytes)")]
    public void What_is_wrong_with_a_body_is_told(int status, string body, string problem)
    {
        Assert.Null(Reply(body, status).Read(HtxJson.Default.TimestampAnswer, out var told));
        Assert.Equal(problem, told);
    }

    [Theory]
    [InlineData("{\"ts\":5}")]
    [InlineData("\uFEFF{\"ts\":5}")]
    [InlineData("\r\n\t {\"ts\":5} \r\n\t")]
    [InlineData("\uFEFF {\"ts\":\"5\",\"more\":[{}]}")]
    public void What_stands_around_the_JSON_does_not_matter(string body) =>
        Assert.Equal(5, Reply(body).Read(HtxJson.Default.TimestampAnswer, out _)?.Ts);

    private static HtxReply Reply(string body, int status = 200) => new(status, Encoding.UTF8.GetBytes(body));
}
