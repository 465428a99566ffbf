using System.Text;

namespace HtxCancel.Tests.Htx;

public sealed class LinearSwapV1AnswerTests
{
    [Fact]
    public void Successes_are_a_comma_separated_string()
    {
        var ok = Accepted("""{"status":"ok","data":{"errors":[],"successes":"768883002062282752,770325103371542528"},"ts":1603701437838}""");

        Assert.Equal(["768883002062282752", "770325103371542528"], ok.Accepted);
        Assert.Empty(ok.Errors);
    }

    [Theory]
    [InlineData("""{"status":"ok","data":{"errors":[],"successes":""},"ts":1}""")]
    [InlineData("""{"status":"ok","data":{"errors":null,"successes":null},"ts":1}""")]
    [InlineData("""{"status":"ok","data":{},"ts":1}""")]
    [InlineData("""{"status":"ok","data":null,"ts":1}""")]
    [InlineData("""{"status":"ok","ts":1}""")]
    [InlineData("""{"status":"ok","data":{"errors":[],"successes":" , ,"}}""")]
    public void Empty_successes_name_no_order(string body) => Assert.Empty(Accepted(body).Accepted);

    [Theory]
    [InlineData("\"770325103371542528\"")]
    [InlineData("770325103371542528")]
    public void An_id_in_errors_keeps_every_digit_as_string_or_number(string id)
    {
        var ok = Accepted("""{"status":"ok","data":{"errors":[{"order_id":ID,"err_code":1061,"err_msg":"x"}],"successes":""},"ts":1}""".Replace("ID", id, StringComparison.Ordinal));

        var error = Assert.Single(ok.Errors);
        Assert.Equal("770325103371542528", error.OrderId);
        Assert.Equal(HtxCodeClass.Gone, error.Error.Class);
    }

    [Fact]
    public void The_same_id_can_stand_in_errors_and_in_successes()
    {
        var ok = Accepted("""{"status":"ok","data":{"errors":[{"order_id":"7","err_code":1062,"err_msg":"x"}],"successes":"7"},"ts":1}""");

        Assert.Equal(["7"], ok.Accepted);
        Assert.Equal("7", Assert.Single(ok.Errors).OrderId);
    }

    [Theory]
    [InlineData("""{"status":"error","err_code":1051,"err_msg":"No orders to cancel.","ts":1652552125876}""", 1051)]
    [InlineData("""{"status":"error","err_code":"1056","err_msg":"x","ts":"1652552125876"}""", 1056)]
    [InlineData("""{"code":"4007","message":"x","data":null,"ts":1}""", 4007)]
    [InlineData("""{"code":4002,"msg":"x"}""", 4002)]
    public void An_error_over_http_200_is_its_number(string body, int code)
    {
        var failed = Assert.IsType<HtxResult<CancelAcknowledgement>.Failed>(V1Calls.ReadAcknowledgement(Reply(body)));

        Assert.Equal(code, failed.Error.Code);
        Assert.Equal(HtxCode.Classify(code), failed.Error.Class);
    }

