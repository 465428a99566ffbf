using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Runs;

/// <summary>More than eight contracts share one list, in which a misspelt code looks like one without orders.</summary>
public sealed class UnseenContractsTests
{
    private const string ContractList = "/linear-swap-api/v1/swap_contract_info";
    private const string Misspelt = "BTCC-USDT";

    [Theory]
    [InlineData(0, MarginScope.Isolated)]
    [InlineData(0, MarginScope.Cross)]
    [InlineData(0, MarginScope.All)]
    [InlineData(1, MarginScope.Cross)]
    [InlineData(1, MarginScope.All)]
    [InlineData(2, MarginScope.Isolated)]
    [InlineData(2, MarginScope.Cross)]
    [InlineData(2, MarginScope.All)]
    public async Task A_misspelt_contract_among_more_than_eight_is_refused_whatever_the_scope(int assetMode, MarginScope margin)
    {
        foreach (var dryRun in new[] { false, true })
        {
            using var driver = new KillDriver { Account = { AssetMode = assetMode } };
            var codes = driver.ListContracts(9);
            driver.Account.Place(codes[0], "buy", "open", 10m, 1, marginMode: margin == MarginScope.Isolated ? "isolated" : "cross");

            var report = await driver.KillAsync(KillDriver.Scope([.. codes, Misspelt]) with { MarginModeAsked = margin }, dryRun: dryRun);

            Assert.Equal(Outcome.Refused, report.Outcome);
            Assert.Equal(dryRun ? 1 : 0, driver.Exchange.RestingOrders.Count);
            Assert.Equal((Misspelt, "HTX knows no such contract: correct the code"), Worst(report));
            Assert.All(report.Accounts[0].Contracts, contract => Assert.Equal(
                contract.ContractCode == Misspelt ? Outcome.Refused : dryRun ? Outcome.DryRun : Outcome.Clear, contract.Outcome));
            Assert.Null(report.TimingsMs.Verified);
            Assert.Null(report.TimingsMs.FirstEmptyLook);
        }
    }

    [Theory]
    [InlineData(MarginScope.Cross)]
    [InlineData(MarginScope.All)]
    public async Task A_delivery_contract_is_known_by_a_list_that_has_delivery_contracts(MarginScope margin)
    {
        using var driver = new KillDriver { Exchange = { Contracts = { "BTC-USDT-261225" } } };
        var codes = driver.ListContracts(9);

        var known = await driver.KillAsync(KillDriver.Scope([.. codes, "BTC-USDT-261225"]) with { MarginModeAsked = margin });
        var past = await driver.KillAsync(KillDriver.Scope([.. codes, "BTC-USDT-261226"]) with { MarginModeAsked = margin });

        Assert.Equal(Outcome.Clear, known.Outcome);
        Assert.Equal((Outcome.Refused, "BTC-USDT-261226"), (past.Outcome, Worst(past).Code));
    }

    [Fact]
    public async Task A_delivery_contract_is_not_refused_by_a_list_of_perpetual_ones()
    {
        using var driver = new KillDriver { Settings = { HttpDeadline = TimeSpan.FromSeconds(3) } };

        var report = await driver.KillAsync(KillDriver.Scope([.. driver.ListContracts(9), "BTC-USDT-261225"]) with { MarginModeAsked = MarginScope.Cross });

        Assert.Equal((Outcome.Unknown, "BTC-USDT-261225"), (report.Outcome, Worst(report).Code));
    }

