using System.Text;

namespace HtxCancel.Tests.Htx;

public sealed class TradeV5AnswerTests
{
    [Theory]
    [InlineData("""{"code":200,"message":"Success","data":[{"code":200,"message":"成功","order_id":"770325103371542528","client_order_id":""}],"ts":1}""")]
    [InlineData("""{"code":"200","msg":"ok","data":[{"code":"200","msg":"ok","order_id":770325103371542528}],"ts":"1"}""")]
    [InlineData("""{"code":200,"data":[{"success":true,"order_id":" 770325103371542528 "}]}""")]
    [InlineData("""{"code":200,"data":[{"success":true,"error_code":"","error_msg":"","order_id":"770325103371542528"}]}""")]
    [InlineData("""{"code":200,"data":[{"code":200,"success":"true","error_code":0,"order_id":"770325103371542528"}]}""")]
    [InlineData("""{"code":200,"status":"ok","err_code":0,"data":[{"code":200,"order_id":"770325103371542528"}]}""")]
    public void An_item_is_accepted_by_its_own_code_or_success(string body)
    {
        var ok = Accepted(body);

        Assert.Equal(["770325103371542528"], ok.Accepted);
        Assert.Empty(ok.Errors);
        Assert.False(ok.AreConditional);
    }

    [Theory]
    [InlineData("""{"code":1061,"message":"gone","order_id":"7"}""", 1061, "gone")]
    [InlineData("""{"code":"1440","msg":"no","order_id":"7"}""", 1440, "no")]
    [InlineData("""{"success":false,"error_code":1062,"error_msg":"wait","order_id":"7"}""", 1062, "wait")]
    [InlineData("""{"code":200,"error_code":"1088","order_id":"7"}""", 1088, null)]
    [InlineData("""{"success":true,"error_code":1063,"order_id":"7"}""", 1063, null)]
    [InlineData("""{"code":1061,"success":true,"order_id":"7"}""", 1061, null)]
    public void An_item_with_an_errors_number_is_not_accepted(string item, int code, string? message)
    {
        var ok = Accepted($$"""{"code":200,"data":[{{item}}]}""");

        Assert.Empty(ok.Accepted);
        var error = Assert.Single(ok.Errors);
        Assert.Equal(("7", HtxCode.Classify(code), code, message), (error.OrderId, error.Error.Class, error.Error.Code, error.Error.Message));
    }

    [Theory]
    [InlineData("""{"order_id":"7"}""")]
    [InlineData("""{"code":null,"order_id":"7"}""")]
    [InlineData("""{"code":"","order_id":"7"}""")]
    [InlineData("""{"code":"done","order_id":"7"}""")]
    [InlineData("""{"code":99999999999,"order_id":"7"}""")]
    [InlineData("""{"code":200.5,"order_id":"7"}""")]
    [InlineData("""{"code":0,"success":true,"order_id":"7"}""")]
    [InlineData("""{"code":200,"success":false,"order_id":"7"}""")]
    [InlineData("""{"code":200,"error_code":"E1","order_id":"7"}""")]
    [InlineData("""{"success":false,"order_id":"7"}""")]
    [InlineData("""{"success":"yes","order_id":"7"}""")]
    public void An_item_that_does_not_say_so_is_not_accepted(string item)
    {
        var ok = Accepted($$"""{"code":200,"data":[{{item}}]}""");

        Assert.Empty(ok.Accepted);
        var error = Assert.Single(ok.Errors);
        Assert.Equal(("7", HtxCodeClass.Unknown, (int?)null), (error.OrderId, error.Error.Class, error.Error.Code));
    }

    [Fact]
    public void Each_item_counts_by_itself_and_an_id_that_none_names_is_left_out()
    {
        var ok = Accepted("""{"code":200,"data":[{"code":200,"order_id":"1"},null,{"code":1071,"order_id":"2"},{"code":200,"order_id":""},{"code":200},{"code":200,"algo_id":"3"}]}""");

        Assert.Equal(["1"], ok.Accepted);
        Assert.Equal("2", Assert.Single(ok.Errors).OrderId);
    }

    [Fact]
    public void A_conditional_order_is_named_by_its_algo_id()
    {
        var reply = Reply("""{"code":200,"data":[{"code":200,"algo_id":"1","order_id":"8"},{"success":false,"error_code":1061,"algo_id":2},{"code":200,"order_id":"9"}]}""");

        var ok = Assert.IsType<HtxResult<CancelAcknowledgement>.Ok>(V5Calls.ReadConditional(reply)).Value;

        Assert.Equal(["1"], ok.Accepted);
        Assert.Equal("2", Assert.Single(ok.Errors).OrderId);
        Assert.True(ok.AreConditional);
    }

    [Theory]
    [InlineData("""{"code":200,"message":"Success","data":[],"ts":1}""")]
    [InlineData("""{"code":200,"data":null}""")]
    [InlineData("""{"code":200}""")]
    public void A_cancel_that_names_no_order_accepts_none(string body)
    {
        var ok = Accepted(body);

        Assert.Empty(ok.Accepted);
        Assert.Empty(ok.Errors);
    }