    [Fact]
    public void Maintenance_is_blocked()
    {
        var failed = Assert.IsType<HtxResult<CancelAcknowledgement>.Failed>(V1Calls.ReadAcknowledgement(Reply("""{"status":"maintain"}""")));

        Assert.Equal(HtxCodeClass.Blocked, failed.Error.Class);
        Assert.Null(failed.Error.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \r\n")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"ok\"")]
    [InlineData("<html><body>502 Bad Gateway</body></html>")]
    [InlineData("""{"status":"ok","data":{"errors":[],"succes""")]
    [InlineData("not json")]
    [InlineData("""{"status":"ok","data":[]}""")]
    [InlineData("""{"status":"error"}""")]
    [InlineData("""{"status":"error","err_code":"many"}""")]
    [InlineData("""{"status":"error","status":"ok","data":{"successes":""}}""")]
    [InlineData("""{"status":"OK!","data":{"successes":""}}""")]
    [InlineData("""{"code":200,"data":{}}""")]
    [InlineData("""{"status":"ok","data":{"successes":{}}}""")]
    [InlineData("""{"status":"ok","data":{"successes":"\ud800"}}""")]
    [InlineData("""{"status":"error","err_code":1051,"err_msg":"\ud800"}""")]
    [InlineData("""{"status":"error","err_code":99999999999999999999}""")]
    public void What_cannot_be_read_is_no_answer(string body) =>
        Assert.IsType<HtxResult<CancelAcknowledgement>.NoAnswer>(V1Calls.ReadAcknowledgement(Reply(body)));

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(403)]
    public void An_ok_under_another_status_than_200_is_no_answer(int status) =>
        Assert.IsType<HtxResult<CancelAcknowledgement>.NoAnswer>(
            V1Calls.ReadAcknowledgement(Reply("""{"status":"ok","data":{"errors":[],"successes":"1"}}""", status)));

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("""{"code":404,"message":"Resources do not exist"}""")]
    public void Http_404_means_that_the_path_is_gone(string body)
    {
        var failed = Assert.IsType<HtxResult<CancelAcknowledgement>.Failed>(V1Calls.ReadAcknowledgement(Reply(body, 404)));

        Assert.True(failed.Error.PathMissing);
        Assert.Equal(HtxCodeClass.Moved, failed.Error.Class);
    }

    [Fact]
    public void A_byte_order_mark_does_not_matter()
    {
        var reply = new HtxReply(200, (byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("""{"status":"ok","data":{"successes":"1"}}""")]);

        Assert.IsType<HtxResult<CancelAcknowledgement>.Ok>(V1Calls.ReadAcknowledgement(reply));
    }

    [Theory]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("""{"status":"ok","data":{}}""")]
    [InlineData("""{"status":"ok","data":{"orders":null,"total_size":0}}""")]
    [InlineData("""{"status":"ok","data":{"total_size":0}}""")]
    [InlineData("""{"status":"ok","data":{"orders":[]}}""")]
    [InlineData("""{"status":"ok","data":{"orders":[],"total_size":null}}""")]
    [InlineData("""{"status":"ok","data":{"orders":[],"total_size":-1}}""")]
    [InlineData("""{"status":"ok","data":{"orders":{},"total_size":0}}""")]
    [InlineData("""{"data":{"orders":[],"total_size":0}}""")]
    public void A_list_that_lacks_what_empty_needs_is_no_answer(string body) =>
        Assert.IsType<HtxResult<ListPage>.NoAnswer>(V1Calls.ReadPage(Reply(body)));

    [Fact]
    public void An_empty_list_is_one_with_its_array_and_a_total_of_0()
    {
        var ok = Assert.IsType<HtxResult<ListPage>.Ok>(
            V1Calls.ReadPage(Reply("""{"status":"ok","data":{"orders":[],"total_page":0,"current_page":1,"total_size":"0"},"ts":1}""")));

        Assert.Empty(Assert.IsType<ListPage.OfV1>(ok.Value).Rows);
    }

    [Theory]
    [InlineData("""{"status":"maintain"}""", 200, "HTX is in maintenance")]
    [InlineData("<html></html>", 404, "HTX 404: the host does not know this path")]
    [InlineData("""{"status":"error","err_code":1056,"err_msg":"settling"}""", 200, "HTX 1056: settling")]
    [InlineData("""{"status":"error","err_code":1056,"err_msg":"settling","message":"other"}""", 200, "HTX 1056: settling")]
    [InlineData("""{"code":1004,"message":"busy","msg":"other"}""", 200, "HTX 1004: busy")]
    [InlineData("""{"code":1004,"msg":"busy"}""", 200, "HTX 1004: busy")]
    [InlineData("""{"code":1004}""", 503, "HTX 1004")]
    public void A_refusal_says_what_HTX_says(string body, int status, string says) =>
        Assert.Equal(says, Assert.IsType<HtxResult<CancelAcknowledgement>.Failed>(V1Calls.ReadAcknowledgement(Reply(body, status))).Error.ToString());

    [Theory]
    [InlineData("""{"status":"ok","data":{}}""", 503, "HTTP 503 with an answer that lacks what it must have")]
    [InlineData("""{"data":{}}""", 200, "HTTP 200 with an answer that lacks what it must have")]
    [InlineData("null", 200, "HTTP 200 with the JSON null")]
    public void No_answer_says_what_came_instead(string body, int status, string says) =>
        Assert.Equal(says, Assert.IsType<HtxResult<CancelAcknowledgement>.NoAnswer>(V1Calls.ReadAcknowledgement(Reply(body, status))).Detail);

    [Theory]
    [InlineData("""{"status":"ok","err_code":0,"data":{"successes":"7"}}""")]
    [InlineData("""{"status":"ok","code":0,"data":{"successes":"7"}}""")]
    [InlineData("""{"status":"ok","code":200,"data":{"successes":"7"}}""")]
    public void A_number_of_success_beside_an_ok_does_not_matter(string body) => Assert.Equal(["7"], Accepted(body).Accepted);

    [Fact]
    public void An_errors_time_and_host_are_kept()
    {
        var reply = Reply("""{"status":"error","err_code":1056,"err_msg":"x","ts":1652552125876}""") with { Host = 1 };

        var error = Assert.IsType<HtxResult<CancelAcknowledgement>.Failed>(V1Calls.ReadAcknowledgement(reply)).Error;

        Assert.Equal((1, DateTimeOffset.FromUnixTimeMilliseconds(1652552125876)), (error.Host, error.AnsweredAt));
    }

    [Fact]
    public void A_path_that_is_gone_names_its_host() => Assert.Equal(
        1, Assert.IsType<HtxResult<CancelAcknowledgement>.Failed>(V1Calls.ReadAcknowledgement(Reply("", 404) with { Host = 1 })).Error.Host);

    [Fact]
    public void Blanks_around_ids_do_not_matter() =>
        Assert.Equal(["1", "2"], Accepted("""{"status":"ok","data":{"successes":" 1 , 2,, "}}""").Accepted);

    [Fact]
    public void An_error_counts_when_it_names_an_order_and_a_code()
    {
        var ok = Accepted(
            """{"status":"ok","data":{"errors":[null,{"order_id":"5"},{"err_code":1061},{"order_id":" ","err_code":1061},{"order_id":" 7 ","err_code":1061,"err_msg":"gone"}]}}""");

        var error = Assert.Single(ok.Errors);
        Assert.Equal(("7", "HTX 1061: gone"), (error.OrderId, error.Error.ToString()));
        Assert.False(ok.AreConditional);
    }

    private static HtxReply Reply(string body, int status = 200) => new(status, Encoding.UTF8.GetBytes(body));

    private static CancelAcknowledgement Accepted(string body) =>
        Assert.IsType<HtxResult<CancelAcknowledgement>.Ok>(V1Calls.ReadAcknowledgement(Reply(body))).Value;
}
