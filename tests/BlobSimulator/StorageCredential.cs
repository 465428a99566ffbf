using Azure.Core;

namespace BlobSimulator;

/// <summary>A credential for tests: it issues its tokens itself, and asks nobody.</summary>
public sealed class StorageCredential : TokenCredential
{
    /// <inheritdoc/>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var expiry = now.AddHours(1);
        return new AccessToken(StorageToken.Create(now, expiry), expiry);
    }

    /// <inheritdoc/>
    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
