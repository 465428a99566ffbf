using System.Globalization;
using System.Text;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Htx;

public sealed class HtxClientTests : IDisposable
{
    private const string Page503 = "HTTP 503 with a page of HTML, from the edge and not from the exchange";

    private static readonly HtxRequest Cancel = HtxRequest.Post(KillDriver.AssetMode, RatePool.Trade, "{}"u8.ToArray());

    private readonly ClientDriver _driver = new();

    public static TheoryData<string, string, string?> DifferentQuestions => new()
    {
        { $"{KillDriver.AssetMode}", $"{ClientDriver.OtherPath}", null },
        { $"{KillDriver.AssetMode}?type=tp", $"{KillDriver.AssetMode}?type=sl", null },
        { KillDriver.AssetMode, KillDriver.AssetMode, "BTC-USDT ETH-USDT" },
    };

    private RecordedBudget Budget => _driver.Budget;

    public void Dispose() => _driver.Dispose();

    [Fact]
    public async Task A_request_without_an_answer_of_use_is_sent_three_times_to_the_hosts_in_turn()
    {
        _driver.Answers((_, _) => SimulatedResponse.Html(503));

        var result = await _driver.SendAsync();

        Assert.Equal(Page503, ClientDriver.Words(result));
        Assert.Equal([0, 1, 0], _driver.Asked);
        Assert.Equal((0, 3, 3), (_driver.Calls.Trade, _driver.Calls.Read, _driver.Calls.Unanswered));
        AssertTaken(3);
    }

    [Fact]
    public async Task Calls_are_counted_by_their_kind_and_those_that_get_an_answer_are_not_unanswered()
    {
        _driver.Answers((_, number) => number == 1 ? SimulatedResponse.Reset : ClientDriver.Mode(0));

        await _driver.SendAsync(Cancel);

        Assert.Equal((2, 0, 1), (_driver.Calls.Trade, _driver.Calls.Read, _driver.Calls.Unanswered));
        Assert.Equal([RatePool.Trade, RatePool.Trade], Budget.Taken);
        Assert.Equal([RatePool.Trade, RatePool.Trade], Budget.Answers);
    }

    [Theory]
    [InlineData(1004)]
    [InlineData(404)]
    public async Task What_HTX_refuses_is_not_repeated(int answer)
    {
        _driver.Answers((_, _) => _driver.Answer(answer));

        Assert.IsType<HtxResult<AssetMode>.Failed>(await _driver.SendAsync());

        Assert.Single(_driver.Asked);
        AssertTaken(1);
    }

    [Fact]
    public async Task A_host_that_is_named_is_asked_once()
    {
        _driver.Answers((_, _) => SimulatedResponse.Html(503));

        await _driver.SendAsync(ClientDriver.Question with { Host = 1 });

        Assert.Equal([1], _driver.Asked);
        AssertTaken(1);
    }

    [Fact]
    public async Task Nothing_is_repeated_when_the_rate_limit_has_no_room()
    {
        Budget.Free = 0;
        _driver.Answers((_, _) => SimulatedResponse.Html(503));

        Assert.Equal(Page503, ClientDriver.Words(await _driver.SendAsync()));

        Assert.Single(_driver.Asked);
        AssertTaken(1);
    }

    [Theory]
    [InlineData(1490, 2)]
    [InlineData(1500, 1)]
    public async Task Nothing_is_repeated_after_one_and_a_half_seconds(int milliseconds, int calls)
    {
        _driver.Answers((_, number) => number == 1
            ? SimulatedResponse.Html(503) with { Delay = TimeSpan.FromMilliseconds(milliseconds) }
            : ClientDriver.Mode(0));

        await _driver.SendAsync();

        Assert.Equal(calls, _driver.Asked.Count());
        AssertTaken(calls);
    }

