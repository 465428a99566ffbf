namespace HtxCancel.ApiKeys;

/// <summary>The value of an account's secret in Key Vault.</summary>
internal sealed record ApiKeySecret(string? AccessKey, string? SecretKey)
{
    /// <inheritdoc/>
    public override string ToString() => "ApiKeySecret { … }";
}
