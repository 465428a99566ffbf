namespace HtxCancel.Reports;

/// <summary>Why a contract did not end clear, in a sentence that says no more than what was read.</summary>
internal static class Details
{
    /// <summary>The lists are empty, and the mode was not read since.</summary>
    public static string NotConfirmed(ApiGeneration api) =>
        $"not proven before the deadline: that the account still lives on HTX's {api.Name()} API was not confirmed after the last list";

    /// <summary>The sentence for <paramref name="outcome"/>; null where there is nothing to explain.</summary>
    public static string? Of(KillState state, Place place, Outcome outcome) => outcome switch
    {
        Outcome.Clear or Outcome.DryRun => null,
        Outcome.Refused => place.CancelDetail,
        Outcome.Blocked when place.Cancel == CancelState.Blocked => $"HTX cannot cancel now: {place.CancelDetail}",
        Outcome.Blocked => $"HTX cannot show what rests now: {place.LookProblem?.Detail}",
        Outcome.Remaining => Remaining(state, place),
        Outcome.Unknown => $"not proven before the deadline: {string.Join("; ", Doubts(state, place))}",
    };

    /// <summary>HTX did not say on which API the orders live.</summary>
    public static string ModeUnread(string problem) => $"HTX did not say which API the account lives on ({problem}), so no list proves that nothing rests";

    /// <summary>Cancels whose answer is still out.</summary>
    public static string WithCancelsOut(string? detail, DateTimeOffset until)
    {
        var end = until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{(detail is null ? "" : $"{detail}; ")}a cancel was not answered by the end: it may still take effect until {end} UTC, when its signature ends";
    }

    /// <summary>Conditional orders were asked for on an account that lives on v1.</summary>
    public static string Conditional(IEnumerable<OrderType> types, Verdict? plain)
    {
        var names = string.Join(", ", types.Where(type => type != OrderType.Plain).Select(type => type.ToString().ToLowerInvariant()));
        var why = $"{names} orders can be cancelled on HTX's v5 API only, and this account lives on v1: cancel them at HTX";
        return plain switch
        {
            null => why,
            { Outcome: Outcome.Clear } => $"{why}; its plain orders are proven gone",
            { Outcome: Outcome.DryRun } => $"{why}; its plain orders are listed",
            _ => $"{why}; its plain orders: {plain.Detail}",
        };
    }

    private static string Remaining(KillState state, Place place)
    {
        var resting = state.Ledger.Resting(place.ContractCode, place.Api).ToList();
        var coming = resting.Count(order => order.CameLater);
        return $"{Orders(resting.Count)} in scope stood in HTX's last list before the deadline"
            + (place.CancelDetail is { } detail ? $"; the last cancel: {detail}" : "")
            + (coming > 0 ? $"; something is still placing orders: {Orders(coming)} of them came during the run" : "");
    }

    private static IEnumerable<string> Doubts(KillState state, Place place)
    {
        if (!state.Task.DryRun && place.Cancel != CancelState.Accepted)
            yield return $"the last cancel: {place.CancelDetail ?? "was not answered"}";

        if (place.LatestLook is null)
        {
            yield return "no list was read";
        }
        else if (place.LookProblem is { } problem)
        {
            yield return problem.Detail;
        }
        else if (!state.Task.DryRun && !place.Proof.IsDone)
        {
            yield return place.Proof.Progress;
        }
    }

    private static string Orders(int count) => count == 1 ? "1 order" : $"{count} orders";
}