    [Fact]
    public async Task The_pauses_between_repetitions_are_short_and_spread()
    {
        using var other = new ClientDriver { Jitter = 0.9 };
        _driver.Jitter = 0.1;
        foreach (var driver in new[] { _driver, other })
        {
            driver.Answers((_, _) => SimulatedResponse.Html(503));
            await driver.SendAsync();
        }

        Assert.All(_driver.AskedAt.Zip(other.AskedAt).Skip(1), pair => Assert.True(pair.First < pair.Second));
        Assert.InRange(_driver.AskedAt.ElementAt(1), 10, 100);
        Assert.InRange(other.AskedAt.ElementAt(2), 200, 400);
    }

    [Fact]
    public async Task A_deadline_that_comes_before_the_request_keeps_it_from_being_sent()
    {
        var result = await _driver.SendAsync(cancellationToken: new CancellationToken(canceled: true));

        Assert.Equal("the deadline came before the request", ClientDriver.Words(result));
        Assert.Empty(_driver.Asked);
        AssertTaken(1);
    }

    [Fact]
    public async Task A_deadline_that_comes_while_the_rate_limit_has_no_room_says_so()
    {
        Budget.IsFull = true;

        var result = await _driver.SendAsync(cancellationToken: new CancellationToken(canceled: true));

        Assert.Equal("the deadline came while the request waited for HTX's rate limit", ClientDriver.Words(result));
        Assert.Empty(_driver.Asked);
        AssertTaken(0);
    }

