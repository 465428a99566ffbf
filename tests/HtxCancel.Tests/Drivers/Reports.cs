namespace HtxCancel.Tests.Drivers;

internal static class Reports
{
    /// <summary>The report's only contract.</summary>
    public static ContractReport Contract(this CancelReport report) => Assert.Single(Assert.Single(report.Accounts).Contracts);
}
