namespace HtxCancel.Htx;

/// <summary>HTX's two interfaces for orders; an account's orders live on one of them.</summary>
internal enum ApiGeneration
{
    /// <summary><c>/linear-swap-api/v1</c>.</summary>
    V1,

    /// <summary><c>/v5</c>.</summary>
    V5,
}
