namespace HtxCancel.ApiKeys;

/// <summary>
/// One account's HTX API key. Both halves are secrets to a log: <see cref="ToString"/> shows neither.
/// </summary>
/// <param name="AccessKey">The key's public half, sent as <c>AccessKeyId</c>.</param>
/// <param name="SecretKey">The key's private half, which signs and is never sent.</param>
internal sealed record ApiKeyPair(string AccessKey, string SecretKey)
{
    /// <inheritdoc/>
    public override string ToString() => "ApiKeyPair { … }";
}
