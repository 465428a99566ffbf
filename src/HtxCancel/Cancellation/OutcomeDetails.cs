using System.Globalization;

namespace HtxCancel.Cancellation;

/// <summary>Why a contract did not end clear, in a sentence.</summary>
internal static class OutcomeDetails
{
    /// <summary>The sentence for <paramref name="outcome"/>; null where there is nothing to explain.</summary>
    public static string? Of(Outcome outcome, ContractProgress contract, bool dryRun) => outcome switch
    {
        Outcome.Clear or Outcome.DryRun => null,
        Outcome.Refused => contract.CancelDetail,
        Outcome.Blocked when contract.Cancel == CancelState.Blocked => $"HTX cannot cancel now: {contract.CancelDetail}",
        Outcome.Blocked => $"HTX cannot show what rests now: {contract.LatestLook?.Problem?.Detail}",
        Outcome.Remaining => $"{Orders(contract.Ledger.Resting?.Count ?? 0)} in scope stood in HTX's last list before the deadline"
            + (contract.CancelDetail is { } detail ? $"; the last cancel: {detail}" : "")
            + (contract.Ledger.StillComing is > 0 and var coming
                ? $"; something is still placing orders: {Orders(coming)} of them came during the run" : ""),
        Outcome.Unknown => $"not proven before the deadline: {string.Join("; ", Doubts(contract, dryRun))}",
    };

    /// <summary>The same of an account whose cancels are not all answered.</summary>
    /// <param name="detail">What there is to explain besides.</param>
    /// <param name="until">Until when one of them may still take effect, UTC.</param>
    public static string WithCancelsOut(string? detail, DateTimeOffset until)
    {
        var end = until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{(detail is null ? "" : $"{detail}; ")}a cancel was not answered by the end: it may still take effect until {end} UTC, when its signature ends";
    }

    private static IEnumerable<string> Doubts(ContractProgress contract, bool dryRun)
    {
        if (!dryRun && contract.Cancel != CancelState.Accepted)
        {
            yield return $"the last cancel: {contract.CancelDetail ?? "was not answered"}";
        }

        if (contract.LatestLook is null)
        {
            yield return "no list was read";
        }
        else if (contract.LatestLook.Problem is { } problem)
        {
            yield return problem.Detail;
        }
        else if (!dryRun && !contract.LastPass.IsDone)
        {
            yield return contract.LastPass.Progress;
        }
    }

    private static string Orders(int count) => count == 1 ? "1 order" : $"{count} orders";
}
