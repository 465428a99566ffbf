using HtxCancel.Alerts;

namespace HtxCancel.Tests.Reports;

public sealed class AlertReportTests
{
    private static readonly DateTimeOffset Started = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly AlertDetails Alert = new("id", "bot heartbeat missing", "Sev1", Started - TimeSpan.FromSeconds(90), "Fired");
    private static readonly ReportTimings Verified = new(null, null, null, null, 1025);

    [Fact]
    public void No_alert_no_report() => Assert.Null(AlertReport.Of(null, Started, Verified));

    [Fact]
    public void The_time_from_the_alert_to_the_proof_holds_what_passed_before_the_run() =>
        Assert.Equal(new AlertReport("id", "bot heartbeat missing", "Sev1", Alert.FiredAt, 91_025), AlertReport.Of(Alert, Started, Verified));

    [Fact]
    public void Without_a_proof_or_without_the_time_of_the_alert_there_is_no_such_time()
    {
        Assert.Null(AlertReport.Of(Alert, Started, Verified with { Verified = null })!.FiredToVerifiedMs);
        Assert.Null(AlertReport.Of(Alert with { FiredAt = null }, Started, Verified)!.FiredToVerifiedMs);
    }
}
