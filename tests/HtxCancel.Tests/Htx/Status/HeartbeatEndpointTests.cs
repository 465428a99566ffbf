using System.Text;

namespace HtxCancel.Tests.Htx.Status;

public sealed class HeartbeatEndpointTests
{
    [Theory]
    [InlineData("""{"heartbeat":0,"linear_swap_heartbeat":1,"linear_swap_estimated_recovery_time":null}""", true, null)]
    [InlineData("""{"heartbeat":1,"linear_swap_heartbeat":0,"linear_swap_estimated_recovery_time":"1767323045000"}""", false, 1767323045000L)]
    public void It_says_whether_the_futures_are_in_service_and_until_when_not(string data, bool isInService, long? recoveryTime) =>
        Assert.Equal(
            new HeartbeatData(isInService, recoveryTime),
            Assert.IsType<HtxResult<HeartbeatData>.Ok>(Read($$"""{"status":"ok","data":{{data}}}""")).Value);

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"heartbeat":1}""")]
    [InlineData("""{"linear_swap_heartbeat":"perhaps"}""")]
    public void An_answer_that_does_not_speak_of_them_says_nothing(string data) =>
        Assert.Equal(
            "HTTP 200 with an answer that lacks what it must have",
            Assert.IsType<HtxResult<HeartbeatData>.NoAnswer>(Read($$"""{"status":"ok","data":{{data}}}""")).Detail);

    private static HtxResult<HeartbeatData> Read(string body) => HeartbeatEndpoint.Read(new HtxReply(200, Encoding.UTF8.GetBytes(body)));
}
