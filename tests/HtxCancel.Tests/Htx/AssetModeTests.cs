using System.Text;

namespace HtxCancel.Tests.Htx;

public sealed class AssetModeTests
{
    [Theory]
    [InlineData("""{"code":200,"message":"Success","data":{"asset_mode":0},"ts":1}""", 0)]
    [InlineData("""{"code":"200","msg":"ok","data":{"assets_mode":1},"ts":1}""", 1)]
    [InlineData("""{"code":200,"data":{"asset_mode":"2"}}""", 2)]
    [InlineData("""{"code":200,"data":{"asset_mode":1,"assets_mode":1}}""", 1)]
    public void The_mode_is_read_in_every_spelling(string body, int mode) =>
        Assert.Equal((AssetMode)mode, Assert.IsType<HtxResult<AssetMode>.Ok>(Read(body)).Value);

    [Theory]
    [InlineData("""{"code":200,"data":{"asset_mode":3}}""")]
    [InlineData("""{"code":200,"data":{"asset_mode":-1}}""")]
    [InlineData("""{"code":200,"data":{"asset_mode":null}}""")]
    [InlineData("""{"code":200,"data":{}}""")]
    [InlineData("""{"code":200,"data":{"asset_mode":0,"assets_mode":2}}""")]
    [InlineData("""{"code":200}""")]
    [InlineData("""{"data":{"asset_mode":0}}""")]
    [InlineData("""{"code":200,"data":[0]}""")]
    [InlineData("")]
    [InlineData("<html></html>")]
    public void What_tells_no_mode_is_no_answer(string body) => Assert.IsType<HtxResult<AssetMode>.NoAnswer>(Read(body));

    [Fact]
    public void A_mode_under_another_status_than_200_is_no_answer() =>
        Assert.IsType<HtxResult<AssetMode>.NoAnswer>(Read("""{"code":200,"data":{"asset_mode":0}}""", 503));

    [Fact]
    public void Only_http_404_says_that_there_is_no_v5()
    {
        Assert.True(Assert.IsType<HtxResult<AssetMode>.Failed>(Read("gone", 404)).Error.PathMissing);
        Assert.False(Assert.IsType<HtxResult<AssetMode>.Failed>(Read("""{"code":404,"message":"x"}""")).Error.PathMissing);
    }

    [Theory]
    [InlineData("""{"code":403,"message":"Verification failure","ts":1767323045000}""", 403)]
    [InlineData("""{"code":"1003","msg":"x"}""", 1003)]
    public void An_error_is_its_number(string body, int code) =>
        Assert.Equal(code, Assert.IsType<HtxResult<AssetMode>.Failed>(Read(body)).Error.Code);

    [Fact]
    public void Maintenance_is_blocked() =>
        Assert.Equal(HtxCodeClass.Blocked, Assert.IsType<HtxResult<AssetMode>.Failed>(Read("""{"status":"maintain"}""")).Error.Class);

    private static HtxResult<AssetMode> Read(string body, int status = 200) => V5Calls.ReadAssetMode(new HtxReply(status, Encoding.UTF8.GetBytes(body)));
}
