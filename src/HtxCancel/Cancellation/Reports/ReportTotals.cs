namespace HtxCancel.Cancellation.Reports;

/// <summary>The contracts' lists counted over the whole run. Null where one contract could not be looked at: a sum would hide it.</summary>
/// <param name="Cancelled">Acknowledged and shown gone.</param>
/// <param name="AlreadyGone">Gone without an acknowledgement of ours.</param>
/// <param name="Filled">Executed first.</param>
/// <param name="Unverified">Acknowledged or listed, not looked at since.</param>
/// <param name="Failed">HTX would not cancel them.</param>
/// <param name="Reappeared">Came during the run, and are gone again.</param>
/// <param name="StillOpen">Stood in the last list.</param>
public sealed record ReportTotals(int? Cancelled, int AlreadyGone, int Filled, int Unverified, int Failed, int Reappeared, int? StillOpen)
{
    internal static ReportTotals Of(IEnumerable<AccountReport> accounts)
    {
        var contracts = accounts.SelectMany(account => account.Contracts).ToList();
        return new ReportTotals(
            contracts.Any(contract => contract.Cancelled is null) ? null : contracts.Sum(contract => contract.Cancelled!.Count),
            contracts.Sum(contract => contract.AlreadyGone.Count),
            contracts.Sum(contract => contract.Filled.Count),
            contracts.Sum(contract => contract.Unverified.Count),
            contracts.Sum(contract => contract.Failed.Count),
            contracts.Sum(contract => contract.Reappeared.Count),
            contracts.Any(contract => contract.StillOpen is null) ? null : contracts.Sum(contract => contract.StillOpen!.Count));
    }
}
