using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HtxCancel.Htx;

/// <summary>
/// Text that HTX sends sometimes as a string and sometimes as a number, digit by digit as it was sent: ids exceed what a
/// double holds, prices must not be rounded.
/// </summary>
internal sealed class TextConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new JsonException("A string or a number is expected."),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
