namespace HtxCancel.ApiKeys;

/// <summary>What a key store answered when it was asked for an account's keys.</summary>
internal abstract record ApiKeyResult
{
    private ApiKeyResult()
    {
    }

    /// <summary>The keys, well-formed.</summary>
    internal sealed record Found(ApiKeyPair Keys) : ApiKeyResult;

    /// <summary>The store says no, and will say no again: missing, disabled, forbidden or malformed.</summary>
    internal sealed record Refused(string Detail) : ApiKeyResult;

    /// <summary>Nothing that settles it: no answer, an answer of a moment, no token.</summary>
    internal sealed record Silent(string Detail) : ApiKeyResult;
}
