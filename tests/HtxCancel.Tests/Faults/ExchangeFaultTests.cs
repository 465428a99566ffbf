using System.Text.Json.Nodes;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Faults;

/// <summary>What HTX itself does to a kill. docs/faults.md goes by the names of these tests.</summary>
public sealed class ExchangeFaultTests
{
    private static readonly CancelScope OnlyBuys = KillDriver.Scope() with { Direction = Direction.Buy };

    [Theory, OnEachCall]
    public Task Status_maintain_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.Maintain, assetMode, call);

    [Theory, OnBothGenerations]
    public async Task Status_maintain_for_5_s_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        Fault.ByName["maintain"](cell.Exchange);

        await cell.EndsClearAsync();
    }

    [Theory, OnBothGenerations]
    public Task Status_maintain_that_stays_is_blocked(int assetMode) => FaultCell.StaysAsync(Fault.Maintain, assetMode, Outcome.Blocked);

    [Theory]
    [InlineData(1000, FaultedCall.Cancel)]
    [InlineData(1001, FaultedCall.List)]
    [InlineData(1002, FaultedCall.Mode)]
    [InlineData(1003, FaultedCall.Cancel)]
    public async Task A_code_of_1000_to_1003_that_passes_ends_clear(int code, FaultedCall call)
    {
        await FaultCell.PassesAsync(Fault.Code(code), 0, call);
        await FaultCell.PassesAsync(Fault.Code(code), 2, call);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    public async Task A_code_of_1000_to_1003_that_stays_is_unknown(int code)
    {
        await FaultCell.StaysAsync(Fault.Code(code), 0, Outcome.Unknown);
        await FaultCell.StaysAsync(Fault.Code(code), 2, Outcome.Unknown);
    }

    [Theory, OnEachCall]
    public Task Code_1004_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.Code(1004), assetMode, call);

    [Theory, OnBothGenerations]
    public Task Code_1004_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.Code(1004), assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task Code_1032_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.Code(1032), assetMode, call);

    [Theory, OnBothGenerations]
    public Task Code_1032_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.Code(1032), assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task An_unknown_code_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.Code(9999), assetMode, call);

    [Theory, OnBothGenerations]
    public Task An_unknown_code_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.Code(9999), assetMode, Outcome.Unknown);

    [Theory, OnBothGenerations]
    public Task Code_1051_while_orders_rest_that_passes_ends_clear(int assetMode) => FaultCell.PassesAsync(Fault.Code(1051), assetMode, FaultedCall.Cancel);

    [Theory, OnBothGenerations]
    public Task Code_1051_while_orders_rest_that_stays_is_remaining(int assetMode) => CancelsAnswerAsync(1051, assetMode, Outcome.Remaining);

    [Theory, OnBothGenerations]
    public async Task Code_1056_for_3_s_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        Fault.Code(1056).Befall(cell.Exchange, Paths.Cancels, Fault.For(cell.Exchange, TimeSpan.FromSeconds(3)));

        await cell.EndsClearAsync();
    }

    [Fact]
    public async Task Code_1056_for_4_minutes_of_a_run_by_timer_ends_clear()
    {
        using var cell = new FaultCell(2);
        Fault.Code(1056).Befall(cell.Exchange, Paths.Cancels, Fault.For(cell.Exchange, TimeSpan.FromMinutes(4)));

        var report = await cell.EndsClearAsync(Trigger.Timer);

        Assert.InRange(report.ElapsedMs, 240_000, 245_000);
    }

    [Theory, OnBothGenerations]
    public async Task Code_1056_for_4_minutes_of_a_call_is_blocked(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        Fault.Code(1056).Befall(cell.Exchange, Paths.Cancels, Fault.For(cell.Exchange, TimeSpan.FromMinutes(4)));

        await cell.EndsAsync(Outcome.Blocked);
    }

    [Theory, OnBothGenerations]
    public Task Code_1059_that_passes_ends_clear(int assetMode) => FaultCell.PassesAsync(Fault.Code(1059), assetMode, FaultedCall.Cancel);

    [Theory, OnBothGenerations]
    public Task Code_1059_that_stays_is_blocked(int assetMode) => CancelsAnswerAsync(1059, assetMode, Outcome.Blocked);

    [Theory, OnBothGenerations]
    public Task Code_1062_that_passes_ends_clear(int assetMode) => FaultCell.PassesAsync(Fault.Code(1062), assetMode, FaultedCall.Cancel);

    [Theory, OnBothGenerations]
    public Task Code_1062_that_stays_is_remaining(int assetMode) => CancelsAnswerAsync(1062, assetMode, Outcome.Remaining);

    [Theory, OnBothGenerations]
    public Task Code_1071_that_passes_ends_clear(int assetMode) => FaultCell.PassesAsync(Fault.Code(1071), assetMode, FaultedCall.Cancel);

    [Theory, OnBothGenerations]
    public Task Code_1071_that_stays_is_remaining(int assetMode) => CancelsAnswerAsync(1071, assetMode, Outcome.Remaining);

    [Theory, OnBothGenerations]
    public Task Code_1440_that_passes_ends_clear(int assetMode) => FaultCell.PassesAsync(Fault.Code(1440), assetMode, FaultedCall.Cancel);

    [Theory, OnBothGenerations]
    public Task Code_1440_that_stays_is_remaining(int assetMode) => CancelsAnswerAsync(1440, assetMode, Outcome.Remaining);

    [Theory]
    [InlineData(1077)]
    [InlineData(1078)]
    [InlineData(1079)]
    [InlineData(1080)]
    public async Task A_code_of_1077_to_1080_of_a_list_that_passes_ends_clear(int code)
    {
        await FaultCell.PassesAsync(Fault.Code(code), 0, FaultedCall.List);
        await FaultCell.PassesAsync(Fault.Code(code), 2, FaultedCall.List);
    }

    [Theory]
    [InlineData(1077)]
    [InlineData(1078)]
    [InlineData(1079)]
    [InlineData(1080)]
    public async Task A_code_of_1077_to_1080_of_a_list_that_stays_is_blocked(int code)
    {
        await FaultCell.StaysAsync(Fault.Code(code), 0, Paths.Lists, Outcome.Blocked);
        await FaultCell.StaysAsync(Fault.Code(code), 2, Paths.Lists, Outcome.Blocked);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(12001)]
    [InlineData(12002)]
    [InlineData(12003)]
    [InlineData(12004)]
    [InlineData(12005)]
    [InlineData(12006)]
    [InlineData(12007)]
    [InlineData(12008)]
    [InlineData(12009)]
    public async Task A_code_of_403_or_12001_to_12009_said_once_ends_clear(int code)
    {
        foreach (var assetMode in new[] { 0, 2 })
        {
            using var cell = new FaultCell(assetMode);
            Fault.Code(code).Befall(cell.Exchange, Paths.All, attempt => attempt == 1);

            await cell.EndsClearAsync();
        }
    }

    [Theory]
    [InlineData(403)]
    [InlineData(12001)]
    [InlineData(12002)]
    [InlineData(12003)]
    [InlineData(12004)]
    [InlineData(12005)]
    [InlineData(12006)]
    [InlineData(12007)]
    [InlineData(12008)]
    [InlineData(12009)]
    public async Task A_code_of_403_or_12001_to_12009_that_stays_is_refused(int code)
    {
        foreach (var assetMode in new[] { 0, 2 })
        {
            using var cell = new FaultCell(assetMode);
            Fault.Code(code).Befall(cell.Exchange, Paths.All);

            var report = await cell.EndsAsync(Outcome.Refused, seconds: 8);

            Assert.InRange(report.ElapsedMs, 3000, 7000);
        }
    }

    [Theory, OnEachCall]
    public Task A_code_of_403_or_12001_to_12009_said_three_times_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.Code(403), assetMode, call);

    [Theory, OnBothGenerations]
    public async Task Two_codes_403_in_a_row_of_good_keys_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        Fault.Code(403).Befall(cell.Exchange, Paths.All, attempt => attempt <= 2);

        await cell.EndsClearAsync();
    }

    [Theory, OnBothGenerations]
    public async Task One_code_403_in_nine_over_500_cancels_ends_clear(int assetMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };
        var codes = driver.PlaceOnContracts(500);
        Fault.Code(403).Befall(driver.Exchange, Paths.Cancels, attempt => attempt % 9 == 0);

        var report = await driver.KillAsync(KillDriver.Scope(codes), Trigger.Timer);

        Assert.Equal((Outcome.Clear, 500), (report.Outcome, report.Totals.Cancelled));
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Theory, OnBothGenerations]
    public async Task A_key_that_is_rotated_while_the_vault_takes_5_s_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        RotateKey(cell);

        var report = await cell.EndsClearAsync();

        Assert.InRange(report.ElapsedMs, 6000, 10_000);
    }

    [Theory, OnBothGenerations]
    public async Task A_key_that_is_rotated_while_the_vault_takes_5_s_and_longer_than_the_run_is_unknown(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        RotateKey(cell);

        await cell.EndsAsync(Outcome.Unknown, seconds: 4);
    }

    [Theory, OnBothGenerations]
    public async Task One_code_403_whose_time_is_8_hours_off_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        var refusal = new Fault((_, _) => SimulatedResponse.Json(
            $$"""{"status":"error","err_code":403,"err_msg":"Incorrect submission time","ts":{{cell.Driver.Time.GetUtcNow().AddHours(8).ToUnixTimeMilliseconds()}}}"""));
        refusal.Befall(cell.Exchange, Paths.All, attempt => attempt == 1);

        var report = await cell.EndsClearAsync();

        Assert.InRange(report.ElapsedMs, 1000, 2500);
    }

    [Theory, OnBothGenerations]
    public async Task One_host_whose_clock_is_10_minutes_off_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        cell.Exchange.HostClockOffsets["api.hbdm.com"] = TimeSpan.FromMinutes(10);

        var report = await cell.EndsClearAsync();

        Assert.InRange(report.ElapsedMs, 1000, 2500);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, -1)]
    [InlineData(2, 1)]
    [InlineData(2, -1)]
    public async Task A_machine_clock_an_hour_off_ends_clear(int assetMode, int hours)
    {
        using var cell = new FaultCell(assetMode);
        cell.Exchange.ClockOffset = TimeSpan.FromHours(hours);

        await cell.EndsClearAsync();
    }

    [Theory, OnBothGenerations]
    public async Task A_machine_clock_an_hour_off_that_is_answered_403_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        cell.Exchange.ClockOffset = TimeSpan.FromHours(1);
        foreach (var path in Paths.All)
        {
            cell.Exchange.OnAnswer(path, (request, _, answer) => answer.ErrorCode == 12001 ? Fault.Code(403).Instead!(cell.Exchange, request) : null);
        }

        await cell.EndsClearAsync();
    }

    [Theory, OnBothGenerations]
    public async Task An_ok_with_an_error_of_one_order_that_passes_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        cell.Driver.Account.RefuseCancel(cell.Orders[1].OrderId, 1440);
        OnCancel(cell, attempt => cell.Driver.Account.RefuseCancel(cell.Orders[1].OrderId, attempt < 4 ? 1440 : null));

        await cell.EndsClearAsync();
    }

    [Theory, OnBothGenerations]
    public async Task An_ok_with_an_error_of_one_order_that_stays_is_remaining(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        cell.Driver.Account.RefuseCancel(cell.Orders[1].OrderId, 1440);

        var report = await cell.EndsAsync(Outcome.Remaining);

        Assert.Equal(cell.Orders[1].OrderId, Assert.Single(report.Contract().Failed).OrderId);
        Assert.Equal(2, report.Contract().Cancelled!.Count);
    }

    [Theory, OnBothGenerations]
    public async Task An_ok_that_does_nothing_and_passes_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        OnCancel(cell, attempt => cell.Exchange.CancelsDoNothing = attempt < 3);

        await cell.EndsClearAsync();
    }

    [Theory, OnBothGenerations]
    public async Task An_ok_that_does_nothing_and_stays_is_remaining(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        cell.Exchange.CancelsDoNothing = true;

        var report = await cell.EndsAsync(Outcome.Remaining);

        Assert.Equal(3, report.Contract().StillOpen!.Count);
    }

    [Theory, OnBothGenerations]
    public async Task A_list_that_lags_by_700_ms_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        cell.Exchange.ListLag = TimeSpan.FromMilliseconds(700);

        await cell.EndsClearAsync();
    }

    [Theory, OnBothGenerations]
    public async Task A_list_that_stands_still_and_passes_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        KeepFirstList(cell, attempt => attempt <= 5);

        await cell.EndsClearAsync();
    }

    [Theory, OnBothGenerations]
    public async Task A_list_that_stands_still_and_stays_is_remaining(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        KeepFirstList(cell, _ => true);

        await cell.EndsAsync(Outcome.Remaining);
    }

    [Fact]
    public async Task Pages_that_shift_and_pass_ends_clear()
    {
        using var cell = new FaultCell(0);
        ShiftPages(cell, times: 3);

        await cell.EndsClearAsync(scope: OnlyBuys);
    }

    [Fact]
    public async Task Pages_that_shift_and_stay_so_is_unknown()
    {
        using var cell = new FaultCell(0);
        ShiftPages(cell, times: int.MaxValue);

        await cell.EndsAsync(Outcome.Unknown, OnlyBuys);
        Assert.Empty(cell.Resting);
    }

    [Fact]
    public async Task A_total_size_that_is_too_high_and_passes_ends_clear()
    {
        using var cell = new FaultCell(0);
        LieOnTotalSize(cell, truth => truth + 2, attempt => attempt <= 3);

        await cell.EndsClearAsync();
    }

    [Fact]
    public async Task A_total_size_that_is_too_high_and_stays_is_unknown()
    {
        using var cell = new FaultCell(0);
        LieOnTotalSize(cell, truth => truth + 2, _ => true);

        await cell.EndsAsync(Outcome.Unknown);
        Assert.Empty(cell.Resting);
    }

    [Fact]
    public async Task A_total_size_of_0_above_rows_that_stays_ends_clear()
    {
        using var cell = new FaultCell(0);
        LieOnTotalSize(cell, _ => 0, _ => true);

        await cell.EndsClearAsync();
    }

    [Fact]
    public async Task A_total_size_of_0_above_orders_that_no_cancel_reaches_is_remaining()
    {
        using var cell = new FaultCell(0);
        cell.Exchange.CancelsDoNothing = true;
        LieOnTotalSize(cell, _ => 0, _ => true);

        await cell.EndsAsync(Outcome.Remaining);
    }

    [Theory]
    [InlineData(VanishedCursor.EmptyPage)]
    [InlineData(VanishedCursor.StartOver)]
    [InlineData(VanishedCursor.Error)]
    public async Task A_v5_cursor_that_vanished_and_passes_ends_clear(VanishedCursor answer)
    {
        using var cell = new FaultCell(2);
        LoseCursor(cell, answer, times: 2);

        await cell.EndsClearAsync(scope: OnlyBuys);
    }

    [Theory]
    [InlineData(VanishedCursor.EmptyPage)]
    [InlineData(VanishedCursor.StartOver)]
    [InlineData(VanishedCursor.Error)]
    public async Task A_v5_cursor_that_vanished_and_stays_so_is_unknown(VanishedCursor answer)
    {
        using var cell = new FaultCell(2);
        LoseCursor(cell, answer, times: int.MaxValue);

        await cell.EndsAsync(Outcome.Unknown, OnlyBuys);
    }

    // The run begins with a pair that HTX has forgotten.
    private static void RotateKey(FaultCell cell)
    {
        var current = cell.Driver.Keys.Answer;
        cell.Driver.Keys.Answer = new ApiKeyResult.Found(new ApiKeyPair("canary-access-old", "canary-secret-old"));
        cell.Driver.Keys.OnRefresh = async token =>
        {
            await Task.Delay(TimeSpan.FromSeconds(5), cell.Driver.Time, token);
            return current;
        };
    }

    private static Task CancelsAnswerAsync(int code, int assetMode, Outcome outcome) =>
        FaultCell.StaysAsync(Fault.Code(code), assetMode, Paths.Cancels, outcome);

    // Before each cancel, with its number.
    private static void OnCancel(FaultCell cell, Action<int> act)
    {
        foreach (var path in Paths.Cancels)
        {
            cell.Exchange.OnRequest(path, (_, attempt) =>
            {
                act(attempt);
                return null;
            });
        }
    }

    // Each list of the contract is answered as the first one was.
    private static void KeepFirstList(FaultCell cell, Predicate<int> attempts)
    {
        foreach (var path in Paths.Lists)
        {
            SimulatedResponse? first = null;
            cell.Exchange.OnAnswer(path, (request, attempt, answer) =>
                (request.Body + request.Query).Contains("BTC-USDT", StringComparison.Ordinal) && attempts(attempt) ? first ??= answer : null);
        }
    }

    // After each second page an order in front of it is filled: what stood on the third slips to the second unseen.
    private static void ShiftPages(FaultCell cell, int times)
    {
        var front = Enumerable.Range(0, 140).Select(order => cell.Place(70000m + order, "sell")).ToList();
        var filled = 0;
        cell.Exchange.OnAnswer(KillDriver.OpenOrders, (request, _, _) =>
        {
            if (request.Body.Contains("\"page_index\":2", StringComparison.Ordinal) && filled < times)
            {
                cell.Driver.Account.Fill(front[filled++].OrderId);
            }

            return null;
        });
    }

    private static void LieOnTotalSize(FaultCell cell, Func<int, int> lie, Predicate<int> attempts) =>
        cell.Exchange.OnAnswer(KillDriver.OpenOrders, (_, attempt, answer) =>
        {
            var body = JsonNode.Parse(answer.Text)!;
            var data = body["data"]!;
            data["total_size"] = lie((int)data["total_size"]!);
            return attempts(attempt) ? SimulatedResponse.Json(body.ToJsonString()) : null;
        });

    // The row that the next page starts from is filled before it is asked for.
    private static void LoseCursor(FaultCell cell, VanishedCursor answerThen, int times)
    {
        cell.Exchange.VanishedCursor = answerThen;
        for (var order = 0; order < 300; order++)
        {
            cell.Place(70000m + order, "sell");
        }

        var lost = 0;
        cell.Exchange.OnAnswer(KillDriver.V5Opens, (_, _, answer) =>
        {
            if (JsonNode.Parse(answer.Text)!["data"] is JsonArray { Count: 100 } rows && lost < times)
            {
                lost++;
                cell.Driver.Account.Fill((string)rows[^1]!["order_id"]!);
            }

            return null;
        });
    }
}