    [Theory]
    [InlineData("""{"code":1051,"message":"No orders to cancel.","ts":1652552125876}""", 1051)]
    [InlineData("""{"code":"1056","msg":"x","ts":"1652552125876"}""", 1056)]
    [InlineData("""{"code":4007,"data":[{"code":200,"order_id":"1"}]}""", 4007)]
    [InlineData("""{"code":200,"err_code":1440,"data":[{"code":200,"order_id":"1"}]}""", 1440)]
    [InlineData("""{"status":"error","err_code":1205,"err_msg":"x"}""", 1205)]
    [InlineData("""{"code":0,"data":[{"code":200,"order_id":"1"}]}""", 0)]
    public void An_error_over_http_200_is_its_number(string body, int code)
    {
        var failed = Assert.IsType<HtxResult<CancelAcknowledgement>.Failed>(V5Calls.ReadPlain(Reply(body)));

        Assert.Equal((code, HtxCode.Classify(code)), (failed.Error.Code, failed.Error.Class));
        Assert.Equal(code, Assert.IsType<HtxResult<ListPage>.Failed>(V5Calls.ReadPage(Reply(body.Replace("code\":200,\"order", "x\":1,\"order", StringComparison.Ordinal)))).Error.Code);
    }

    [Theory]
    [InlineData("message", "refused")]
    [InlineData("msg", "refused")]
    [InlineData("err_msg", null)]
    public void An_errors_words_time_and_host_are_kept(string name, string? message)
    {
        var reply = Reply($$"""{"code":1004,"{{name}}":"refused","ts":1652552125876}""") with { Host = 1 };

        var error = Assert.IsType<HtxResult<CancelAcknowledgement>.Failed>(V5Calls.ReadPlain(reply)).Error;

        Assert.Equal((message, 1, DateTimeOffset.FromUnixTimeMilliseconds(1652552125876)), (error.Message, error.Host, error.AnsweredAt));
    }

