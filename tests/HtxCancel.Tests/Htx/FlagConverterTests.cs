using System.Text.Json;

namespace HtxCancel.Tests.Htx;

public sealed class FlagConverterTests
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new FlagConverter() } };

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("\"true\"", true)]
    [InlineData("\"1\"", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("\"false\"", false)]
    [InlineData("\"0\"", false)]
    [InlineData("null", null)]
    [InlineData("2", null)]
    [InlineData("1.0", null)]
    [InlineData("-1", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"yes\"", null)]
    [InlineData("\"TRUE\"", null)]
    [InlineData("{}", null)]
    [InlineData("""{"a":[true,{"b":1}]}""", null)]
    [InlineData("[true]", null)]
    public void A_flag_is_read_in_each_of_its_forms_and_anything_else_is_unknown(string json, bool? expected) =>
        Assert.Equal([expected, true], JsonSerializer.Deserialize<bool?[]>($"[{json},1]", Options));
}
