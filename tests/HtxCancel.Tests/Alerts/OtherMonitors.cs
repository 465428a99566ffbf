namespace HtxCancel.Tests.Alerts;

/// <summary>What other monitors post when they fire and when it is over, cut to the fields that tell, as their documents show them.</summary>
internal static class OtherMonitors
{
    public static IReadOnlyDictionary<string, (string Fires, string Over)> Messages { get; } = new Dictionary<string, (string, string)>
    {
        ["Grafana"] = (
            """{"receiver":"kill","status":"firing","orgId":1,"alerts":[{"status":"firing","labels":{"alertname":"bot"},"startsAt":"2026-10-02T03:04:05Z","endsAt":"0001-01-01T00:00:00Z"}],"state":"alerting","title":"[FIRING:1] bot"}""",
            """{"receiver":"kill","status":"resolved","orgId":1,"alerts":[{"status":"resolved","labels":{"alertname":"bot"},"startsAt":"2026-10-02T03:04:05Z","endsAt":"2026-10-02T03:09:05Z"}],"state":"ok","title":"[RESOLVED] bot"}"""),
        ["Prometheus Alertmanager"] = (
            """{"version":"4","groupKey":"{}:{alertname=\"bot\"}","status":"firing","receiver":"kill","alerts":[{"status":"firing","labels":{"alertname":"bot"}}]}""",
            """{"version":"4","groupKey":"{}:{alertname=\"bot\"}","status":"resolved","receiver":"kill","alerts":[{"status":"resolved","labels":{"alertname":"bot"}}]}"""),
        ["UptimeRobot"] = (
            """{"monitorID":"1","monitorFriendlyName":"bot","alertType":"1","alertTypeFriendlyName":"Down","alertDetails":"Connection Timeout"}""",
            """{"monitorID":"1","monitorFriendlyName":"bot","alertType":"2","alertTypeFriendlyName":"Up","alertDetails":"HTTP 200 - OK"}"""),
        ["Healthchecks.io"] = ("bot is down", "bot is up"),
        ["Datadog"] = (
            """{"id":"1","title":"[Triggered] bot","alert_transition":"Triggered","event_type":"metric_alert_monitor"}""",
            """{"id":"1","title":"[Recovered] bot","alert_transition":"Recovered","event_type":"metric_alert_monitor"}"""),
        ["PagerDuty"] = (
            """{"event":{"id":"1","event_type":"incident.triggered","data":{"type":"incident","status":"triggered","title":"bot"}}}""",
            """{"event":{"id":"1","event_type":"incident.resolved","data":{"type":"incident","status":"resolved","title":"bot"}}}"""),
        ["Opsgenie"] = (
            """{"action":"Create","alert":{"alertId":"1","message":"bot","status":"open"}}""",
            """{"action":"Close","alert":{"alertId":"1","message":"bot","status":"closed"}}"""),
        ["New Relic"] = (
            """{"issueId":"1","title":"bot","state":"ACTIVATED","priority":"CRITICAL"}""",
            """{"issueId":"1","title":"bot","state":"CLOSED","priority":"CRITICAL"}"""),
        ["StatusCake"] = ("Token=1&Status=Down&StatusCode=0&Name=bot", "Token=1&Status=Up&StatusCode=200&Name=bot"),
        ["Pingdom"] = (
            """{"check_id":1,"check_name":"bot","previous_state":"UP","current_state":"DOWN"}""",
            """{"check_id":1,"check_name":"bot","previous_state":"DOWN","current_state":"UP"}"""),
        ["Better Stack"] = (
            """{"data":{"id":"1","type":"incident","attributes":{"name":"bot","cause":"Timeout","resolved_at":null,"status":"Started"}}}""",
            """{"data":{"id":"1","type":"incident","attributes":{"name":"bot","cause":"Timeout","resolved_at":"2026-10-02T03:09:05Z","status":"Resolved"}}}"""),
        ["Zabbix"] = ("""{"event_id":"1","event_name":"bot","event_value":"1","event_status":"PROBLEM"}""", """{"event_id":"1","event_name":"bot","event_value":"0","event_status":"RESOLVED"}"""),
    };
}
