using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace HtxCancel.ApiKeys;

/// <summary>Exchange keys from Azure Key Vault: one secret an account, JSON <c>{"access_key","secret_key"}</c>, so that both halves
/// rotate in one step. Thread-safe.</summary>
internal sealed class KeyVaultApiKeys(SecretClient vault, TimeProvider time, ILogger<KeyVaultApiKeys> logger) : IApiKeys
{
    /// <summary>Keys older than this are fetched anew, beside what uses them.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FetchLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan PauseBetweenFetches = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, ApiKeyResult.Found> _cached = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _logged = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Lazy<Task<ApiKeyResult>>> _underway = new(StringComparer.OrdinalIgnoreCase);

    public async Task<ApiKeyResult> GetAsync(string secretName, CancellationToken cancellationToken)
    {
        if (_cached.TryGetValue(secretName, out var cached))
        {
            // Beside the run, never in front of it; FetchAsync throws nothing and logs what goes wrong.
            if (time.GetUtcNow() - cached.FetchedAt > FreshFor)
                _ = Fetch(secretName);

            return cached;
        }

        while (true)
        {
            var result = await RefreshAsync(secretName, cancellationToken).ConfigureAwait(false);
            if (result is not ApiKeyResult.Silent silent || cancellationToken.IsCancellationRequested)
                return result;

            try
            {
                await Task.Delay(PauseBetweenFetches, time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return silent;
            }
        }
    }

    public async Task<ApiKeyResult> RefreshAsync(string secretName, CancellationToken cancellationToken)
    {
        try
        {
            return await Fetch(secretName).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new ApiKeyResult.Silent($"Key Vault or the identity endpoint did not answer for secret '{secretName}' in time");
        }
    }

    public ApiKeyResult.Found? Cached(string secretName) => _cached.GetValueOrDefault(secretName);

    // One question under way a secret, shared by all who ask: fifty calls at once are one call to the vault.
    private Task<ApiKeyResult> Fetch(string secretName) =>
        _underway.GetOrAdd(secretName, name => new Lazy<Task<ApiKeyResult>>(() => FetchAsync(name))).Value;

    private async Task<ApiKeyResult> FetchAsync(string secretName)
    {
        try
        {
            // Not even the making of the request is in front of a run that has keys.
            await Task.Yield();
            using var limit = new CancellationTokenSource(FetchLimit, time);
            var result = await AskVaultAsync(secretName, limit.Token).ConfigureAwait(false);
            if (result is ApiKeyResult.Found found)
            {
                _cached[secretName] = found;
                _logged.TryRemove(secretName, out _);
            }
            else if (result.Problem is { } problem && _logged.GetValueOrDefault(secretName) != problem)
            {
                // Once for each reason: a run asks a silent vault twice a second.
                _logged[secretName] = problem;
                logger.KeysNotFetched(problem);
            }

            return result;
        }
        finally
        {
            _underway.TryRemove(secretName, out _);
        }
    }

    private async Task<ApiKeyResult> AskVaultAsync(string secretName, CancellationToken cancellationToken)
    {
        try
        {
            var secret = await vault.GetSecretAsync(secretName, cancellationToken: cancellationToken).ConfigureAwait(false);
            var result = Parse(secretName, secret.Value.Value ?? "");
            return result is ApiKeyResult.Found found
                ? found with { FetchedAt = time.GetUtcNow(), ExpiresAt = secret.Value.Properties.ExpiresOn }
                : result;
        }
        catch (Exception e)
        {
            return Failure(secretName, e);
        }
    }

    private static ApiKeyResult Failure(string secretName, Exception exception) => exception switch
    {
        RequestFailedException { Status: 403 or 404 } e =>
            new ApiKeyResult.Refused($"Key Vault answered {e.Status} {e.ErrorCode} for secret '{secretName}': {WhatToDo(e)}"),
        RequestFailedException { Status: 0 } =>
            new ApiKeyResult.Silent($"Key Vault could not be reached for secret '{secretName}'"),
        RequestFailedException e =>
            new ApiKeyResult.Silent($"Key Vault answered {e.Status} {e.ErrorCode} for secret '{secretName}'"),
        // Azure.Security.KeyVault.Secrets: the challenge names another domain than the vault's.
        InvalidOperationException and not ObjectDisposedException =>
            new ApiKeyResult.Refused("what answers at KeyVault:Uri is not the Key Vault of that name: check KeyVault:Uri"),
        OperationCanceledException => new ApiKeyResult.Silent(
            $"Key Vault or the identity endpoint did not answer for secret '{secretName}' within {FetchLimit.TotalSeconds:0} s"),
        // The kind alone: a message quotes whatever the endpoint answered.
        AuthenticationFailedException e =>
            new ApiKeyResult.Silent($"no token from the managed identity for secret '{secretName}' ({e.GetType().Name})"),
        // AggregateException is what the SDK throws when no try connected; whatever else it throws, the next try may not.
        _ => new ApiKeyResult.Silent($"Key Vault could not be read for secret '{secretName}' ({exception.GetType().Name})"),
    };

    private static string WhatToDo(RequestFailedException e) => e.Status switch
    {
        404 => "create it, or correct SecretName",
        _ when e.Message.Contains("SecretDisabled", StringComparison.Ordinal) => "the secret is disabled: enable it",
        _ => "give the app's identity the role Key Vault Secrets User, and let the vault's firewall admit the app",
    };

    private static ApiKeyResult Parse(string secretName, string text)
    {
        const string Form = "it must be {\"access_key\":\"…\",\"secret_key\":\"…\"}";
        try
        {
            var value = JsonSerializer.Deserialize(text, ApiKeyJson.Default.ApiKeySecret);
            // HTX's own FAQ blames hidden characters in pasted keys first.
            return (value?.AccessKey?.Trim(), value?.SecretKey?.Trim()) is ({ Length: > 0 } access, { Length: > 0 } secret)
                ? new ApiKeyResult.Found(new ApiKeyPair(access, secret))
                : new ApiKeyResult.Refused($"secret '{secretName}' lacks access_key or secret_key: {Form}") { IsMalformed = true };
        }
        catch (JsonException)
        {
            return new ApiKeyResult.Refused($"secret '{secretName}' is not the JSON that is expected: {Form}") { IsMalformed = true };
        }
    }
}

/// <summary>The value of an account's secret in Key Vault.</summary>
internal sealed record ApiKeySecret(string? AccessKey, string? SecretKey)
{
    public override string ToString() => "ApiKeySecret { … }";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ApiKeySecret))]
internal sealed partial class ApiKeyJson : JsonSerializerContext;
