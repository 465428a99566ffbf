using System.Text.Json.Serialization.Metadata;

namespace HtxCancel.Htx;

/// <summary>Reads the JSON of an answer, whatever its content type says, and never throws.</summary>
internal static class HtxBody
{
    /// <summary>The body as <typeparamref name="T"/>, or null and in <paramref name="problem"/> what is wrong with it.</summary>
    public static T? Read<T>(HtxReply reply, JsonTypeInfo<T> type, out string problem)
        where T : class
    {
        problem = $"HTTP {reply.Status} with ";
        var body = reply.Body.Span;
        if (body.StartsWith("\uFEFF"u8))
            body = body[3..];

        body = body.Trim(" \r\n\t"u8);
        if (body.IsEmpty)
        {
            problem += "an empty body";
            return null;
        }

        if (body[0] == '<')
        {
            problem += "a page of HTML, from the edge and not from the exchange";
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize(body, type) is { } value)
                return value;

            problem += "the JSON null";
        }
        catch (JsonException e)
        {
            problem += $"a body that cannot be read (byte {e.BytePositionInLine ?? 0} of line {(e.LineNumber ?? 0) + 1}, {body.Length} bytes)";
        }

        return null;
    }
}
