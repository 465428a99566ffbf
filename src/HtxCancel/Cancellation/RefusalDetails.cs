namespace HtxCancel.Cancellation;

/// <summary>Sentences for what a retry will not change.</summary>
internal static class RefusalDetails
{
    /// <summary>Asset mode 1 or 2.</summary>
    public const string LivesOnV5 = "this account lives on HTX's v5 API, which this version cannot cancel on";

    /// <summary>Asset mode 0, and v1 says that it is not there.</summary>
    public const string NoApi = "HTX says that this account lives on its v1 API (asset mode 0), and v1 says that it does not serve it";
}
