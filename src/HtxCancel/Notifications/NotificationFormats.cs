using System.Buffers;
using System.Web;

namespace HtxCancel.Notifications;

/// <summary>What each service wants to be sent, by its host name.</summary>
internal static class NotificationFormats
{
    private const int LongestSummary = 1024;

    public static NotificationService ServiceOf(Uri address) => address.IdnHost switch
    {
        "hooks.slack.com" or "hooks.slack-gov.com" => NotificationService.Slack,
        "events.pagerduty.com" or "events.eu.pagerduty.com" => NotificationService.PagerDuty,
        var host when host.EndsWith(".logic.azure.com", StringComparison.Ordinal) || host.EndsWith(".environment.api.powerplatform.com", StringComparison.Ordinal) =>
            NotificationService.Teams,
        _ => NotificationService.Report,
    };

    /// <summary>Where the message goes: PagerDuty's key stands in its body, not in the address.</summary>
    public static Uri TargetOf(NotificationAddress address) => address.Service == NotificationService.PagerDuty
        ? new UriBuilder(address.Uri) { Query = "" }.Uri
        : address.Uri;

    /// <summary>The body, as JSON.</summary>
    public static ReadOnlyMemory<byte> BodyOf(Notification message, NotificationAddress address) => address.Service switch
    {
        NotificationService.Slack => Slack(message),
        NotificationService.Teams => Teams(message),
        NotificationService.PagerDuty => PagerDuty(message, HttpUtility.ParseQueryString(address.Uri.Query)["routing_key"] ?? ""),
        NotificationService.Report => message.Json,
    };

    // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks; & < > are control characters there.
    private static ReadOnlyMemory<byte> Slack(Notification message) => Write(json =>
    {
        IEnumerable<string> lines = [$"*{message.Word}*: {SlackText(message.Headline)}", .. message.Facts.Select(fact => $"*{fact.Label}*: {SlackText(fact.Text)}")];
        json.WriteString("text", string.Join('\n', lines));
    });

    private static string SlackText(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        // What is between these is bold, italic, struck or code.
        .Replace('*', '∗').Replace('_', 'ˍ').Replace('~', '∼').Replace('`', '\'');

    // https://learn.microsoft.com/power-automate/teams/teams-app-create: an Adaptive Card; text runs are shown as they are, text blocks as Markdown.
    private static ReadOnlyMemory<byte> Teams(Notification message) => Write(json =>
    {
        json.WriteString("type", "message");
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
        json.WriteStartObject("content");
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.2");
        json.WriteStartArray("body");
        TextRuns(json, message.Word, message.Headline);
        foreach (var (label, text) in message.Facts)
            TextRuns(json, label, text);

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void TextRuns(Utf8JsonWriter json, string label, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "RichTextBlock");
        json.WriteStartArray("inlines");
        json.WriteStartObject();
        json.WriteString("type", "TextRun");
        json.WriteString("text", $"{label}: ");
        json.WriteString("weight", "Bolder");
        json.WriteEndObject();
        json.WriteStringValue(text);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // https://developer.pagerduty.com/docs/send-alert-event: an alert is opened and closed by its dedup_key.
    private static ReadOnlyMemory<byte> PagerDuty(Notification message, string routingKey) => Write(json =>
    {
        json.WriteString("routing_key", routingKey);
        json.WriteString("event_action", message.Ended is Outcome.Clear or Outcome.DryRun ? "resolve" : "trigger");
        json.WriteString("dedup_key", message.Id);
        var summary = $"{message.Word}: {message.Headline}";
        json.WriteStartObject("payload");
        json.WriteString("summary", summary.Length <= LongestSummary ? summary : summary[..LongestSummary]);
        json.WriteString("source", "HtxFunctions");
        json.WriteString("severity", message.Ended is null ? "info" : message.Ended is Outcome.Refused or Outcome.Remaining or Outcome.Unknown ? "critical" : "error");
        json.WriteStartObject("custom_details");
        foreach (var (label, text) in message.Facts)
            json.WriteString(label, text);

        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
