using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace HtxCancel.Alerts;

/// <summary>
/// What is read of an alert's body: token by token, in one pass and without recursion, so that nothing in it is bound to a
/// type and no depth is too deep. Names count in either case; of a name that stands twice, every condition and the last
/// target count.
/// </summary>
internal sealed class AlertReading
{
    private const string CommonSchema = "azureMonitorCommonAlertSchema";

    // data.alertContext.properties.htxTarget lies deepest of what is looked at by its place.
    private const int Deepest = 4;

    private const int LongestText = 512;

    // Always ISO 8601, with or without fractions of a second.
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    private static readonly FrozenDictionary<string, AlertName> Names = Enum.GetValues<AlertName>()
        .Where(name => name != AlertName.Other).ToFrozenDictionary(name => name.ToString(), StringComparer.OrdinalIgnoreCase);

    private bool _isJson;
    private bool _saysCommonSchema;
    private bool _saysOtherSchema;
    private bool _saysFired;
    private bool _saysOtherThanFired;
    private bool _isOver;
    private string? _target;
    private string? _targetInContext;
    private AlertDetails _details = AlertDetails.None;

    private AlertReading()
    {
    }

    /// <summary>The body is JSON in Azure Monitor's common alert schema, by its own word.</summary>
    public bool IsCommonSchema => _isJson && _saysCommonSchema && !_saysOtherSchema;

    /// <summary>
    /// It says <c>Fired</c> where the common schema says its condition, and nowhere beside its alertContext and
    /// customProperties, which are the rule's own, that it is over.
    /// </summary>
    public bool IsFired => _saysFired && !_saysOtherThanFired && !_isOver;

    /// <summary>The target that it names; null when it names none.</summary>
    public string? Target => _isJson ? _target ?? _targetInContext : null;

    /// <summary>What it says of itself.</summary>
    public AlertDetails Details => _isJson ? _details : AlertDetails.None;

    /// <summary>Reads a body, as far as it is JSON.</summary>
    public static AlertReading Of(ReadOnlySpan<byte> body)
    {
        var reading = new AlertReading();
        try
        {
            reading._isJson = reading.Read(body.StartsWith("\uFEFF"u8) ? body[3..] : body);
        }
        catch (JsonException)
        {
            // Not JSON, or no longer.
        }

        return reading;
    }

    private bool Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue, AllowMultipleValues = true });
        var documents = 0;

        // The names above the token that is read, by depth.
        Span<AlertName> path = stackalloc AlertName[Deepest + 1];
        path.Clear();

        // The depth of the monitorCondition or status that the token is part of.
        int? condition = null;
        while (reader.Read())
        {
            var depth = reader.CurrentDepth;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var name = Names.GetValueOrDefault(Text(ref reader) ?? "");
                    if (depth <= Deepest)
                    {
                        path[depth] = name;
                    }

                    if (condition is null || depth <= condition)
                    {
                        condition = name is AlertName.MonitorCondition or AlertName.Status ? depth : null;
                    }

                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    condition = depth < condition ? null : condition;
                    break;
                default:
                    documents += depth == 0 ? 1 : 0;
                    var text = reader.TokenType == JsonTokenType.String ? Text(ref reader) : null;
                    if (depth <= Deepest)
                    {
                        Take(path[1..(depth + 1)], text);
                    }

                    _isOver |= condition <= depth && (Is(text, "Resolved") || Is(text, "Deactivated")) && !IsInContext(path, depth);

                    if (reader.TokenType == JsonTokenType.StartArray && depth < Deepest)
                    {
                        path[depth + 1] = AlertName.Other;
                    }

                    break;
            }
        }

        return documents == 1;
    }

    private void Take(ReadOnlySpan<AlertName> path, string? text)
    {
        switch (path)
        {
            case [AlertName.SchemaId]:
                var isCommon = Is(text, CommonSchema);
                _saysCommonSchema |= isCommon;
                _saysOtherSchema |= !isCommon;
                break;
            case [AlertName.Data, AlertName.Essentials, AlertName.MonitorCondition]:
                var isFired = Is(text, "Fired");
                _saysFired |= isFired;
                _saysOtherThanFired |= !isFired;
                _details = _details with { Condition = Cut(text) };
                break;
            case [AlertName.Data, AlertName.Essentials, AlertName.AlertId]:
                _details = _details with { AlertId = Cut(text) };
                break;
            case [AlertName.Data, AlertName.Essentials, AlertName.AlertRule]:
                _details = _details with { Rule = Cut(text) };
                break;
            case [AlertName.Data, AlertName.Essentials, AlertName.Severity]:
                _details = _details with { Severity = Cut(text) };
                break;
            case [AlertName.Data, AlertName.Essentials, AlertName.FiredDateTime]:
                _details = _details with { FiredAt = Time(text) };
                break;
            case [AlertName.Data, AlertName.CustomProperties, AlertName.HtxTarget] or [AlertName.CustomProperties, AlertName.HtxTarget]:
                _target = string.IsNullOrWhiteSpace(text) ? _target : text;
                break;
            case [AlertName.Data, AlertName.AlertContext, AlertName.Properties, AlertName.HtxTarget]:
                _targetInContext = string.IsNullOrWhiteSpace(text) ? _targetInContext : text;
                break;
        }
    }

    private static bool IsInContext(ReadOnlySpan<AlertName> path, int depth) =>
        depth >= 2 && path[1] == AlertName.Data && path[2] is AlertName.AlertContext or AlertName.CustomProperties;

    private static bool Is(string? text, string word) => word.Equals(text?.Trim(), StringComparison.OrdinalIgnoreCase);

    // Null for what System.Text.Json cannot make text of: half a surrogate pair, or bytes that are not UTF-8.
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Cut(string? text) => text?.Length > LongestText ? text[..LongestText] : text;

    private static DateTimeOffset? Time(string? text) => DateTimeOffset.TryParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
