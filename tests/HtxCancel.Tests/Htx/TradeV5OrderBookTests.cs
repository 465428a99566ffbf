using HtxCancel.Cancellation;
using HtxCancel.Htx;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Htx;

public sealed class TradeV5OrderBookTests : IDisposable
{
    private static readonly OrderType[] EveryType = Enum.GetValues<OrderType>();

    // One list, which holds what is beside the scope too.
    private static readonly CancelScope IsolatedBuys = BookDriver.Scope(MarginScope.Isolated) with { Direction = Direction.Buy };

    private readonly BookDriver _driver = new();

    /// <summary>What a list answers when its cursor has gone, whether a page starts with the cursor, and the list's order.</summary>
    public static TheoryData<VanishedCursor, bool, bool> Cursors
    {
        get
        {
            var cursors = new TheoryData<VanishedCursor, bool, bool>();
            foreach (var vanished in Enum.GetValues<VanishedCursor>())
            {
                for (var both = 0; both < 4; both++)
                {
                    cursors.Add(vanished, (both & 1) != 0, (both & 2) != 0);
                }
            }

            return cursors;
        }
    }

    public TradeV5OrderBookTests() => Exchange.V5OldestFirst = false;

    private SimulatedExchange Exchange => _driver.Exchange;

    private SimulatedAccount Account => _driver.Account;

    public void Dispose() => _driver.Dispose();

    [Theory]
    [InlineData(MarginScope.Isolated, 3, "isolated")]
    [InlineData(MarginScope.Cross, 2, "cross")]
    [InlineData(MarginScope.All, 5, "cross", "isolated")]
    public async Task A_look_at_one_contract_asks_for_it_in_each_margin_mode(MarginScope margin, int orders, params string[] modes)
    {
        _driver.Place(3);
        _driver.Place(2, "cross");
        _driver.Place(1, code: "ETH-USDT");

        var look = await _driver.LookAsync(BookDriver.Scope(margin));

        Assert.Equal(orders, look.InScope.Count);
        Assert.Empty(look.Outside);
        Assert.Equal(modes.Select(mode => $"contract_code=BTC-USDT&limit=100&margin_mode={mode}"), FirstPages.Order());
    }

    [Fact]
    public async Task A_look_at_the_account_names_no_contract_and_goes_on_from_the_last_row_but_one()
    {
        _driver.Place(100);
        _driver.Place(50, code: "ETH-USDT");
        List<string> cursors = [Account.RestingOrders[51].CursorId, Account.RestingOrders[1].CursorId];
        _driver.Place(3, "cross");
        cursors.Add(Account.RestingOrders[^2].CursorId);

        var look = await _driver.LookAsync(BookDriver.Scope(), contractCode: null);

        Assert.Equal((103, 50), (look.InScope.Count, look.Outside.Count));
        Assert.Equal(
            [
                $"direct=next&from={cursors[1]}&limit=100&margin_mode=isolated",
                $"direct=next&from={cursors[0]}&limit=100&margin_mode=isolated",
                $"direct=next&from={cursors[2]}&limit=100&margin_mode=cross",
                "limit=100&margin_mode=cross",
                "limit=100&margin_mode=isolated",
            ],
            _driver.Queries.Order(StringComparer.Ordinal));
        Assert.Equal(150, look.Paged.Count);
    }

    [Fact]
    public async Task A_look_reads_every_list_of_its_types_and_no_other()
    {
        foreach (var type in new[] { "trigger", "tp", "sl", "tpsl", "trailing_stop" })
        {
            Account.PlaceAlgo("BTC-USDT", type, "buy", "close", 60000m, 1);
        }

        var tpsl = await _driver.LookAsync(BookDriver.Scope(MarginScope.Isolated, OrderType.Tpsl));
        var all = await _driver.LookAsync(BookDriver.Scope(MarginScope.Isolated, EveryType));

        Assert.Equal((3, 5), (tpsl.InScope.Count, all.InScope.Count));
        Assert.Equal(
            [
                "contract_code=BTC-USDT&limit=100&type=sl",
                "contract_code=BTC-USDT&limit=100&type=tp",
                "contract_code=BTC-USDT&limit=100&type=tpsl",
            ],
            FirstPages.Take(3).Order());
        Assert.Equal(3 + 6, FirstPages.Count());
    }

    [Fact]
    public async Task One_list_that_cannot_be_read_makes_the_whole_look_unreadable()
    {
        _driver.Place(1);
        Exchange.OnRequest(BookDriver.AlgoOpens, (_, number) => number == 2 ? Exchange.V5Error(1056, "settling") : null);

        var look = await _driver.LookAsync(BookDriver.Scope(MarginScope.All, EveryType));

        Assert.Equal(HtxCodeClass.Blocked, look.Problem!.Class);
        Assert.Single(look.InScope);
    }

