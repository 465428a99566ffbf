using System.Globalization;
using System.Text.Json;

namespace HtxCancel.Tests.Fuzz;

/// <summary>
/// What an answer may be taken for at most, by the definition of an empty list in the design and by nothing of the
/// service: the status is ok, or the code 200; no error's number stands beside it; the array is there, and on v1 the
/// total; every row shows whether it is in scope; rows are counted.
/// </summary>
internal static class AnswerOracle
{
    // Where one of these stands twice in its object, nobody can know which one counts.
    private static readonly string[] OfEnvelope = ["status", "code", "err_code", "data"];
    private static readonly string[] OfV1Data = ["orders", "total_size"];
    private static readonly string[] OfMode = ["asset_mode", "assets_mode"];
    private static readonly string[] OfV1Row = ["order_id", "order_id_str", "contract_code", "margin_mode", "direction", "offset", "reduce_only"];
    private static readonly string[] OfV5Row = ["id", "order_id", "algo_id", "contract_code", "margin_mode", "side", "position_side", "reduce_only", "type"];

    // HTX's numbers for an account whose orders live on the other API.
    private static readonly int[] Moved = [1066, 1510, 2011, 2012, 2013, 2014, 4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4008, 4009, 6002, 6023];

    /// <summary>Whether the pages that were read can be a whole list with nothing in scope.</summary>
    public static bool MayBeEmpty(ListQuestion question, IEnumerable<FuzzedAnswer> pages) =>
        question.Generation == ApiGeneration.V1 ? MayBeEmptyOnV1(question, pages) : MayBeEmptyOnV5(question, pages);

    // Whatever a page's length, the end is a page without a new row that goes on where the one before ended: it shows the last
    // row again, unless that was the only one.
    private static bool MayBeEmptyOnV5(ListQuestion question, IEnumerable<FuzzedAnswer> pages)
    {
        HashSet<string> orders = [];
        List<string> shown = [];
        List<string>? last = null;
        var brought = 0;
        foreach (var answer in pages)
        {
            var page = PageOf(question, answer);
            if (page is null || page.Rows.Any(row => row.InScope != false || row.Id is null))
            {
                return false;
            }

            last = [.. page.Rows.Select(NameOf)];
            var come = page.Rows.Where(row => orders.Add(row.Id!)).Select(NameOf).ToList();
            (brought, shown) = (come.Count, [.. shown, .. come]);
        }

        return last is not null && (shown.Count == 0 || (brought == 0
            && last.TrueForAll(row => shown[^Math.Min(2, shown.Count)..].Contains(row)) && (shown.Count == 1 || last.Contains(shown[^1]))));

        static string NameOf(OracleRow row) => row.Cursor ?? row.Id!;
    }

    private static bool MayBeEmptyOnV1(ListQuestion question, IEnumerable<FuzzedAnswer> pages)
    {
        var shown = new HashSet<string>();
        OraclePage? last = null;
        foreach (var answer in pages)
        {
            last = PageOf(question, answer);
            if (last is null || last.Rows.Any(row => row.InScope != false || row.Id is null))
            {
                return false;
            }

            var before = shown.Count;
            shown.UnionWith(last.Rows.Select(row => row.Id!));
            if (last.Rows.Count >= question.PageSize && shown.Count == before)
            {
                return false;
            }
        }

        return last is not null && last.Rows.Count < question.PageSize && (last.Total is null || shown.Count >= last.Total);
    }

    /// <summary>The rows of one page; null where the answer is no good page, whatever else it is.</summary>
    public static OraclePage? PageOf(ListQuestion question, FuzzedAnswer answer)
    {
        if (GoodData(answer, question.Generation) is not { } data)
        {
            return null;
        }

        JsonElement? rows = data;
        decimal? total = null;
        if (question.Generation == ApiGeneration.V1)
        {
            if (data.ValueKind != JsonValueKind.Object || HasTwins(data, OfV1Data) || Number(Member(data, "total_size")) is not { } size || size < 0 || size != decimal.Floor(size))
            {
                return null;
            }

            (rows, total) = (Member(data, "orders"), size);
        }

        return rows is { ValueKind: JsonValueKind.Array } array
            ? new OraclePage([.. array.EnumerateArray().Select(row => RowOf(question, row))], total)
            : null;
    }

