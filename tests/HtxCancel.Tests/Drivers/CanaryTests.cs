using System.Text.Json;
using HtxSimulator;

namespace HtxCancel.Tests.Drivers;

public sealed class CanaryTests
{
    [Theory]
    [InlineData("key canary-access-5f2c9d1e was used")]
    [InlineData("CANARY-SECRET-8A7B6C5D")]
    [InlineData("GET https://api.hbdm.com/x?AccessKeyId=…")]
    [InlineData("&Signature=abc")]
    public void The_canary_finds_keys_and_signed_addresses(string line) => Assert.NotNull(Canary.Find(line));

    [Fact]
    public async Task The_canary_finds_every_signature_that_the_exchange_saw()
    {
        using var driver = new KillDriver();
        await driver.KillAsync();
        var query = driver.Exchange.Calls[0].Request.Query;
        var signature = query[(query.LastIndexOf('=') + 1)..];

        Assert.NotNull(Canary.Find($"it was {signature}", driver.Exchange));
        Assert.NotNull(Canary.Find($"it was {Uri.UnescapeDataString(signature)}", driver.Exchange));
    }

    [Fact]
    public async Task An_exchange_that_quotes_the_signed_address_does_not_bring_it_into_report_or_log()
    {
        using var driver = new KillDriver();
        driver.Exchange.OnRequest(KillDriver.CancelAll, (request, _) => SimulatedResponse.Json(JsonSerializer.Serialize(new
        {
            status = "error",
            err_code = 1205,
            err_msg = $"no: https://{request.Host}{request.Path}?{request.Query} {Uri.UnescapeDataString(request.Query)} {Canary.SecretKey}",
        })));

        var report = await driver.KillAsync();

        // The driver's own end checks the report and the log.
        Assert.Contains("1205", report.Contract().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exchange_that_quotes_the_signed_address_for_one_order_does_not_bring_it_into_report_or_log()
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true } };
        var order = driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (request, _) => SimulatedResponse.Json(JsonSerializer.Serialize(new
        {
            status = "ok",
            data = new { errors = new[] { new { order_id = order.OrderId, err_code = 1440, err_msg = $"no: {request.Query}" } }, successes = "" },
        })));

        var report = await driver.KillAsync();

        Assert.Single(report.Contract().Failed);
    }
}
