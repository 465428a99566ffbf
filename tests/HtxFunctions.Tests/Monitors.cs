namespace HtxFunctions.Tests;

/// <summary>What monitors post when they fire and when it is over, whole, as their documents show it; TradingView knows no "over".</summary>
internal static class Monitors
{
    private const string Json = "application/json";

    public static IReadOnlyDictionary<string, (string ContentType, string Fires, string Over)> Messages { get; } = new Dictionary<string, (string, string, string)>
    {
        ["TradingView"] = ("text/plain", "BTCUSDT.P Crossing Down 58,000.0", "BTCUSDT.P Crossing Up 58,000.0"),
        ["Grafana"] = (Json, Grafana("firing", "alerting", "0001-01-01T00:00:00Z"), Grafana("resolved", "ok", "2026-10-02T03:09:05Z")),
        ["Alertmanager"] = (Json, Alertmanager("firing", "0001-01-01T00:00:00Z"), Alertmanager("resolved", "2026-10-02T03:09:05Z")),
        ["UptimeRobot"] = ("application/x-www-form-urlencoded", UptimeRobot(1, "Down", "Connection+Timeout"), UptimeRobot(2, "Up", "HTTP+200+-+OK")),
        ["Healthchecks"] = ("text/plain", "bot is down", "bot is up"),
    };

    // https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
    private static string Grafana(string status, string state, string endsAt) =>
        $$"""
        {"receiver":"kill","status":"{{status}}","alerts":[{"status":"{{status}}","labels":{"alertname":"Bot silent","team":"desk"},
        "annotations":{"summary":"No heartbeat for 60 s"},"startsAt":"2026-10-02T03:04:05Z","endsAt":"{{endsAt}}",
        "values":{"B":0},"generatorURL":"https://grafana.example/alerting/grafana/a1/view","fingerprint":"57c6d9296de2ad39",
        "silenceURL":"https://grafana.example/alerting/silence/new","dashboardURL":"","panelURL":"","imageURL":""}],
        "groupLabels":{"alertname":"Bot silent"},"commonLabels":{"alertname":"Bot silent","team":"desk"},
        "commonAnnotations":{"summary":"No heartbeat for 60 s"},"externalURL":"https://grafana.example/","version":"1",
        "groupKey":"{}:{alertname=\"Bot silent\"}","truncatedAlerts":0,"orgId":1,"title":"[{{status}}] Bot silent","state":"{{state}}","message":"**{{status}}**"}
        """;

    // https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
    private static string Alertmanager(string status, string endsAt) =>
        $$"""
        {"version":"4","groupKey":"{}:{alertname=\"BotSilent\"}","truncatedAlerts":0,"status":"{{status}}","receiver":"kill",
        "groupLabels":{"alertname":"BotSilent"},"commonLabels":{"alertname":"BotSilent","severity":"critical"},"commonAnnotations":{},
        "externalURL":"http://alertmanager.example:9093","alerts":[{"status":"{{status}}","labels":{"alertname":"BotSilent","severity":"critical"},
        "annotations":{},"startsAt":"2026-10-02T03:04:05Z","endsAt":"{{endsAt}}","generatorURL":"http://prometheus.example:9090/graph","fingerprint":"57c6d9296de2ad39"}]}
        """;

    // https://uptimerobot.com/blog/web-hook-alert-contacts-new-feature/
    private static string UptimeRobot(int type, string word, string details) =>
        $"monitorID=778899&monitorURL=https%3A%2F%2Fbot.example%2Fhealth&monitorFriendlyName=bot&alertType={type}&alertTypeFriendlyName={word}&alertDetails={details}&alertDateTime=1790910245";
}
