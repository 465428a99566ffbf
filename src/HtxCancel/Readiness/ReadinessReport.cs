namespace HtxCancel.Readiness;

/// <summary>Whether a kill would work now: the body of the HTTP answer.</summary>
/// <param name="Ready">It would, on every account and of every target.</param>
/// <param name="Problems">All that is wrong and what to do about it, a sentence each, of an account with its name in front.</param>
/// <param name="Warnings">All that does not keep a kill from working yet, in the same form.</param>
/// <param name="CheckedAt">When the check began, UTC.</param>
/// <param name="ElapsedMs">How long it took, milliseconds; at most 5,000.</param>
/// <param name="Hosts">HTX's hosts, the preferred one first.</param>
/// <param name="Accounts">Every account of the settings, by name.</param>
/// <param name="Targets">Every target of the settings, by name.</param>
public sealed record ReadinessReport(
    bool Ready,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Warnings,
    DateTimeOffset CheckedAt,
    long ElapsedMs,
    IReadOnlyList<HostReadiness> Hosts,
    IReadOnlyList<AccountReadiness> Accounts,
    IReadOnlyList<TargetReadiness> Targets)
{
    /// <summary>The report as one line of JSON in UTF-8.</summary>
    public byte[] ToJson() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(this, ReadinessJson.Default.ReadinessReport);
}
