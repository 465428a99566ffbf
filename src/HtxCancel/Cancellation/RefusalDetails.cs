using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>Why an account cannot be helped through v1, in a sentence that says no more than what was read.</summary>
internal static class RefusalDetails
{
    /// <param name="mode">What is known of the account's asset mode.</param>
    /// <param name="moved">What v1 answered to the last cancel, where it says that it does not serve the account.</param>
    public static string Of(AssetModeFinding mode, HtxError? moved) => mode switch
    {
        AssetModeFinding.Known { Mode: AssetMode.MultiAssets or AssetMode.SingleAssetV5 } =>
            "this account lives on HTX's v5 API, which this version cannot cancel on",
        AssetModeFinding.Known =>
            $"HTX says that this account lives on its v1 API (asset mode 0), and v1 says that it does not serve it ({moved})",
        AssetModeFinding.NoV5 =>
            $"what answers at Htx:BaseUrls has neither HTX's v1 API for this account ({moved}) nor a v5 API: check Htx:BaseUrls",
        AssetModeFinding.Unread unread =>
            $"HTX's v1 API says that it does not serve this account ({moved}), and which API does could not be read ({unread.Detail})",
        _ => throw new InvalidOperationException("A mode is known, absent or unread."),
    };
}