    [Fact]
    public async Task An_order_that_two_lists_show_counts_once()
    {
        const string Row = """{"code":200,"data":[{"id":"1","algo_id":"7","contract_code":"BTC-USDT","margin_mode":"cross","side":"buy","position_side":"short"}]}""";
        Exchange.OnRequest(BookDriver.AlgoOpens, (_, _) => SimulatedResponse.Json(Row));

        Assert.Single((await _driver.LookAsync(BookDriver.Scope(MarginScope.All, OrderType.Tpsl))).InScope);
    }

    [Theory]
    [InlineData(1067, nameof(HtxCodeClass.Fatal), true)]
    [InlineData(9999, nameof(HtxCodeClass.Unknown), true)]
    [InlineData(4007, nameof(HtxCodeClass.Moved), false)]
    [InlineData(1056, nameof(HtxCodeClass.Blocked), false)]
    [InlineData(1032, nameof(HtxCodeClass.Retry), false)]
    public async Task A_refused_first_page_keeps_its_own_class(int code, string @class, bool mayBeTheMarginMode)
    {
        Exchange.OnRequest(BookDriver.Opens, (_, _) => Exchange.V5Error(code, "no"));

        var cross = await _driver.LookAsync(BookDriver.Scope(MarginScope.Cross));
        var isolated = await _driver.LookAsync(BookDriver.Scope(MarginScope.Isolated));

        Assert.Equal([@class, @class], new[] { cross, isolated }.Select(look => look.Problem!.Class.ToString()));
        string[] without = mayBeTheMarginMode ? ["contract_code=BTC-USDT&limit=100"] : [];
        Assert.Equal(
            ["contract_code=BTC-USDT&limit=100&margin_mode=cross", "contract_code=BTC-USDT&limit=100&margin_mode=isolated", .. without],
            _driver.Queries);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(12001)]
    public async Task A_key_that_is_refused_says_nothing_of_the_margin_mode(int code)
    {
        Exchange.OnRequest(BookDriver.Opens, (_, _) => Exchange.V5Error(code, "no"));

        var look = await _driver.LookAsync(BookDriver.Scope(MarginScope.Isolated));

        Assert.Equal(HtxCodeClass.Retry, look.Problem!.Class);
        Assert.All(_driver.Queries, query => Assert.EndsWith("&margin_mode=isolated", query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Questions_that_come_in_turn_reach_every_host_while_the_path_is_missing()
    {
        Exchange.HasV5 = false;
        string[] codes = ["BTC-USDT", "ETH-USDT"];
        for (var round = 0; round < 2; round++)
        {
            foreach (var code in codes)
            {
                await _driver.RunAsync(() => _driver.Book.LookAsync(BookDriver.Scope(MarginScope.Cross), code, int.MaxValue, CancellationToken.None));
            }
        }

        Assert.All(codes, code => Assert.Equal(
            2, Exchange.Calls.Where(call => call.Request.Query.Contains(code, StringComparison.Ordinal)).Select(call => call.Request.Host).Distinct().Count()));
    }

    [Fact]
    public async Task What_a_list_showed_before_it_was_read_again_is_kept_when_it_cannot_be_read_in_the_end()
    {
        _driver.Place(150);
        Exchange.OnRequest(BookDriver.Opens, (_, number) => number >= 2 ? Exchange.V5Error(1030, "no") : null);

        var look = await _driver.LookAsync(IsolatedBuys);

        Assert.NotNull(look.Problem);
        Assert.Equal(100, look.InScope.Count);
    }

    [Theory]
    [InlineData(MarginScope.Isolated, true, 120, 110)]
    [InlineData(MarginScope.Isolated, false, 120, 110)]
    [InlineData(MarginScope.All, true, 230, 0)]
    [InlineData(MarginScope.All, false, 230, 0)]
    public async Task A_list_that_knows_no_isolated_margin_is_read_without_a_margin_mode(MarginScope margin, bool isCrossOnly, int inScope, int outside)
    {
        Exchange.V5RefusesIsolated = true;
        _driver.IsCrossOnly = isCrossOnly;
        _driver.Place(120);
        _driver.Place(110, "cross");

        var look = await _driver.LookAsync(BookDriver.Scope(margin));

        Assert.Equal(isCrossOnly, look.Problem is null);
        Assert.Equal((inScope, outside), (look.InScope.Count, look.Outside.Count));
        Assert.Single(_driver.Queries, query => query.Contains("margin_mode=isolated", StringComparison.Ordinal));
        Assert.Equal(4, _driver.Queries.Count(query => !query.Contains("margin_mode", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(MarginScope.Isolated)]
    [InlineData(MarginScope.All)]
    public async Task A_list_that_shows_cross_by_default_hides_no_isolated_orders(MarginScope margin)
    {
        Exchange.V5ListsCrossByDefault = true;
        var isolated = _driver.Place(120);
        _driver.Place(110, "cross");

        var look = await _driver.LookAsync(BookDriver.Scope(margin));

        Assert.Null(look.Problem);
        Assert.Equal(Ids(isolated), look.InScope.Where(order => order.MarginMode == MarginMode.Isolated).Select(order => order.OrderId).Order());
        Assert.Equal(margin == MarginScope.All ? 110 : 0, look.InScope.Count(order => order.MarginMode == MarginMode.Cross));
    }

    [Theory]
    [InlineData(1056, nameof(HtxCodeClass.Blocked), 2)]
    [InlineData(1004, nameof(HtxCodeClass.Retry), 2)]
    [InlineData(4007, nameof(HtxCodeClass.Moved), 2)]
    [InlineData(1067, nameof(HtxCodeClass.Unknown), 8)]
    [InlineData(1061, nameof(HtxCodeClass.Unknown), 8)]
    public async Task A_later_page_that_is_refused_again_and_again_makes_the_look_unreadable(int code, string @class, int pages)
    {
        _driver.Place(101, direction: "sell");
        Exchange.OnRequest(BookDriver.Opens, (request, _) => request.Query.Contains("from=", StringComparison.Ordinal) ? Exchange.V5Error(code, "no") : null);

        var look = await _driver.LookAsync(IsolatedBuys);

        Assert.Equal(@class, look.Problem!.Class.ToString());
        Assert.Equal(100, look.Outside.Count);
        Assert.Equal(pages, _driver.Queries.Count());
        Assert.All(_driver.Queries, query => Assert.EndsWith("&margin_mode=isolated", query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_later_page_that_gets_no_answer_makes_the_look_unreadable()
    {
        _driver.Place(101, direction: "sell");
        Exchange.OnRequest(BookDriver.Opens, (_, number) => number >= 2 ? SimulatedResponse.Html(502) : null);

        var look = await _driver.LookAsync(IsolatedBuys);

        Assert.Equal(HtxCodeClass.Unknown, look.Problem!.Class);
    }

    [Theory]
    [InlineData(false, 0, 1)]
    [InlineData(false, 1, 2)]
    [InlineData(true, 1, 2)]
    [InlineData(false, 50, 2)]
    [InlineData(true, 50, 2)]
    [InlineData(false, 99, 2)]
    [InlineData(false, 100, 2)]
    [InlineData(true, 100, 2)]
    [InlineData(false, 101, 3)]
    [InlineData(false, 199, 3)]
    [InlineData(false, 200, 4)]
    [InlineData(true, 200, 4)]
    public async Task A_list_costs_one_page_more_than_it_has(bool inclusive, int orders, int pages)
    {
        Exchange.CursorIsInclusive = inclusive;
        _driver.Place(orders, direction: "sell");

        var look = await _driver.LookAsync(IsolatedBuys);

        Assert.True(look.IsEmpty);
        Assert.Equal(orders, look.Outside.Count);
        Assert.Equal(pages, _driver.Queries.Count());
    }

    [Fact]
    public async Task A_refused_page_does_not_count_as_an_end_of_the_list()
    {
        _driver.Place(100, direction: "sell");
        Exchange.OnRequest(BookDriver.Opens, (_, number) => number == 2 ? Exchange.V5Error(1067, "from is invalid.") : null);

        var look = await _driver.LookAsync(IsolatedBuys);

        Assert.True(look.IsEmpty);
        Assert.Equal(4, _driver.Queries.Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_list_that_is_cut_shorter_than_asked_is_read_to_its_end(bool inclusive)
    {
        Exchange.CursorIsInclusive = inclusive;
        var orders = _driver.Place(1);
        _driver.Place(25, direction: "sell");
        Exchange.OnAnswer(BookDriver.Opens, (_, _, answer) => V5Answers.Cut(answer, 10));

        var look = await _driver.LookAsync(IsolatedBuys);

        Assert.Equal(orders[0].OrderId, Assert.Single(look.InScope).OrderId);
        Assert.Null(look.Problem);
    }

    [Fact]
    public async Task A_list_that_goes_the_other_way_is_unreadable_and_not_empty()
    {
        _driver.Place(150);
        _driver.Place(100, direction: "sell");
        SimulatedResponse? first = null;
        Exchange.OnAnswer(BookDriver.Opens, (request, _, answer) =>
            request.Query.Contains("from=", StringComparison.Ordinal) ? V5Answers.Cut(first!, 99) : first = answer);

        var look = await _driver.LookAsync(IsolatedBuys);

        Assert.False(look.IsEmpty);
        Assert.Equal(HtxCodeClass.Unknown, look.Problem!.Class);
    }

    [Theory]
    [MemberData(nameof(Cursors))]
    public async Task A_cursor_that_vanishes_between_two_pages_hides_nothing(VanishedCursor vanished, bool inclusive, bool oldestFirst)
    {
        (Exchange.VanishedCursor, Exchange.CursorIsInclusive, Exchange.V5OldestFirst) = (vanished, inclusive, oldestFirst);
        _driver.Place(125, direction: "sell");
        var hidden = _driver.Place(1);
        _driver.Place(125, direction: "sell");
        Exchange.OnAnswer(BookDriver.Opens, (_, number, _) =>
        {
            if (number == 1)
            {
                var listed = oldestFirst ? Account.RestingOrders : [.. Account.RestingOrders.Reverse()];
                Assert.True(Account.Fill(listed[99].OrderId));
            }

            return null;
        });

        var look = await _driver.LookAsync(IsolatedBuys);

        Assert.Null(look.Problem);
        Assert.Equal(hidden[0].OrderId, Assert.Single(look.InScope).OrderId);
        Assert.Equal(249, look.Outside.Count(order => Account.RestingOrders.Any(resting => resting.OrderId == order.OrderId)));
    }

    [Theory]
    [MemberData(nameof(Cursors))]
    public async Task An_order_that_is_gone_when_the_list_is_read_anew_was_named_all_the_same(VanishedCursor vanished, bool inclusive, bool oldestFirst)
    {
        (Exchange.VanishedCursor, Exchange.CursorIsInclusive, Exchange.V5OldestFirst) = (vanished, inclusive, oldestFirst);
        _driver.Place(150);
        var filled = "";
        Exchange.OnAnswer(BookDriver.Opens, (_, number, _) =>
        {
            if (number == 1)
            {
                var listed = oldestFirst ? Account.RestingOrders : [.. Account.RestingOrders.Reverse()];
                filled = listed[99].OrderId;
                Assert.True(Account.Fill(filled));
            }

            return null;
        });

        var look = await _driver.LookAsync(IsolatedBuys);

        Assert.Null(look.Problem);
        Assert.Equal(
            [.. Ids(Account.RestingOrders), filled],
            look.InScope.Select(order => order.OrderId).Order().Concat(look.ShownBefore.Select(order => order.OrderId)));
    }

    [Theory]
    [InlineData(VanishedCursor.EmptyPage)]
    [InlineData(VanishedCursor.StartOver)]
    [InlineData(VanishedCursor.Error)]
    public async Task A_list_whose_cursor_vanishes_every_time_is_unreadable_after_three_restarts(VanishedCursor vanished)
    {
        Exchange.VanishedCursor = vanished;
        _driver.Place(150, direction: "sell");
        Exchange.OnAnswer(BookDriver.Opens, (request, _, _) =>
        {
            if (!request.Query.Contains("from=", StringComparison.Ordinal))
            {
                Account.Fill(Account.RestingOrders[^100].OrderId);
            }

            return null;
        });

        var look = await _driver.LookAsync(IsolatedBuys);

        Assert.Equal(HtxCodeClass.Unknown, look.Problem!.Class);
        Assert.Equal(8, _driver.Queries.Count());
    }

    [Fact]
    public async Task A_list_that_shrinks_to_nothing_while_it_is_read_is_empty()
    {
        _driver.Place(150);
        Exchange.OnAnswer(BookDriver.Opens, (_, number, _) =>
        {
            foreach (var order in number == 1 ? Account.RestingOrders : [])
            {
                Account.Fill(order.OrderId);
            }

            return null;
        });

        Assert.True((await _driver.LookAsync(IsolatedBuys)).IsEmpty);
        Assert.NotEqual(1, _driver.Queries.Count());
    }

    [Fact]
    public async Task A_list_of_more_pages_than_allowed_is_unreadable_whatever_the_restarts()
    {
        _driver.Place(200, direction: "sell");

        var look = await _driver.LookAsync(IsolatedBuys, maximumPages: 3);

        Assert.NotNull(look.Problem);
        Assert.Equal(3, _driver.Queries.Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_look_shows_exactly_what_rests(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 12; round++)
        {
            using var driver = new BookDriver { IsCrossOnly = true };
            driver.Exchange.CursorIsInclusive = random.Next(2) == 0;
            driver.Exchange.V5OldestFirst = random.Next(2) == 0;
            driver.Exchange.V5StateAsNumber = random.Next(2) == 0;
            driver.Exchange.V5BlankReduceOnly = random.Next(2) == 0;
            driver.Exchange.V5CodesAsText = random.Next(2) == 0;
            driver.Exchange.V5ListsCrossByDefault = random.Next(2) == 0;
            driver.Exchange.V5RefusesIsolated = random.Next(2) == 0;
            var size = random.Next(4) == 0 ? random.Next(4) * 100 : random.Next(351);
            var onlyPlain = random.Next(2) == 0;
            for (var order = 0; order < size; order++)
            {
                PlaceOne(driver.Account, random, onlyPlain);
            }

            var scope = RandomScope(random);
            string? contractCode = scope.HasEveryContract ? null : "BTC-USDT";

            var look = await driver.LookAsync(scope, contractCode);

            Assert.Null(look.Problem);
            var listed = driver.Account.RestingOrders.Where(order =>
                (contractCode is null || order.ContractCode == contractCode)
                && scope.OrderTypes.Contains(TypeOf(order))
                && IsListed(driver.Exchange, scope, order)).ToList();
            Assert.Equal(Ids(listed.Where(order => IsIn(scope, order))), look.InScope.Select(order => order.OrderId).Order());
            Assert.Equal(Ids(listed.Where(order => !IsIn(scope, order))), look.Outside.Select(order => order.OrderId).Order());
        }
    }

    [Theory]
    [MemberData(nameof(Cursors))]
    public async Task A_look_at_a_list_that_changes_hides_nothing_that_rests_throughout(VanishedCursor vanished, bool inclusive, bool oldestFirst)
    {
        var random = new Random(7);
        var whole = 0;
        for (var round = 0; round < 5; round++)
        {
            using var driver = new BookDriver();
            (driver.Exchange.VanishedCursor, driver.Exchange.CursorIsInclusive, driver.Exchange.V5OldestFirst) = (vanished, inclusive, oldestFirst);
            driver.Place(100 + random.Next(201), direction: "sell");
            driver.Exchange.OnAnswer(BookDriver.Opens, (_, _, _) =>
            {
                // Some go, the row of the cursor now and then among them, and one comes.
                foreach (var order in driver.Account.RestingOrders.Where((_, place) => place % 50 is 0 or 49 && random.Next(3) == 0))
                {
                    driver.Account.Fill(order.OrderId);
                }

                driver.Place(random.Next(2), direction: "sell");
                return null;
            });
            var before = driver.Account.RestingOrders;

            var look = await driver.LookAsync(IsolatedBuys);

            Assert.Empty(look.InScope);
            if (look.Problem is null)
            {
                whole++;
                Assert.Empty(Ids(before.IntersectBy(driver.Account.RestingOrders.Select(order => order.OrderId), order => order.OrderId))
                    .Except(look.Outside.Select(order => order.OrderId)));
            }
        }

        Assert.NotEqual(0, whole);
    }

    [Fact]
    public async Task Isolated_only_spares_cross_and_goes_by_ids()
    {
        var isolated = _driver.Place(2);
        var cross = _driver.Place(2, "cross");

        var results = await _driver.CancelListedAsync(BookDriver.Scope(MarginScope.Isolated));

        Assert.Equal(cross, Account.RestingOrders);
        Assert.Equal(Ids(isolated), Accepted(results).Order());
        Assert.Equal([$$"""{{BookDriver.CancelBatch}} {"contract_code":"BTC-USDT","order_id":["{{isolated[1].OrderId}}","{{isolated[0].OrderId}}"]}"""], _driver.Posts());
    }

    [Fact]
    public async Task Without_a_list_a_scope_that_needs_ids_cancels_nothing()
    {
        _driver.Place(2);

        Assert.Empty(await _driver.CancelAsync(BookDriver.Scope(MarginScope.Isolated), resting: null));
        Assert.Empty(await _driver.CancelAsync(BookDriver.Scope() with { Offset = Offset.Open }, resting: null));
        Assert.Empty(await _driver.CancelAsync(BookDriver.Scope(MarginScope.All, OrderType.Trigger), resting: null));
        Assert.Empty(await _driver.CancelAsync(BookDriver.Scope(), resting: []));

        Assert.Empty(Exchange.Calls);
    }

    [Theory]
    [InlineData(null, "{\"contract_code\":\"BTC-USDT\"}", 0)]
    [InlineData(Direction.Sell, "{\"contract_code\":\"BTC-USDT\",\"side\":\"sell\"}", 2)]
    public async Task Without_a_list_every_order_of_both_margin_modes_goes_in_one_call(Direction? direction, string body, int left)
    {
        _driver.Place(1);
        _driver.Place(1, "cross");
        _driver.Place(1, direction: "sell");
        var other = _driver.Place(1, code: "ETH-USDT");
        var trigger = Account.PlaceAlgo("BTC-USDT", "trigger", "sell", "open", 60000m, 1);

        var results = await _driver.CancelAsync(BookDriver.Scope(MarginScope.All, EveryType) with { Direction = direction }, resting: null);

        Assert.Equal([$"{BookDriver.CancelAll} {body}"], _driver.Posts());
        Assert.Equal(3 - left, Accepted(results).Count());
        Assert.Equal(left + 2, Account.RestingOrders.Count);
        Assert.Contains(other[0], Account.RestingOrders);
        Assert.Contains(trigger, Account.RestingOrders);
    }

    [Theory]
    [InlineData(MarginScope.All, false, 10, BookDriver.CancelBatch, 1)]
    [InlineData(MarginScope.All, false, 11, BookDriver.CancelAll, 1)]
    [InlineData(MarginScope.All, true, 25, BookDriver.CancelBatch, 3)]
    [InlineData(MarginScope.Isolated, false, 25, BookDriver.CancelBatch, 3)]
    public async Task More_than_ten_ids_go_in_one_call_only_where_it_takes_nothing_else(MarginScope margin, bool byId, int orders, string path, int calls)
    {
        _driver.Place(orders);

        var results = await _driver.CancelListedAsync(BookDriver.Scope(margin), byId);

        Assert.Equal(Enumerable.Repeat(path, calls), Exchange.Calls.Where(call => call.Method == "POST").Select(call => call.Path));
        Assert.Equal(calls, results.Count);
        Assert.Equal(orders, Accepted(results).Distinct().Count());
        Assert.Empty(Account.RestingOrders);
    }

    [Fact]
    public async Task An_offset_goes_by_ids_and_spares_the_other()
    {
        var open = _driver.Place(12);
        Account.Place("BTC-USDT", "sell", "close", 61000m, 1);
        Account.Place("BTC-USDT", "sell", "both", 61000m, 1, reduceOnly: true);

        await _driver.CancelListedAsync(BookDriver.Scope() with { Offset = Offset.Close });

        Assert.Equal(open, Account.RestingOrders);
        Assert.StartsWith(BookDriver.CancelBatch, Assert.Single(_driver.Posts()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conditional_orders_go_by_their_algo_ids_in_an_array()
    {
        var plain = _driver.Place(1);
        var trigger = Account.PlaceAlgo("BTC-USDT", "trigger", "buy", "open", 60000m, 1);
        Account.PlaceAlgo("BTC-USDT", "trailing_stop", "buy", "open", 60000m, 1);

        var results = await _driver.CancelListedAsync(BookDriver.Scope(MarginScope.All, OrderType.Trigger));

        Assert.Equal([$$"""{{BookDriver.CancelAlgo}} [{"contract_code":"BTC-USDT","algo_id":"{{trigger.OrderId}}"}]"""], _driver.Posts());
        Assert.True(Assert.IsType<HtxResult<CancelAcknowledgement>.Ok>(Assert.Single(results)).Value.AreConditional);
        Assert.Equal(2, Account.RestingOrders.Count);
        Assert.Contains(plain[0], Account.RestingOrders);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Plain_and_conditional_orders_go_side_by_side_and_each_answer_says_which(bool codesAsText)
    {
        Exchange.V5CodesAsText = codesAsText;
        var plain = _driver.Place(12);
        var algos = Enumerable.Range(0, 11).Select(_ => Account.PlaceAlgo("BTC-USDT", "sl", "sell", "close", 60000m, 1)).ToList();
        Account.RefuseCancel(algos[0].OrderId, 1440);

        var results = await _driver.CancelListedAsync(BookDriver.Scope(MarginScope.All, EveryType));

        var answers = results.Select(result => Assert.IsType<HtxResult<CancelAcknowledgement>.Ok>(result).Value).ToList();
        Assert.Equal(3, answers.Count);
        Assert.Equal(Ids(plain), answers.Where(answer => !answer.AreConditional).SelectMany(answer => answer.Accepted).Order());
        Assert.Equal(Ids(algos.Skip(1)), answers.Where(answer => answer.AreConditional).SelectMany(answer => answer.Accepted).Order());
        var error = Assert.Single(answers.SelectMany(answer => answer.Errors));
        Assert.Equal((algos[0].OrderId, 1440), (error.OrderId, error.Error.Code));
        Assert.Equal([algos[0]], Account.RestingOrders);
    }

    [Fact]
    public async Task Every_contract_goes_by_a_call_of_its_own()
    {
        _driver.Place(1);
        var sell = _driver.Place(1, "cross", "sell", "ETH-USDT");
        var scope = BookDriver.Scope() with { ContractCodes = [CancelScope.EveryContract], Direction = Direction.Buy };

        await _driver.RunAsync(() => _driver.Book.CancelEveryContractAsync(scope, _ => { }, CancellationToken.None));
        Assert.Equal(sell, Account.RestingOrders);

        await _driver.RunAsync(() => _driver.Book.CancelEveryContractAsync(scope with { Direction = null }, _ => { }, CancellationToken.None));
        Assert.Empty(Account.RestingOrders);
        Assert.Equal([$$"""{{BookDriver.CancelAll}} {"side":"buy"}""", $"{BookDriver.CancelAll} {{}}"], _driver.Posts());
    }

    [Fact]
    public async Task Nothing_but_every_plain_order_of_every_contract_may_go_that_way()
    {
        var every = BookDriver.Scope() with { ContractCodes = [CancelScope.EveryContract] };
        Assert.True(_driver.Book.CancelsEveryContract(every));

        foreach (var scope in new[]
        {
            every with { MarginModeAsked = null },
            every with { MarginModeAsked = MarginScope.Cross },
            every with { Offset = Offset.Open },
            every with { OrderTypes = [OrderType.Trigger] },
            every with { ContractCodes = ["BTC-USDT"] },
            every with { ContractCodes = [] },
        })
        {
            Assert.False(_driver.Book.CancelsEveryContract(scope));
            await Assert.ThrowsAsync<InvalidOperationException>(() => _driver.Book.CancelEveryContractAsync(scope, _ => { }, CancellationToken.None));
        }

        Assert.Empty(Exchange.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public async Task A_missing_contract_never_becomes_everything(string? contractCode)
    {
        await Assert.ThrowsAsync<ArgumentException>(() =>
            _driver.Book.CancelAsync(BookDriver.Scope(), contractCode!, resting: null, byId: false, _ => { }, CancellationToken.None));

        Assert.Empty(Exchange.Calls);
    }

    [Theory]
    [InlineData(MarginScope.All, null, OrderType.Plain, true)]
    [InlineData(MarginScope.All, null, OrderType.Trigger, false)]
    [InlineData(MarginScope.All, Offset.Close, OrderType.Plain, false)]
    [InlineData(MarginScope.Isolated, null, OrderType.Plain, false)]
    [InlineData(MarginScope.Cross, null, OrderType.Plain, false)]
    public void Only_a_scope_of_both_margin_modes_and_offsets_can_be_cancelled_unseen(MarginScope margin, Offset? offset, OrderType type, bool unseen) =>
        Assert.Equal(unseen, _driver.Book.CancelsUnseen(BookDriver.Scope(margin, type) with { Offset = offset }));

    [Theory]
    [InlineData(true, nameof(HtxCodeClass.Nothing))]
    [InlineData(false, null)]
    public async Task Nothing_to_cancel_is_an_error_or_an_empty_answer(bool isError, string? @class)
    {
        Exchange.V5NothingToCancelIsError = isError;

        var result = Assert.Single(await _driver.CancelAsync(BookDriver.Scope(), resting: null));

        Assert.Equal(@class, (result as HtxResult<CancelAcknowledgement>.Failed)?.Error.Class.ToString());
        Assert.Equal(!isError, result is HtxResult<CancelAcknowledgement>.Ok);
    }

    [Fact]
    public async Task An_order_inside_its_cancel_lag_is_listed_as_being_cancelled()
    {
        Exchange.V5StateAsNumber = true;
        Exchange.CancelLag = TimeSpan.FromMinutes(1);
        _driver.Place(1);
        Account.PlaceAlgo("BTC-USDT", "trigger", "buy", "open", 60000m, 1);
        var scope = BookDriver.Scope(MarginScope.All, OrderType.Plain, OrderType.Trigger);

        await _driver.CancelListedAsync(scope);

        Assert.Equal([true, true], (await _driver.LookAsync(scope)).InScope.Select(order => order.Cancelling));
    }

    [Fact]
    public void It_is_called_v5() => Assert.Equal("v5", _driver.Book.Api);

    [Theory]
    [InlineData(MarginScope.Cross, 1, 1056, "page 1 of the list of cross plain orders: HTX 1056: no")]
    [InlineData(MarginScope.Cross, 1, 1067, "page 1 of the list of cross plain orders: HTX 1067: no")]
    [InlineData(MarginScope.Cross, 1, 503, "page 1 of the list of cross plain orders: HTTP 503 with a page of HTML, from the edge and not from the exchange")]
    [InlineData(MarginScope.Cross, 2, 1056, "page 2 of the list of cross plain orders: HTX 1056: no")]
    [InlineData(MarginScope.Cross, 2, 503, "page 2 of the list of cross plain orders: HTTP 503 with a page of HTML, from the edge and not from the exchange")]
    [InlineData(MarginScope.Cross, 2, 1067, "page 2 of the list of cross plain orders: HTX 1067: no")]
    [InlineData(MarginScope.Isolated, 1, 1056, "page 1 of the list of isolated plain orders: HTX 1056: no")]
    [InlineData(MarginScope.Isolated, 1, 1067, "page 1 of the list of plain orders: HTX 1067: no")]
    public async Task A_page_that_could_not_be_read_is_named_with_what_came_instead(MarginScope margin, int page, int answer, string detail)
    {
        _driver.Place(101, margin == MarginScope.Cross ? "cross" : "isolated");
        Exchange.OnRequest(BookDriver.Opens, (request, _) =>
            request.Query.Contains("from=", StringComparison.Ordinal) != (page == 2) ? null
            : answer == 503 ? SimulatedResponse.Html(503)
            : Exchange.V5Error(answer, "no"));

        var look = await _driver.LookAsync(BookDriver.Scope(margin));

        Assert.Equal(detail, look.Problem!.Detail);
        Assert.Equal((page - 1) * 100, look.InScope.Count);
    }

    [Fact]
    public async Task A_list_that_may_be_of_cross_margin_alone_says_so()
    {
        Exchange.OnRequest(BookDriver.Opens, (request, _) =>
            request.Query.Contains("margin_mode=isolated", StringComparison.Ordinal) ? Exchange.V5Error(1067, "no") : null);

        var look = await _driver.LookAsync(IsolatedBuys);

        Assert.Equal(
            "page 1 of the list of isolated plain orders: HTX 1067: no; the list of all margin modes may be of cross margin alone", look.Problem!.Detail);
    }

    [Fact]
    public async Task A_list_that_says_that_the_account_moved_is_unreadable()
    {
        Exchange.OnRequest(BookDriver.Opens, (_, _) => Exchange.V5Error(4007, "no"));

        var look = await _driver.LookAsync(IsolatedBuys);

        Assert.Equal((HtxCodeClass.Moved, "page 1 of the list of isolated plain orders: HTX 4007: no"), (look.Problem!.Class, look.Problem.Detail));
    }

    [Fact]
    public async Task A_list_that_shifts_each_time_that_it_is_read_says_so_and_keeps_what_it_showed()
    {
        Exchange.VanishedCursor = VanishedCursor.StartOver;
        _driver.Place(150, direction: "sell");
        Exchange.OnAnswer(BookDriver.Opens, (request, _, _) =>
        {
            if (!request.Query.Contains("from=", StringComparison.Ordinal))
            {
                Account.Fill(Account.RestingOrders[^100].OrderId);
            }

            return null;
        });

        var look = await _driver.LookAsync(IsolatedBuys);

        Assert.Equal("page 2 of the list of isolated plain orders: the list shifts while it is read", look.Problem!.Detail);
        Assert.Equal(150, look.Outside.Count);
    }

    [Fact]
    public async Task A_list_of_more_pages_than_allowed_is_named()
    {
        _driver.Place(200, direction: "sell");

        var look = await _driver.LookAsync(IsolatedBuys, maximumPages: 3);

        Assert.Equal((HtxCodeClass.Unknown, "the list of isolated plain orders has more than 3 pages"), (look.Problem!.Class, look.Problem.Detail));
    }

    private IEnumerable<string> FirstPages => _driver.Queries.Where(query => !query.Contains("from=", StringComparison.Ordinal));

    private static void PlaceOne(SimulatedAccount account, Random random, bool onlyPlain)
    {
        string[] types = ["plain", "trigger", "tp", "sl", "tpsl", "trailing_stop"];
        var type = onlyPlain ? "plain" : types[random.Next(types.Length)];
        var code = random.Next(4) == 0 ? "ETH-USDT" : "BTC-USDT";
        var direction = random.Next(2) == 0 ? "buy" : "sell";
        var offset = new[] { "open", "close", "both" }[random.Next(3)];
        var margin = random.Next(2) == 0 ? "cross" : "isolated";
        var reduceOnly = offset == "both" ? random.Next(2) == 0 : offset == "close";
        _ = type == "plain"
            ? account.Place(code, direction, offset, 60000m, 1, margin, reduceOnly)
            : account.PlaceAlgo(code, type, direction, offset, 60000m, 1, margin, reduceOnly);
    }

    private static CancelScope RandomScope(Random random) => BookDriver.Scope((MarginScope)random.Next(3)) with
    {
        ContractCodes = random.Next(2) == 0 ? [CancelScope.EveryContract] : ["BTC-USDT"],
        Direction = random.Next(3) is var direction && direction < 2 ? (Direction)direction : null,
        Offset = random.Next(3) is var offset && offset < 2 ? (Offset)offset : null,
        OrderTypes = random.Next(2) == 0 ? EveryType : [EveryType[random.Next(EveryType.Length)]],
    };

    private static OrderType TypeOf(SimulatedOrder order) => order.OrderType switch
    {
        "plain" => OrderType.Plain,
        "trigger" => OrderType.Trigger,
        "trailing_stop" => OrderType.Trailing,
        _ => OrderType.Tpsl,
    };

    // Plain orders are asked for by margin mode, where HTX lets them be.
    private static bool IsListed(SimulatedExchange exchange, CancelScope scope, SimulatedOrder order) =>
        order.OrderType != "plain"
        || IsOfMarginMode(scope, order)
        || (exchange.V5RefusesIsolated && scope.MarginMode == MarginScope.Isolated);

    private static bool IsOfMarginMode(CancelScope scope, SimulatedOrder order) =>
        scope.MarginMode == MarginScope.All || scope.MarginMode.ToString().Equals(order.MarginMode, StringComparison.OrdinalIgnoreCase);

    private static bool IsIn(CancelScope scope, SimulatedOrder order) =>
        IsOfMarginMode(scope, order)
        && (scope.Direction is null || scope.Direction == (order.Direction == "buy" ? Direction.Buy : Direction.Sell))
        && (scope.Offset is null || scope.Offset == (order.Offset == "close" || (order.Offset == "both" && order.ReduceOnly) ? Offset.Close : Offset.Open));

    private static IEnumerable<string> Ids(IEnumerable<SimulatedOrder> orders) => orders.Select(order => order.OrderId).Order();

    private static IEnumerable<string> Accepted(IEnumerable<HtxResult<CancelAcknowledgement>> results) =>
        results.SelectMany(result => Assert.IsType<HtxResult<CancelAcknowledgement>.Ok>(result).Value.Accepted);
}
