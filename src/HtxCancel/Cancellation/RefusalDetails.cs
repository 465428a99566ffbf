using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>Why an account cannot be helped, in a sentence that says no more than what was read.</summary>
internal static class RefusalDetails
{
    /// <summary>An API generation does not serve the account, and nothing else is left to try.</summary>
    /// <param name="mode">What is known of the account's asset mode.</param>
    /// <param name="moved">What the generation answered.</param>
    public static string Of(AssetModeFinding mode, HtxError moved) => mode switch
    {
        AssetModeFinding.Known { Mode: AssetMode.SingleAsset } =>
            $"HTX says that this account lives on its v1 API (asset mode 0), and v1 says that it does not serve it ({moved})",
        AssetModeFinding.Known known =>
            $"HTX says that this account lives on its v5 API (asset mode {(int)known.Mode}), and v5 says that it does not serve it ({moved})",
        AssetModeFinding.NoPath =>
            $"what answers at Htx:BaseUrls has neither HTX's v1 API for this account ({moved}) nor a v5 API: check Htx:BaseUrls",
        AssetModeFinding.Unread unread =>
            $"HTX's v1 API says that it does not serve this account ({moved}), and which API does could not be read ({unread.Detail})",
        _ => throw new InvalidOperationException("A mode is known, absent or unread."),
    };

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
