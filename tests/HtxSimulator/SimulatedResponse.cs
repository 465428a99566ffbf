using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HtxSimulator;

/// <summary>One answer of the exchange, and how it travels; change one with <c>with</c>.</summary>
public sealed record SimulatedResponse
{
    internal const string JsonContent = "application/json;charset=UTF-8";

    // What HTX was seen to send with its v1 answers, although they are JSON.
    internal const string PlainContent = "text/plain;charset=UTF-8";

    /// <summary>No answer ever comes; the call ends when the caller gives up.</summary>
    public static SimulatedResponse Hang { get; } = new() { Delivery = Delivery.Hang };

    /// <summary>The connection is dropped without an answer.</summary>
    public static SimulatedResponse Reset { get; } = new() { Delivery = Delivery.Reset };

    /// <summary>Nothing listens there.</summary>
    public static SimulatedResponse Refused { get; } = new() { Delivery = Delivery.Refused };

    /// <summary>The host does not prove who it is.</summary>
    public static SimulatedResponse TlsFailure { get; } = new() { Delivery = Delivery.TlsFailure };

    /// <summary>The HTTP status code; HTX answers 200 for its own errors too.</summary>
    public int StatusCode { get; init; } = 200;

    /// <summary>The body's bytes, before any compression.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The Content-Type; <c>text/plain;charset=UTF-8</c> unless told, as HTX sends with v1 answers.</summary>
    public string ContentType { get; init; } = PlainContent;

    /// <summary>Further response headers, such as <c>ratelimit-remaining</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the answer takes, in the exchange's <see cref="TimeProvider"/>; what was asked is carried out before the wait.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How the answer travels.</summary>
    public Delivery Delivery { get; init; }

    /// <summary>How many bytes of the body arrive when <see cref="Delivery"/> is <see cref="Delivery.CutOff"/>.</summary>
    public int BytesDelivered { get; init; }

    /// <summary>The body as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body's <c>err_code</c>, or its <c>code</c> when that is not 200; null when the body carries neither.</summary>
    public int? ErrorCode => ReadErrorCode();

    /// <summary>An answer with a JSON body (or what pretends to be one), typed as HTX types its v1 answers.</summary>
    public static SimulatedResponse Json(string body, int statusCode = 200, string contentType = PlainContent) => new()
    {
        StatusCode = statusCode,
        Body = Encoding.UTF8.GetBytes(body),
        ContentType = contentType,
    };

    /// <summary>A page as the edge in front of HTX (Cloudflare, AWS) sends it.</summary>
    public static SimulatedResponse Html(int statusCode, string body = "<html><body>error</body></html>") => new()
    {
        StatusCode = statusCode,
        Body = Encoding.UTF8.GetBytes(body),
        ContentType = "text/html; charset=UTF-8",
    };

    /// <summary>The given answer with its body cut off after some bytes, while Content-Length promises all of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytesDelivered"/> is negative or not less than the body's length.</exception>
    public static SimulatedResponse CutOff(SimulatedResponse answer, int bytesDelivered)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentOutOfRangeException.ThrowIfNegative(bytesDelivered);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bytesDelivered, answer.Body.Length);
        return answer with { Delivery = Delivery.CutOff, BytesDelivered = bytesDelivered };
    }

    private int? ReadErrorCode()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            var body = document.RootElement;
            if (body.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            if (body.TryGetProperty("err_code", out var errorCode))
            {
                return ReadInteger(errorCode);
            }

            return body.TryGetProperty("code", out var code) && ReadInteger(code) is var value and not 200 ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // HTX was seen to send codes as text too.
    private static int? ReadInteger(JsonElement element) =>
        int.TryParse(element.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;
}
