using System.Globalization;
using System.Text.Json.Serialization;

namespace HtxCancel.Htx.TradeV5;

/// <summary>
/// What v5 says of one order that it was to cancel: <c>code</c> with a text, or, in HTX's own Java SDK, <c>success</c>,
/// <c>error_code</c> and <c>error_msg</c>.
/// </summary>
internal sealed record CancelledOrder(
    [property: JsonConverter(typeof(TextConverter))] string? OrderId,
    [property: JsonConverter(typeof(TextConverter))] string? AlgoId,
    [property: JsonConverter(typeof(TextConverter))] string? Code,
    string? Message,
    string? Msg,
    [property: JsonConverter(typeof(FlagConverter))] bool? Success,
    [property: JsonConverter(typeof(TextConverter))] string? ErrorCode,
    string? ErrorMsg)
{
    /// <summary>HTX's code of success.</summary>
    private const int Done = 200;

    /// <summary>Whether HTX says that it cancels the order, and nothing else beside it.</summary>
    [JsonIgnore]
    public bool IsAccepted =>
        (string.IsNullOrWhiteSpace(Code) ? Success == true : Number(Code) == Done && Success != false)
        && (string.IsNullOrWhiteSpace(ErrorCode) || Number(ErrorCode) is 0 or Done);

    /// <summary>HTX's words.</summary>
    [JsonIgnore]
    public string? Text => Message ?? Msg ?? ErrorMsg;

    /// <summary>The number that says why it is not accepted; null where there is none.</summary>
    [JsonIgnore]
    public int? Refusal => Error(Code) ?? Error(ErrorCode);

    private static int? Error(string? text) => Number(text) is { } number and not (0 or Done) ? number : null;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;
}
