using System.Net;
using HtxFunctions.Tests.Drivers;
using Microsoft.Extensions.Options;

namespace HtxFunctions.Tests;

public sealed class StartUpTests
{
    [Theory]
    [InlineData("KeyVault:Uri", "", "KeyVault:Uri")]
    [InlineData("KeyVault:Uri", "http://vault.example", "KeyVault:Uri")]
    [InlineData("Htx:BaseUrls", "http://api.hbdm.com", "Htx:BaseUrls")]
    [InlineData("Cancel:Looks", "1", "CancelSettings.Looks")]
    [InlineData("Cancel:LookInterval", "00:00:00.05", "CancelSettings.LookInterval")]
    [InlineData("Cancel:AlertDeadline", "00:00:00.5", "CancelSettings.AlertDeadline")]
    [InlineData("ScheduleMaxLate", "2.00:00:00", "ScheduleSettings.ScheduleMaxLate")]
    public async Task A_wrong_setting_that_nothing_can_do_without_stops_the_app_naming_it(string setting, string value, string named)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => AppDriver.StartAsync((setting, value)));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_is_no_time_stops_the_app_naming_it()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => AppDriver.StartAsync(("Cancel:HttpDeadline", "soon")));

        Assert.Contains("Cancel:HttpDeadline", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_target_is_switched_off_logged_and_answered_400_with_the_reason()
    {
        await using var app = await AppDriver.StartAsync(("Targets:bad:ContractCodes", "BTC"), ("Cancel:LookInterval", "00:00:00.1"));

        var reply = await app.PostAsync("""{"target":"bad"}""");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains("switched off: Targets:bad:ContractCodes must be the code", reply.Errors("target"), StringComparison.Ordinal);
        Assert.Equal(2, app.Messages(1102).Count(message => message.Contains("bad", StringComparison.Ordinal)));
        Assert.Equal("clear", (await app.PostAsync("""{"target":"sandbox"}""")).Outcome);
    }

    [Fact]
    public async Task A_wrong_account_is_switched_off_logged_and_answered_400_with_the_reason()
    {
        await using var app = await AppDriver.StartAsync(("Accounts:main:SecretName", "a/b"));

        var reply = await app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains("'main' is switched off", reply.Errors("account"), StringComparison.Ordinal);


        // At the start, and in the first invocation, which is all that the Functions host relays.
        Assert.Equal(2, app.Messages(1101).Count());
    }

    [Fact]
    public async Task With_several_accounts_one_must_be_named()
    {
        await using var app = await AppDriver.StartAsync(("Accounts:second:SecretName", "htx-second"), ("Cancel:LookInterval", "00:00:00.1"));

        var reply = await app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains("there are several accounts: main, second", reply.Errors("account"), StringComparison.Ordinal);
        Assert.Equal("clear", (await app.PostAsync("""{"contract_code":"BTC-USDT","account":"MAIN"}""")).Outcome);
    }
}
