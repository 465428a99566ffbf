using System.Text.Json;

namespace HtxCancel.Tests.Htx;

public sealed class TextConverterTests
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new TextConverter() } };

    [Theory]
    [InlineData("\"768883002062282752\"", "768883002062282752")]
    [InlineData("768883002062282752", "768883002062282752")]
    [InlineData("60000.10", "60000.10")]
    [InlineData("-1E+2", "-1E+2")]
    [InlineData("\"\"", "")]
    [InlineData("null", null)]
    public void A_text_or_a_number_is_read_as_it_was_sent(string json, string? expected) => Assert.Equal(expected, JsonSerializer.Deserialize<string>(json, Options));

    [Theory]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void Anything_else_cannot_be_read(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<string>(json, Options));
}
