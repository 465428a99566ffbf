namespace HtxCancel.Htx;

/// <summary>Text that HTX sends sometimes as a string and sometimes as a number, digit by digit as it was sent: ids exceed what a double
/// holds, prices must not be rounded. Only reads.</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new JsonException("A string or a number is expected."),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>A yes or no that HTX sends as true/false, 1/0 or either of these in quotes; anything else is not readable: null. Only reads.</summary>
internal sealed class FlagConverter : JsonConverter<bool?>
{
    public override bool HandleNull => true;

    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // An object or an array is passed over as a whole.
        reader.Skip();
        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number => FromText(Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.String => FromText(reader.GetString()),
            _ => null,
        };
    }

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static bool? FromText(string? text) => text switch
    {
        "1" or "true" => true,
        "0" or "false" => false,
        _ => null,
    };
}

internal static class HtxTime
{
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The <c>ts</c> of an answer, milliseconds since 1970 in UTC; null where it is absent or no date.</summary>
    public static DateTimeOffset? FromMilliseconds(long? ts) =>
        ts is { } value && value > 0 && value <= Latest ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