    /// <summary>The mode that an answer tells; null where it tells none.</summary>
    public static int? ModeOf(FuzzedAnswer answer)
    {
        if (GoodData(answer, ApiGeneration.V5) is not { ValueKind: JsonValueKind.Object } data || HasTwins(data, OfMode))
        {
            return null;
        }

        var modes = new[] { Number(Member(data, "asset_mode")), Number(Member(data, "assets_mode")) }.OfType<decimal>().Distinct().ToList();
        return modes is [0 or 1 or 2] ? (int)modes[0] : null;
    }

    /// <summary>Whether the answer says, by HTX's number or as HTTP 404, that the account or the path is not there.</summary>
    public static bool SaysMoved(FuzzedAnswer answer) => answer.Status == 404 || Moved.Any(code => HasCode(answer, code));

    /// <summary>Whether the answer holds this number as its code.</summary>
    public static bool HasCode(FuzzedAnswer answer, int code) =>
        Json(answer) is { ValueKind: JsonValueKind.Object } root
        && Members(root).Any(member => member.Name is "code" or "err_code" && Number(member.Value) == code);

    /// <summary>The data of an answer that is good by its envelope; null where it is not, or has none.</summary>
    public static JsonElement? GoodData(FuzzedAnswer answer, ApiGeneration generation) =>
        Json(answer) is { } root && IsGood(answer.Status, root, generation) ? Member(root, "data") : null;

    /// <summary>Whether an answer is good by its envelope.</summary>
    public static bool IsGood(FuzzedAnswer answer, ApiGeneration generation) => Json(answer) is { } root && IsGood(answer.Status, root, generation);

    private static bool IsGood(int httpStatus, JsonElement root, ApiGeneration generation)
    {
        if (httpStatus != 200 || root.ValueKind != JsonValueKind.Object || HasTwins(root, OfEnvelope))
        {
            return false;
        }

        var (status, code, error) = (Member(root, "status"), Member(root, "code"), Member(root, "err_code"));
        return (error is null || Number(error) == 0)
            && (generation == ApiGeneration.V1
                ? Text(status) == "ok" && (code is null || Number(code) is 0 or 200)
                : Number(code) == 200 && (status is null || Text(status) == "ok"));
    }

