namespace HtxCancel.Tests.Htx;

public sealed class HtxErrorTests
{
    [Theory]
    [InlineData(1051, "No orders to cancel.", "HTX 1051: No orders to cancel.")]
    [InlineData(1051, "", "HTX 1051")]
    [InlineData(1051, null, "HTX 1051")]
    [InlineData(null, "HTX is in maintenance", "HTX is in maintenance")]
    [InlineData(null, null, "an answer without a code")]
    public void It_is_told_by_its_code_and_HTX_s_words(int? code, string? message, string expected) =>
        Assert.Equal(expected, new HtxError(HtxCodeClass.Unknown, code, message).ToString());

    [Fact]
    public void A_path_that_a_host_does_not_know_is_told_with_the_host()
    {
        var error = HtxError.NoSuchPath(new HtxReply(404, default, Host: 1));

        Assert.Equal(new HtxError(HtxCodeClass.Moved, 404, "the host does not know this path", PathMissing: true) { Host = 1 }, error);
        Assert.Equal("HTX 404: the host does not know this path", error.ToString());
    }
}
