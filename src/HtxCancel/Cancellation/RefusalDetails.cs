namespace HtxCancel.Cancellation;

/// <summary>Why an account cannot be helped, in a sentence that says no more than what was read.</summary>
internal static class RefusalDetails
{
    /// <summary>Conditional orders were asked for on an account whose API this program cannot cancel them through.</summary>
    /// <param name="types">The types that were asked for.</param>
    /// <param name="plain">How its plain orders ended; null where they were not asked for.</param>
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
}