    [Theory]
    [InlineData("""{"status":"ok","data":[],"ts":1}""")]
    [InlineData("""{"status":"ok","data":[{"contract_code":null}],"ts":1}""")]
    [InlineData("""{"status":"error","err_code":1003,"err_msg":"fault","ts":1}""")]
    [InlineData("<html></html>")]
    [InlineData(null)]
    public async Task A_contract_that_cannot_be_checked_and_was_never_listed_is_unknown(string? answer)
    {
        using var driver = new KillDriver();
        var codes = driver.PlaceOnContracts(8);
        driver.Exchange.Contracts.Add("LAST-USDT");
        driver.Exchange.OnRequest(ContractList, (_, _) => answer is null ? SimulatedResponse.Hang : SimulatedResponse.Json(answer));

        var report = await driver.KillAsync(KillDriver.Scope([.. codes, "LAST-USDT"]));

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.StartsWith("no list showed this contract, and whether HTX knows it could not be read", Worst(report).Detail, StringComparison.Ordinal);
        Assert.Single(report.Accounts[0].Contracts, contract => contract.Outcome != Outcome.Clear);
        Assert.InRange(report.ElapsedMs, 20_000, 21_000);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(18)]
    public async Task A_list_of_contracts_that_is_back_in_time_ends_clear(int seconds)
    {
        using var driver = new KillDriver();
        var back = driver.Time.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        driver.Exchange.OnRequest(ContractList, (_, _) => driver.Time.GetUtcNow() < back ? SimulatedResponse.Html(503) : null);

        var report = await driver.KillAsync(KillDriver.Scope(driver.ListContracts(9)));

        // It is asked for every 2 s at least.
        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.InRange(report.ElapsedMs, seconds * 1000, (seconds * 1000) + 2000);
    }

    [Fact]
    public async Task A_list_of_contracts_that_is_out_at_one_host_is_read_at_the_other()
    {
        using var driver = new KillDriver();
        driver.Exchange.OnRequest(ContractList, (request, _) => request.Host == "api.hbdm.com" ? SimulatedResponse.Html(404) : null);

        Assert.Equal(Outcome.Refused, (await driver.KillAsync(KillDriver.Scope([.. driver.ListContracts(9), Misspelt]))).Outcome);
    }

    [Theory]
    [InlineData(8, 0)]
    [InlineData(9, 2)]
    public async Task Which_contracts_exist_is_asked_only_where_a_misspelt_one_could_pass_for_one_without_orders(int contracts, int asked)
    {
        using var driver = new KillDriver();

        var report = await driver.KillAsync(KillDriver.Scope(driver.ListContracts(contracts)));

        Assert.Equal((Outcome.Clear, asked), (report.Outcome, driver.CallsTo(ContractList)));
    }

    [Fact]
    public async Task A_run_whose_contracts_were_all_seen_does_not_wait_for_the_list_of_contracts()
    {
        using var driver = new KillDriver();
        var codes = driver.PlaceOnContracts(9);
        driver.Exchange.OnRequest(ContractList, (_, _) => SimulatedResponse.Hang);

        var report = await driver.KillAsync(KillDriver.Scope(codes));

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.InRange(report.ElapsedMs, 1000, 2000);
        Assert.NotNull(report.TimingsMs.Verified);
    }

    [Fact]
    public async Task A_contract_that_had_an_order_exists_whatever_the_list_of_contracts_holds()
    {
        using var driver = new KillDriver();
        var codes = driver.ListContracts(9);
        driver.Account.Place(codes[0], "buy", "open", 10m, 1);
        driver.Exchange.OnRequest(ContractList, (_, _) => SimulatedResponse.Json(
            $$"""{"status":"ok","data":[{{string.Join(',', codes[1..8].Select(code => $$"""{"contract_code":" {{code.ToLowerInvariant()}} "}"""))}}],"ts":1}"""));

        var report = await driver.KillAsync(KillDriver.Scope(codes));

        Assert.Equal(
            codes.Select(code => (code, code == codes[8] ? Outcome.Refused : Outcome.Clear)),
            report.Accounts[0].Contracts.Select(contract => (contract.ContractCode, contract.Outcome)));
    }

    private static (string Code, string? Detail) Worst(CancelReport report)
    {
        var worst = report.Accounts[0].Contracts.MaxBy(contract => contract.Outcome)!;
        return (worst.ContractCode, worst.Detail);
    }
}