    [Fact]
    public void Maintenance_is_blocked()
    {
        var failed = Assert.IsType<HtxResult<CancelAcknowledgement>.Failed>(V5Calls.ReadPlain(Reply("""{"status":"maintain"}""")));

        Assert.Equal((HtxCodeClass.Blocked, (int?)null), (failed.Error.Class, failed.Error.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html><body>502 Bad Gateway</body></html>")]
    [InlineData("""{"code":200,"data":[{"code":200,"order_id":"1"}""")]
    [InlineData("""{"code":200,"data":{}}""")]
    [InlineData("""{"code":200,"data":{"successes":"1","errors":[]}}""")]
    [InlineData("""{"code":200,"data":"1"}""")]
    [InlineData("""{"code":200,"data":["1"]}""")]
    [InlineData("""{"code":200,"data":[{"order_id":[]}]}""")]
    [InlineData("""{"code":200,"code":200,"data":[]}""")]
    [InlineData("""{"code":200,"status":"error","data":[]}""")]
    [InlineData("""{"code":200,"status":"busy","data":[]}""")]
    [InlineData("""{"code":200,"err_code":"E1","data":[]}""")]
    [InlineData("""{"code":"many","data":[]}""")]
    [InlineData("""{"code":null,"data":[]}""")]
    [InlineData("""{"status":"ok","data":[]}""")]
    [InlineData("""{"data":[]}""")]
    public void What_cannot_be_read_is_no_answer(string body)
    {
        Assert.IsType<HtxResult<CancelAcknowledgement>.NoAnswer>(V5Calls.ReadPlain(Reply(body)));
        Assert.IsType<HtxResult<ListPage>.NoAnswer>(V5Calls.ReadPage(Reply(body)));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(403)]
    public void A_good_code_under_another_status_than_200_is_no_answer(int status) =>
        Assert.IsType<HtxResult<CancelAcknowledgement>.NoAnswer>(V5Calls.ReadPlain(Reply("""{"code":200,"data":[]}""", status)));

    [Theory]
    [InlineData("")]
    [InlineData("""{"code":404,"message":"Resources do not exist"}""")]
    public void Http_404_means_that_the_path_is_gone(string body)
    {
        var failed = Assert.IsType<HtxResult<CancelAcknowledgement>.Failed>(V5Calls.ReadPlain(Reply(body, 404)));

        Assert.True(failed.Error.PathMissing);
        Assert.Equal(HtxCodeClass.Moved, failed.Error.Class);
    }

    [Theory]
    [InlineData("""{"code":200}""")]
    [InlineData("""{"code":200,"data":null}""")]
    [InlineData("""{"code":200,"message":"Success","ts":1}""")]
    public void A_list_without_its_array_is_no_answer(string body) =>
        Assert.IsType<HtxResult<ListPage>.NoAnswer>(V5Calls.ReadPage(Reply(body)));

    [Fact]
    public void An_empty_list_is_one_with_its_array() =>
        Assert.Empty(RowsOf("""{"code":200,"data":[]}"""));

    [Fact]
    public void A_rows_numbers_are_read_with_or_without_quotes()
    {
        var rows = RowsOf(
            """{"code":200,"data":[{"id":1331226415994253313,"order_id":768883002062282753,"state":11,"price":60000.10,"reduce_only":1},{"id":"2","order_id":"3","state":"new","price":"1","reduce_only":""}]}""");

        Assert.Equal(("1331226415994253313", "768883002062282753", "11", "60000.10", true), (rows[0]!.Id, rows[0]!.OrderId, rows[0]!.State, rows[0]!.Price, rows[0]!.ReduceOnly));
        Assert.Equal(("2", "3", "new", "1", null), (rows[1]!.Id, rows[1]!.OrderId, rows[1]!.State, rows[1]!.Price, rows[1]!.ReduceOnly));
    }

    [Theory]
    [InlineData("""{"status":"maintain"}""", 200, "HTX is in maintenance")]
    [InlineData("<html></html>", 404, "HTX 404: the host does not know this path")]
    [InlineData("""{"status":"error","err_code":1056,"err_msg":"settling"}""", 200, "HTX 1056: settling")]
    [InlineData("""{"status":"error","err_code":1056,"err_msg":"settling","message":"other"}""", 200, "HTX 1056: settling")]
    [InlineData("""{"code":1004,"message":"busy","msg":"other"}""", 200, "HTX 1004: busy")]
    [InlineData("""{"code":1004,"msg":"busy"}""", 200, "HTX 1004: busy")]
    [InlineData("""{"code":1004}""", 503, "HTX 1004")]
    [InlineData("""{"status":"error","err_code":1056,"message":"settling"}""", 200, "HTX 1056: settling")]
    public void A_refusal_says_what_HTX_says(string body, int status, string says) =>
        Assert.Equal(says, Assert.IsType<HtxResult<CancelAcknowledgement>.Failed>(V5Calls.ReadPlain(Reply(body, status))).Error.ToString());

    [Theory]
    [InlineData("""{"code":200,"data":[]}""", 503, "HTTP 503 with an answer that lacks what it must have")]
    [InlineData("""{"status":"ok","data":[]}""", 200, "HTTP 200 with an answer that lacks what it must have")]
    [InlineData("null", 200, "HTTP 200 with the JSON null")]
    public void No_answer_says_what_came_instead(string body, int status, string says) =>
        Assert.Equal(says, Assert.IsType<HtxResult<CancelAcknowledgement>.NoAnswer>(V5Calls.ReadPlain(Reply(body, status))).Detail);

    [Fact]
    public void A_path_that_is_gone_names_its_host() => Assert.Equal(
        1, Assert.IsType<HtxResult<CancelAcknowledgement>.Failed>(V5Calls.ReadPlain(Reply("", 404) with { Host = 1 })).Error.Host);

    [Theory]
    [InlineData("""{"code":" 200 ","order_id":"7"}""")]
    [InlineData("""{"code":200,"error_code":200,"order_id":"7"}""")]
    [InlineData("""{"code":200,"error_code":" ","order_id":"7"}""")]
    [InlineData("""{"code":" ","success":true,"order_id":"7"}""")]
    public void Blanks_and_a_second_code_of_success_do_not_matter(string item) =>
        Assert.Equal(["7"], Accepted($$"""{"code":200,"data":[{{item}}]}""").Accepted);

    [Theory]
    [InlineData("""{"code":1061,"error_code":1062,"message":"a","msg":"b","error_msg":"c","order_id":"7"}""", "HTX 1061: a")]
    [InlineData("""{"code":0,"error_code":1062,"msg":"b","error_msg":"c","order_id":"7"}""", "HTX 1062: b")]
    [InlineData("""{"code":200,"error_code":"1062 ","error_msg":"c","order_id":"7"}""", "HTX 1062: c")]
    [InlineData("""{"success":false,"error_msg":"c","order_id":"7"}""", "c")]
    [InlineData("""{"success":false,"order_id":"7"}""", "an answer without a code")]
    public void An_item_is_refused_by_its_first_error_in_its_first_words(string item, string says) =>
        Assert.Equal(says, Assert.Single(Accepted($$"""{"code":200,"data":[{{item}}]}""").Errors).Error.ToString());

    private static HtxReply Reply(string body, int status = 200) => new(status, Encoding.UTF8.GetBytes(body));

    private static CancelAcknowledgement Accepted(string body) =>
        Assert.IsType<HtxResult<CancelAcknowledgement>.Ok>(V5Calls.ReadPlain(Reply(body))).Value;

    private static IReadOnlyList<ListedRow?> RowsOf(string body) =>
        Assert.IsType<ListPage.OfV5>(Assert.IsType<HtxResult<ListPage>.Ok>(V5Calls.ReadPage(Reply(body))).Value).Rows;
}
