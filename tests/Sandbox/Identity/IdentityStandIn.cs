using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using BlobSimulator;
using FunctionsHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Sandbox.Identity;

/// <summary>
/// A stand-in for the managed identity endpoint of App Service, protocol 2019-08-01. Azure.Identity finds it by two
/// environment variables and caches its tokens for the whole process by client id, so every instance has a new one.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference</remarks>
internal sealed class IdentityStandIn : IAsyncDisposable
{
    /// <summary>The resource of its tokens for a vault; those for storage are for <see cref="StorageToken.Resource"/>.</summary>
    public const string Resource = "https://vault.azure.net";

    private const string EndpointVariable = "IDENTITY_ENDPOINT";
    private const string HeaderVariable = "IDENTITY_HEADER";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _expiryOfToken = new();

    private IdentityStandIn(WebApplication app)
    {
        _app = app;
    }

    /// <summary>The value of IDENTITY_ENDPOINT.</summary>
    public Uri Endpoint => new(Loopback.AddressOf(_app), "msi/token");

    /// <summary>The value of IDENTITY_HEADER.</summary>
    public string Header { get; } = NewSecret();

    /// <summary>The client id of the one user-assigned identity it knows.</summary>
    public string ClientId { get; } = Guid.NewGuid().ToString();

    /// <summary>How long the tokens issued from now on are valid.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Sees every request first; returns whether it has answered it.</summary>
    public Func<HttpContext, Task<bool>>? Fault { get; set; }

    /// <summary>Starts an identity endpoint on a free port.</summary>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The endpoint, listening.</returns>
    public static async Task<IdentityStandIn> StartAsync(CancellationToken cancellationToken = default)
    {
        var app = Loopback.CreateBuilder(port: 0).Build();
        var identity = new IdentityStandIn(app);
        app.MapGet("/msi/token", identity.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return identity;
    }

    /// <summary>Makes this the identity endpoint of the whole process, until it is disposed of.</summary>
    public void PutInEnvironment()
    {
        Environment.SetEnvironmentVariable(EndpointVariable, Endpoint.ToString());
        Environment.SetEnvironmentVariable(HeaderVariable, Header);
    }

    /// <summary>Issues a token for a vault, as to a client that has asked for one.</summary>
    /// <returns>The token, and when it expires: the Azure SDK measures a token's life by the system's clock.</returns>
    public (string Token, DateTimeOffset Expiry) Issue()
    {
        var (token, expiry) = (NewSecret(), TimeProvider.System.GetUtcNow() + TokenLifetime);
        _expiryOfToken[token] = expiry;
        return (token, expiry);
    }

    /// <summary>Issues a token for any storage account, which no vault accepts.</summary>
    /// <returns>The token, and when it expires.</returns>
    public (string Token, DateTimeOffset Expiry) IssueForStorage()
    {
        var now = TimeProvider.System.GetUtcNow();
        return (StorageToken.Create(now, now + TokenLifetime), now + TokenLifetime);
    }

    /// <summary>Whether it issued a token for a vault that is still valid.</summary>
    /// <param name="token">The token.</param>
    /// <returns>Whether a vault should accept it.</returns>
    public bool Vouches(string token) =>
        _expiryOfToken.TryGetValue(token, out var expiry) && expiry > TimeProvider.System.GetUtcNow();

    /// <summary>Stops listening and leaves the environment.</summary>
    /// <returns>A task that ends with it.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Environment.GetEnvironmentVariable(HeaderVariable) == Header)
        {
            Environment.SetEnvironmentVariable(EndpointVariable, null);
            Environment.SetEnvironmentVariable(HeaderVariable, null);
        }

        await _app.DisposeAsync();
    }

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private async Task AnswerAsync(HttpContext http)
    {
        if (Fault is { } fault && await fault(http))
        {
            return;
        }

        if (http.Request.Headers["X-IDENTITY-HEADER"] != Header)
        {
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "X-IDENTITY-HEADER is missing or wrong.");
            return;
        }

        var query = http.Request.Query;
        if (query["api-version"] != "2019-08-01")
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "The api-version is not 2019-08-01.");
        }
        else if (query["resource"] != Resource && query["resource"] != StorageToken.Resource)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, $"The resource is neither {Resource} nor {StorageToken.Resource}.");
        }
        else if (query.TryGetValue("client_id", out var clientId) && clientId != ClientId)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "No managed identity was found for the client id.");
        }
        else
        {
            await IssueAsync(http, query["resource"].ToString());
        }
    }

    private async Task IssueAsync(HttpContext http, string resource)
    {
        var (token, expiry) = resource == Resource ? Issue() : IssueForStorage();
        await http.Response.WriteAsJsonAsync(new
        {
            access_token = token,
            expires_on = expiry.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            resource,
            token_type = "Bearer",
            client_id = ClientId,
        });
    }

    private static Task RefuseAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { statusCode = status, message });
    }
}
