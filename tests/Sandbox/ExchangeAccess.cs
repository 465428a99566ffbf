namespace Sandbox;

/// <summary>An exchange outside the sandbox. Not a record, so that no text of it shows the keys.</summary>
/// <param name="url">The exchange's address, as the app takes it.</param>
/// <param name="accessKey">The API key's public half.</param>
/// <param name="secretKey">The API key's secret half.</param>
internal sealed class ExchangeAccess(string url, string accessKey, string secretKey)
{
    /// <summary>The exchange's address, as the app takes it.</summary>
    public string Url { get; } = url;

    /// <summary>The API key's public half.</summary>
    public string AccessKey { get; } = accessKey;

    /// <summary>The API key's secret half.</summary>
    public string SecretKey { get; } = secretKey;
}