    /// <summary>The answer's JSON; null where it is none.</summary>
    public static JsonElement? Json(FuzzedAnswer answer)
    {
        try
        {
            var body = answer.Body.AsMemory();
            using var document = JsonDocument.Parse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body, new JsonDocumentOptions { MaxDepth = 10_000 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member of an object; null where it is missing or null.</summary>
    public static JsonElement? Member(JsonElement json, string name) =>
        Members(json).Where(member => member.Name == name && member.Value.ValueKind != JsonValueKind.Null).Select(member => (JsonElement?)member.Value).FirstOrDefault();

    /// <summary>A number, or a text that is one.</summary>
    public static decimal? Number(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Number or JsonValueKind.String } value
        && decimal.TryParse(value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>A text as it stands, or the digits of a number; null for anything else, blanks, and what is no UTF-8.</summary>
    public static string? Id(JsonElement? json) =>
        (json is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : Text(json))?.Trim() is { Length: > 0 } id ? id : null;

    /// <summary>One row of a list.</summary>
    public static OracleRow RowOf(ListQuestion question, JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object || HasTwins(row, question.Generation == ApiGeneration.V1 ? OfV1Row : OfV5Row))
        {
            return new OracleRow(null, null, null);
        }

        return question.Generation == ApiGeneration.V1
            ? new OracleRow(Id(Member(row, "order_id_str")) ?? Id(Member(row, "order_id")), null, InScopeOnV1(question, row))
            : new OracleRow(Id(Member(row, question.Kind.Type is null ? "order_id" : "algo_id")), Id(Member(row, "id")), InScopeOnV5(question, row));
    }

    private static bool? InScopeOnV1(ListQuestion question, JsonElement row) =>
        Word(row, "margin_mode") is { } mode && mode != MarginWord(question.Kind.MarginMode!.Value) ? null : InScope(
            question,
            row,
            question.Scope.Reaches(question.Kind.MarginMode!.Value),
            OfDirection(question.Scope, Word(row, "direction")),
            OfOffset(question.Scope, (Word(row, "offset"), Flag(Member(row, "reduce_only"))) switch
            {
                ("open", _) or ("both", false) => Offset.Open,
                ("close", _) or ("both", true) => Offset.Close,
                _ => null,
            }));

    // A row of another kind than was asked for shows that the question was not heeded.
    private static bool? InScopeOnV5(ListQuestion question, JsonElement row) =>
        (question.Kind.Type is { } asked && Id(Member(row, "type")) is { } type && !type.Equals(asked, StringComparison.OrdinalIgnoreCase))
        || (question.Scope.MarginMode != MarginScope.All && question.Kind.MarginMode is { } mode && Word(row, "margin_mode") is "cross" or "isolated" && Word(row, "margin_mode") != MarginWord(mode)) ? null : InScope(
            question,
            row,
            question.Scope.MarginMode == MarginScope.All ? true : Word(row, "margin_mode") switch
            {
                "isolated" => question.Scope.MarginMode == MarginScope.Isolated,
                "cross" => question.Scope.MarginMode == MarginScope.Cross,
                _ => null,
            },
            OfDirection(question.Scope, Word(row, "side")),
            OfOffset(question.Scope, (Word(row, "side"), Word(row, "position_side"), Flag(Member(row, "reduce_only"))) switch
            {
                ("buy", "long", _) or ("sell", "short", _) or (_, "both", false) => Offset.Open,
                ("sell", "long", _) or ("buy", "short", _) or (_, "both", true) => Offset.Close,
                _ => null,
            }));

    // Three values: what is surely outside is outside, whatever else cannot be read.
    private static bool? All(params bool?[] answers) =>
        answers.Contains(false) ? false : answers.Contains(null) ? null : true;

    // In the list of one contract every row must be of it.
    private static bool? InScope(ListQuestion question, JsonElement row, params bool?[] answers)
    {
        var code = Text(Member(row, "contract_code"))?.Trim().ToUpperInvariant();
        if (question.ContractCode is not null)
        {
            return code == question.ContractCode ? All(answers) : null;
        }

        bool? ofContract = string.IsNullOrEmpty(code) ? null : question.Scope.HasEveryContract || question.Scope.ContractCodes.Contains(code);
        return All([ofContract, .. answers]);
    }

    private static bool? OfDirection(CancelScope scope, string? word) => scope.Direction is not { } asked ? true : word switch
    {
        "buy" => asked == Direction.Buy,
        "sell" => asked == Direction.Sell,
        _ => null,
    };

    private static bool? OfOffset(CancelScope scope, Offset? offset) => scope.Offset is null ? true : offset is null ? null : offset == scope.Offset;

    private static string MarginWord(MarginMode mode) => mode == MarginMode.Cross ? "cross" : "isolated";

    private static string? Word(JsonElement row, string name) => Text(Member(row, name))?.Trim().ToLowerInvariant();

    /// <summary>A yes or no; null for what is neither.</summary>
    public static bool? Flag(JsonElement? json) => json switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        var other => Id(other) switch { "1" or "true" => true, "0" or "false" => false, _ => null },
    };

    /// <summary>A text; null for anything else, and for what is no UTF-8.</summary>
    public static string? Text(JsonElement? json) => json is { ValueKind: JsonValueKind.String } text ? Readable(text.GetString) : null;

    private static bool HasTwins(JsonElement json, string[] names) =>
        Members(json).Where(member => names.Contains(member.Name)).GroupBy(member => member.Name).Any(group => group.Count() > 1);

    private static IEnumerable<(string? Name, JsonElement Value)> Members(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().Select(member => (Readable(() => member.Name), member.Value)) : [];

    private static string? Readable(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are no UTF-8.
            return null;
        }
    }
}
