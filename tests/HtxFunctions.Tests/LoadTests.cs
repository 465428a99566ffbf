using System.Net;
using HtxFunctions.Tests.Drivers;
using HtxSimulator;

namespace HtxFunctions.Tests;

public sealed class LoadTests
{
    [Fact]
    public async Task Fifty_calls_at_once_while_the_exchange_answers_429_half_the_time_are_answered_by_their_deadline_and_share_their_sweeps()
    {
        await using var app = await AppDriver.StartAsync(("Cancel:LookInterval", "00:00:00.1"));
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        app.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);
        Fault.TooManyCalls(retryAfterSeconds: null).Befall(app.Exchange, Paths.All, attempt => attempt % 2 == 0);
        string[] bodies = ["""{"contract_code":"BTC-USDT"}""", """{"contract_code":"ETH-USDT"}"""];

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(call => app.PostAsync(bodies[call % 2])));

        Assert.All(replies, reply => Assert.Equal((HttpStatusCode.OK, "clear"), (reply.Status, reply.Outcome)));
        Assert.All(replies, reply => Assert.InRange(reply.Json.GetProperty("elapsed_ms").GetInt64(), 0, 20_000));
        Assert.Empty(app.Exchange.RestingOrders);

        // Two runs a scope at most: what came while one was under way, and what it could not answer.
        Assert.InRange(app.Messages(1001).Count(), 2, 4);
    }
}