    [Fact]
    public async Task A_deadline_that_comes_before_the_answer_ends_the_request_and_takes_no_room_for_another()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(500), _driver.Time);
        _driver.Answers((_, _) => SimulatedResponse.Hang);

        var result = await _driver.SendAsync(cancellationToken: deadline.Token);

        Assert.Equal("the deadline came before the answer", ClientDriver.Words(result));
        Assert.Single(_driver.Asked);
        AssertTaken(1);
    }

    [Fact]
    public async Task A_deadline_that_comes_before_a_repetition_leaves_what_the_first_attempt_said()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(50), _driver.Time);
        _driver.Answers((_, _) => SimulatedResponse.Html(503));

        var result = await _driver.SendAsync(cancellationToken: deadline.Token);

        Assert.Equal(Page503, ClientDriver.Words(result));
        Assert.Single(_driver.Asked);
        AssertTaken(2);
    }

    [Fact]
    public async Task A_host_whose_answer_cannot_be_read_is_tried_second_from_then_on()
    {
        _driver.Answers((_, number) => number == 1 ? SimulatedResponse.Html(503) : null);

        Assert.IsType<HtxResult<AssetMode>.Ok>(await _driver.SendAsync());

        Assert.Equal((1, 1), (_driver.Transport.Hosts.First, _driver.Client.FirstHost));
    }

    [Theory]
    [InlineData(404, null, 1)]
    [InlineData(404, 0, 0)]
    [InlineData(403, null, 1)]
    [InlineData(403, 0, 1)]
    [InlineData(1004, null, 0)]
    [InlineData(1, null, 0)]
    public async Task A_host_that_is_well_and_of_no_use_is_left_by_this_run_alone(int answer, int? named, int next)
    {
        _driver.Answers((_, _) => _driver.Answer(answer));
        _driver.Keys.Fresh = new ApiKeyResult.Silent("no answer");

        await _driver.SendAsync(ClientDriver.Question with { Host = named });

        Assert.Equal((next, 0), (_driver.Client.FirstHost, _driver.Transport.Hosts.First));
    }

    [Theory]
    [MemberData(nameof(DifferentQuestions))]
    public async Task Each_question_that_a_host_does_not_know_goes_to_the_other_one_next_time(string one, string another, string? bodies)
    {
        _driver.Answers((_, _) => SimulatedResponse.Html(404));
        var questions = new[] { Question(one, bodies?.Split(' ')[0]), Question(another, bodies?.Split(' ')[1]) };

        for (var round = 0; round < 2; round++)
        {
            foreach (var question in questions)
            {
                await _driver.SendAsync(question);
            }
        }

        Assert.Equal([0, 1, 1, 0], _driver.Asked);
    }

    [Fact]
    public async Task A_path_that_no_host_knows_is_asked_for_at_each_of_them_again()
    {
        using var driver = new ClientDriver(hosts: 3);
        driver.Answers((_, _) => SimulatedResponse.Html(404));

        for (var question = 0; question < 9; question++)
        {
            await driver.SendAsync();
        }

        Assert.Equal([0, 1, 2], driver.Asked.Take(3));
        Assert.Equal([0, 1, 2], driver.Asked.Skip(3).Distinct().Order());
    }

    // Answers by number: a mode, a page with an HTTP status, or one of HTX's codes.
    [Theory]
    [InlineData(0, 900, 1, 100, "MultiAssets", "SingleAsset")]
    [InlineData(0, 500, 1, 900, "SingleAsset", "MultiAssets")]
    [InlineData(0, 900, 1051, 100, "HTX 1051: no", "SingleAsset")]
    [InlineData(1003, 900, 1, 100, "MultiAssets", "HTX 1003: no")]
    [InlineData(0, 900, 1003, 100, "SingleAsset")]
    [InlineData(0, 900, 503, 100, "SingleAsset")]
    [InlineData(1003, 900, 1004, 100, "HTX 1003: no")]
    [InlineData(503, 900, 1003, 100, "HTX 1003: no")]
    [InlineData(1003, 900, 503, 100, "HTX 1003: no")]
    [InlineData(502, 900, 503, 100, Page503)]
    public async Task The_first_good_answer_of_a_race_counts_and_whoever_asked_is_told_the_other(
        int first, int firstTakes, int second, int secondTakes, string counts, params string[] late)
    {
        Budget.Free = 1;
        _driver.Answers((_, number) => number == 1
            ? _driver.Answer(first) with { Delay = TimeSpan.FromMilliseconds(firstTakes) }
            : _driver.Answer(second) with { Delay = TimeSpan.FromMilliseconds(secondTakes) });
        List<string> told = [];

        var result = await _driver.RunAsync(async () =>
        {
            var answer = await SendCancelAsync(_driver, told.Add);
            await Task.Delay(TimeSpan.FromSeconds(1), _driver.Time);
            return answer;
        });

        Assert.Equal(counts, ClientDriver.Words(result));
        Assert.Equal(late, told);
        Assert.Equal([0, 1], _driver.Asked);
        Assert.Equal([0.0, 400.0], _driver.AskedAt);
        AssertTaken(2);
    }

    [Theory]
    [InlineData(1, int.MaxValue, 900, 1)]
    [InlineData(2, 0, 900, 1)]
    [InlineData(2, int.MaxValue, 390, 1)]
    [InlineData(2, int.MaxValue, 410, 2)]
    public async Task A_cancel_is_raced_when_it_takes_long_and_there_is_another_host_and_room(int hosts, int free, int milliseconds, int calls)
    {
        using var driver = new ClientDriver(hosts) { Budget = { Free = free } };
        driver.Answers((_, number) => ClientDriver.Mode(0) with { Delay = TimeSpan.FromMilliseconds(number == 1 ? milliseconds : 0) });

        Assert.IsType<HtxResult<AssetMode>.Ok>(await driver.RunAsync(() => SendCancelAsync(driver)));

        Assert.Equal(calls, driver.Asked.Count());
        Assert.Equal(calls, driver.Budget.Taken.Count);
    }

    [Theory]
    [InlineData(null, 1990, 1)]
    [InlineData(null, 2010, 2)]
    [InlineData(0, 2010, 2)]
    public async Task A_read_that_takes_2_s_is_sent_to_the_other_host_too_whoever_named_the_first(int? named, int milliseconds, int calls)
    {
        _driver.Answers((_, number) => ClientDriver.Mode(0) with { Delay = TimeSpan.FromMilliseconds(number == 1 ? milliseconds : 0) });

        Assert.IsType<HtxResult<AssetMode>.Ok>(await _driver.SendAsync(ClientDriver.Question with { Host = named }));

        Assert.Equal(new[] { 0, 1 }.Take(calls), _driver.Asked);
        Assert.Equal(new[] { 0.0, 2000.0 }.Take(calls), _driver.AskedAt);
    }

    [Fact]
    public async Task A_host_that_was_overtaken_is_tried_second_and_who_names_it_all_the_same_asks_the_other_at_once()
    {
        _driver.Answers((request, _) => request.Host == "api.hbdm.com" ? SimulatedResponse.Hang : ClientDriver.Mode(0));
        await _driver.RunAsync(() => SendCancelAsync(_driver));

        await _driver.SendAsync();
        await _driver.SendAsync(ClientDriver.Question with { Host = 0 });
        await _driver.SendAsync(ClientDriver.Question with { Host = 1 });

        Assert.Equal([0, 1, 1, 0, 1, 1], _driver.Asked);
        Assert.All(_driver.AskedAt.Skip(1), at => Assert.InRange(at, 400, 500));
    }

    [Fact]
    public async Task A_read_under_way_at_a_host_that_is_overtaken_is_sent_to_the_other_one_at_once()
    {
        _driver.Answers((request, _) => request.Host == "api.hbdm.com" ? SimulatedResponse.Hang : ClientDriver.Mode(0));

        await _driver.RunAsync(() => Task.WhenAll(
            SendCancelAsync(_driver), _driver.Client.SendAsync(ClientDriver.Question, V5Calls.ReadAssetMode, CancellationToken.None)));

        Assert.Equal([0, 0, 1, 1], _driver.Asked);
        Assert.All(_driver.AskedAt.Skip(2), at => Assert.InRange(at, 400, 500));
    }

    [Fact]
    public async Task A_host_that_is_slow_but_first_is_not_tried_second()
    {
        _driver.Answers((_, number) => ClientDriver.Mode(0) with { Delay = TimeSpan.FromMilliseconds(number == 1 ? 450 : 60) });

        await _driver.RunAsync(() => SendCancelAsync(_driver));

        Assert.Equal([0, 1], _driver.Asked);
        Assert.Equal(0, _driver.Transport.Hosts.First);
    }

    [Fact]
    public async Task A_call_that_hangs_frees_the_rate_limit_after_2_s_and_is_given_up_after_8_s()
    {
        Budget.Free = 0;
        _driver.Answers((_, _) => SimulatedResponse.Hang);
        (double AnsweredAt, double EndedAt) seen = default;

        await _driver.RunAsync(async () =>
        {
            var begunAt = _driver.Time.GetTimestamp();
            var call = _driver.Client.SendAsync(ClientDriver.Question, V5Calls.ReadAssetMode, CancellationToken.None);
            while (Budget.Answers.Count == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), _driver.Time);
            }

            seen.AnsweredAt = _driver.Time.GetElapsedTime(begunAt).TotalSeconds;
            await call;
            seen.EndedAt = _driver.Time.GetElapsedTime(begunAt).TotalSeconds;
            return true;
        });

        Assert.InRange(seen.AnsweredAt, 2, 2.1);
        Assert.InRange(seen.EndedAt, 8, 8.1);
        AssertTaken(1);
    }

    [Fact]
    public async Task A_race_that_waits_for_the_rate_limit_is_run_as_soon_as_there_is_room()
    {
        var time = new TestClock();
        using var driver = new ClientDriver(time: time, budget: new RateBudget(time));
        driver.Answers((request, _) => request.Host == "api.hbdm.com" ? SimulatedResponse.Hang : ClientDriver.Mode(0));

        // More than the limit takes: the first ones hang, and the others stand in line before their races do.
        await driver.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SendCancelAsync(driver))));

        var first = driver.Asked.Zip(driver.AskedAt).First(call => call.First == 1);
        Assert.InRange(first.Second, 5000, 5200);
    }

    [Theory]
    [InlineData(1, 300)]
    [InlineData(403, null)]
    [InlineData(503, null)]
    [InlineData(0, null)]
    public async Task A_cancel_that_is_given_up_at_the_end_may_take_effect_until_its_signature_ends(int answer, int? seconds)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(10), _driver.Time);
        var begunAt = _driver.Time.GetUtcNow();
        _driver.Answers((_, _) => answer == 1 ? SimulatedResponse.Hang : _driver.Answer(answer));
        Budget.Free = 0;

        // One attempt is given up after 8 s and is over; the next one is under way at the end.
        await _driver.SendAsync(Cancel, cancellationToken: end.Token);
        await _driver.SendAsync(Cancel, cancellationToken: end.Token);

        Assert.Equal(begunAt + TimeSpan.FromSeconds(8) + (seconds is { } value ? TimeSpan.FromSeconds(value) : null), _driver.Client.CancelsLastUntil);
    }

    [Fact]
    public async Task A_key_that_is_refused_while_the_key_store_is_silent_is_to_be_tried_again()
    {
        _driver.Keys.Fresh = new ApiKeyResult.Silent("Key Vault answered 503");
        _driver.Answers((_, _) => _driver.Answer(403));

        var result = await _driver.SendAsync();

        Assert.Equal("HTX 403: no, and the keys could not be fetched anew: Key Vault answered 503", ClientDriver.Words(result));
        Assert.Equal(HtxCodeClass.Retry, Assert.IsType<HtxResult<AssetMode>.Failed>(result).Error.Class);
        Assert.Equal([0, 1], _driver.Asked);
    }

    [Theory]
    [InlineData(0, "SingleAsset")]
    [InlineData(1051, "HTX 1051: no")]
    [InlineData(12001, "HTX 12001: no, and the keys could not be fetched anew: no answer")]
    public async Task With_the_right_clock_the_answer_counts_whatever_the_key_store_says(int answer, string says)
    {
        _driver.Keys.Fresh = new ApiKeyResult.Silent("no answer");
        _driver.Exchange.ClockOffset = TimeSpan.FromHours(1);
        _driver.Answers((_, number) => _driver.Answer(number == 1 ? 12001 : answer));

        Assert.Equal(says, ClientDriver.Words(await _driver.SendAsync()));
    }

    // What a host's answers say of its clock, and what they carry as Date; whether the call is then signed anew for it.
    [Theory]
    [InlineData(60, 60, 1)]
    [InlineData(60, 61, 1)]
    [InlineData(61, 61, 0)]
    [InlineData(-61, -61, 0)]
    [InlineData(3600, 3660, 0)]
    [InlineData(3600, 3661, 1)]
    [InlineData(3600, 0, 1)]
    [InlineData(28800, null, 1)]
    [InlineData(86399, 86399, 0)]
    [InlineData(86400, 86400, 1)]
    public async Task A_clock_that_the_date_confirms_is_signed_with_at_that_host_and_any_other_is_left_for_the_other_host(int seconds, int? date, int askedNext)
    {
        _driver.Answers((_, number) => number == 1 ? Refusal(seconds, date) : ClientDriver.Mode(0));

        Assert.IsType<HtxResult<AssetMode>.Ok>(await _driver.SendAsync());

        Assert.Equal([0, askedNext], _driver.Asked);
        Assert.Equal(askedNext == 0 ? [0, seconds] : [0, 0], SignedAt());
    }

    [Fact]
    public async Task A_clock_that_a_second_answer_of_the_host_confirms_is_that_host_s_alone()
    {
        _driver.Answers((request, _) => request.Host == "api.hbdm.com" && !IsStamped(request, 3600) ? Refusal(3600, null) : ClientDriver.Mode(0));

        await _driver.SendAsync(ClientDriver.Question with { Host = 0 });
        await _driver.SendAsync(ClientDriver.Question with { Host = 0 });
        await _driver.SendAsync(ClientDriver.Question with { Host = 1 });

        Assert.Equal([0, 1, 0, 0, 1], _driver.Asked);
        Assert.Equal([0, 0, 0, 3600, 0], SignedAt());
    }

    [Fact]
    public async Task A_clock_with_which_no_call_succeeds_is_dropped_for_our_own()
    {
        _driver.Answers((_, number) => number <= 2 ? Refusal(3600, 3600) : ClientDriver.Mode(0));

        await _driver.SendAsync(ClientDriver.Question with { Host = 0 });
        await _driver.SendAsync(ClientDriver.Question with { Host = 0 });

        Assert.Equal([0, 0, 0], _driver.Asked);
        Assert.Equal([0, 3600, 0], SignedAt());
    }

    [Fact]
    public async Task A_clock_with_which_calls_succeeded_outlives_a_refusal()
    {
        _driver.Answers((_, number) => number is 1 or 3 ? Refusal(3600, 3600) : ClientDriver.Mode(0));

        await _driver.SendAsync(ClientDriver.Question with { Host = 0 });
        await _driver.SendAsync(ClientDriver.Question with { Host = 0 });
        await _driver.SendAsync(ClientDriver.Question with { Host = 0 });

        Assert.Equal([0, 0, 0, 1, 0], _driver.Asked);
        Assert.Equal([0, 3600, 3600, 0, 3600], SignedAt());
    }

    // Hosts in turn, over so long, with these keys: what HTX refuses then is refused for good.
    [Theory]
    [InlineData(100, "", "fresh", true)]
    [InlineData(-100, "", "fresh", false)]
    [InlineData(100, "", "silent", false)]
    [InlineData(100, "", "slow", false)]
    [InlineData(100, "", "none", true)]
    [InlineData(100, "second host dead", "fresh", false)]
    [InlineData(100, "one success", "fresh", false)]
    [InlineData(100, "one code 1003", "fresh", false)]
    [InlineData(100, "one maintain", "fresh", false)]
    [InlineData(100, "one 404", "fresh", true)]
    [InlineData(100, "one 503", "fresh", false)]
    [InlineData(100, "one lost", "fresh", false)]
    public async Task Keys_are_refused_for_good_when_fresh_ones_are_refused_in_a_row_at_each_host_over_3_s(int milliseconds, string but, string keys, bool forGood)
    {
        _driver.Keys.OnRefresh = async token =>
        {
            await Task.Delay(TimeSpan.FromSeconds(keys == "slow" ? 30 : 0), _driver.Time, token);
            return keys switch
            {
                "silent" => new ApiKeyResult.Silent("no answer"),
                "none" => new ApiKeyResult.Refused("there is no such secret"),
                _ => Found("fresh"),
            };
        };
        var begunAt = _driver.Time.GetUtcNow();
        _driver.Answers((request, _) =>
            but == "second host dead" && request.Host != "api.hbdm.com" ? SimulatedResponse.Html(503)
            : _driver.Time.GetUtcNow() - begunAt is not { TotalSeconds: > 1 and < 2 } ? _driver.Answer(403)
            : but switch
            {
                "one success" => ClientDriver.Mode(0),
                "one code 1003" => _driver.Answer(1003),
                "one maintain" => SimulatedResponse.Json("""{"status":"maintain"}"""),
                "one 404" => _driver.Answer(404),
                "one 503" => _driver.Answer(503),
                "one lost" => SimulatedResponse.Reset,
                _ => _driver.Answer(403),
            });

        var last = await _driver.RunAsync(async () =>
        {
            // The first refusal of fresh keys comes at the start.
            await SendAsync();
            await Task.Delay(TimeSpan.FromSeconds(1.5), _driver.Time);
            await SendAsync();
            var wait = begunAt + TimeSpan.FromSeconds(3) + TimeSpan.FromMilliseconds(milliseconds) - _driver.Time.GetUtcNow();
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, _driver.Time);
            return await SendAsync();
        });

        Assert.Equal(forGood ? HtxCodeClass.Fatal : HtxCodeClass.Retry, (last as HtxResult<AssetMode>.Failed)?.Error.Class ?? HtxCodeClass.Retry);

        Task<HtxResult<AssetMode>> SendAsync() => _driver.Client.SendAsync(ClientDriver.Question, V5Calls.ReadAssetMode, CancellationToken.None);
    }

    [Fact]
    public async Task A_refused_call_is_not_repeated_at_a_host_that_lacks_its_path()
    {
        _driver.Answers((request, number) => request.Host == "api.hbdm.com" ? _driver.Answer(404) : number == 2 ? _driver.Answer(403) : ClientDriver.Mode(0));
        await _driver.SendAsync();

        Assert.IsType<HtxResult<AssetMode>.Ok>(await _driver.SendAsync());

        Assert.Equal([0, 1, 1], _driver.Asked);
    }

    [Fact]
    public async Task A_secret_that_the_key_store_refuses_leaves_the_keys_as_they_are_and_HTXs_answer_as_it_is()
    {
        _driver.Keys.Fresh = new ApiKeyResult.Refused("there is no such secret");
        _driver.Answers((_, _) => _driver.Answer(403));

        Assert.Equal("HTX 403: no", ClientDriver.Words(await _driver.SendAsync()));

        Assert.Equal([Canary.AccessKey, Canary.AccessKey], _driver.Exchange.Calls.Select(call => call.AccessKey));
    }

    [Fact]
    public async Task Two_calls_that_are_refused_at_once_ask_the_key_store_once_and_both_use_what_it_says()
    {
        _driver.Keys.OnRefresh = async token =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), _driver.Time, token);
            return Found("fresh");
        };
        _driver.Answers((_, number) => number <= 2 ? _driver.Answer(403) : ClientDriver.Mode(0));

        await SendTwiceAtOnceAsync();

        Assert.Equal(1, _driver.Keys.Refreshed);
        Assert.Equal([Canary.AccessKey, Canary.AccessKey, "fresh", "fresh"], _driver.Exchange.Calls.Select(call => call.AccessKey));
    }

    [Fact]
    public async Task A_key_store_that_is_slow_is_waited_for_for_a_second_and_what_it_says_then_signs_the_next_call()
    {
        _driver.Keys.OnRefresh = async token =>
        {
            await Task.Delay(TimeSpan.FromSeconds(5), _driver.Time, token);
            return Found("fresh");
        };
        _driver.Answers((request, _) => request.Query.Contains("AccessKeyId=fresh", StringComparison.Ordinal) ? ClientDriver.Mode(0) : _driver.Answer(403));

        Assert.Equal("HTX 403: no, and the keys could not be fetched anew: it has not answered yet", ClientDriver.Words(await _driver.SendAsync()));
        await _driver.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(4.1), _driver.Time);
            return true;
        });
        Assert.IsType<HtxResult<AssetMode>.Ok>(await _driver.SendAsync());

        Assert.Equal([0.0, 1000.0], _driver.AskedAt.Take(2));
        Assert.Equal((1, 3), (_driver.Keys.Refreshed, _driver.Asked.Count()));
    }

    [Theory]
    [InlineData(200, 1032, "ratelimit-limit=72 ratelimit-remaining=0 ratelimit-reset=400", "Read is closed for 400 ms")]
    [InlineData(200, 1032, "", "Read is closed for 3000 ms")]
    [InlineData(429, 1032, "", "Read is closed for 3000 ms")]
    [InlineData(429, null, "Retry-After=2", "Read is closed for 2000 ms")]
    [InlineData(429, null, "ratelimit-remaining=0 ratelimit-interval=1000", "Read is closed for 1000 ms")]
    [InlineData(429, null, "")]
    [InlineData(429, null, "ratelimit-limit=72 ratelimit-reset=400")]
    [InlineData(503, null, "Retry-After=2")]
    [InlineData(200, 200, "Retry-After=2")]
    [InlineData(200, 200, "ratelimit-limit=72 ratelimit-remaining=30", "Read has 30 left")]
    [InlineData(200, 1003, "ratelimit-limit=72 ratelimit-remaining=30", "Read has 30 left")]
    [InlineData(200, 200, "ratelimit-limit=120 ratelimit-remaining=30")]
    [InlineData(200, 200, "ratelimit-limit=72")]
    [InlineData(200, 200, "ratelimit-remaining=30")]
    public async Task What_an_answer_says_of_the_rate_limit_is_heeded(int status, int? code, string headers, params string[] told)
    {
        Budget.Free = 0;
        _driver.Answers((_, _) => SimulatedResponse.Json(
            code is null ? "<html></html>" : $$$"""{"code":{{{code}}},"data":{"asset_mode":0}}""", status) with
        {
            Headers = headers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(header => header.Split('=')).ToDictionary(header => header[0], header => header[1]),
        });

        await _driver.SendAsync();

        Assert.Equal(told, Budget.Told);
    }

    [Fact]
    public async Task A_moment_at_which_the_rate_limit_resets_is_read_by_HTXs_clock()
    {
        _driver.Exchange.ClockOffset = TimeSpan.FromHours(1);
        var reset = (_driver.Time.GetUtcNow() + TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(1200)).ToUnixTimeMilliseconds();
        _driver.Answers((_, number) => number == 1
            ? Refusal(3600, 3600)
            : _driver.Answer(1032) with { Headers = new Dictionary<string, string> { ["ratelimit-reset"] = $"{reset}" } });

        await _driver.SendAsync();

        Assert.Equal(["Read is closed for 1200 ms"], Budget.Told);
    }

    // For its time, by a host whose clock is so far ahead, in an answer that may carry a Date.
    private SimulatedResponse Refusal(int seconds, int? date)
    {
        var now = _driver.Time.GetUtcNow();
        return SimulatedResponse.Json($$"""{"code":12001,"message":"no","ts":{{now.AddSeconds(seconds).ToUnixTimeMilliseconds()}}}""") with
        {
            Headers = date is { } ahead ? new Dictionary<string, string> { ["Date"] = now.AddSeconds(ahead).ToString("R", CultureInfo.InvariantCulture) } : [],
        };
    }

    // How far the time stamps of all calls were ahead of our clock, in seconds.
    private List<int> SignedAt() => [.. _driver.Exchange.Calls.Select(call => (int)Math.Round((StampOf(call.Request) - call.Time).TotalSeconds))];

    private bool IsStamped(SimulatedRequest request, int seconds) => (int)Math.Round((StampOf(request) - _driver.Time.GetUtcNow()).TotalSeconds) == seconds;

    private static DateTimeOffset StampOf(SimulatedRequest request) => DateTimeOffset.Parse(
        Uri.UnescapeDataString(request.Query.Split('&').Single(part => part.StartsWith("Timestamp=", StringComparison.Ordinal))["Timestamp=".Length..]),
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal);

    private static ApiKeyResult.Found Found(string accessKey) => new(new ApiKeyPair(accessKey, "secret of " + accessKey));

    private static HtxRequest Question(string address, string? body)
    {
        var parts = address.Split('?');
        return body is not null ? HtxRequest.Post(parts[0], RatePool.Read, Encoding.UTF8.GetBytes(body))
            : parts.Length > 1 ? HtxRequest.Get(parts[0], RatePool.Read, [KeyValuePair.Create("type", parts[1].Split('=')[1])])
            : HtxRequest.Get(parts[0], RatePool.Read);
    }

    private static Task<HtxResult<AssetMode>> SendCancelAsync(ClientDriver driver, Action<string>? late = null) => driver.Client.SendAsync(
        Cancel, V5Calls.ReadAssetMode, CancellationToken.None, answer => late?.Invoke(ClientDriver.Words(answer)));

    private Task<HtxResult<AssetMode>[]> SendTwiceAtOnceAsync() => _driver.RunAsync(() => Task.WhenAll(
        Enumerable.Range(0, 2).Select(_ => _driver.Client.SendAsync(ClientDriver.Question, V5Calls.ReadAssetMode, CancellationToken.None))));

    // Every permit that was taken is given back, by an answer or without one.
    private void AssertTaken(int permits) => Assert.Equal((permits, permits), (Budget.Taken.Count, Budget.Answers.Count + Budget.GivenBack.Count));
}
