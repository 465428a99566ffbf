using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Core.Pipeline;
using FunctionsHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sandbox.Identity;

namespace Sandbox.Vault;

/// <summary>
/// A stand-in for one key vault: https with the vault's own name, the bearer challenge, and the answers and errors of
/// reading a secret. Azure's clients cache challenges for the whole process by host, so every instance has a new name.
/// </summary>
/// <remarks>https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret</remarks>
internal sealed class VaultStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly IdentityStandIn _identity;
    private readonly VaultTransport _transport;

    private VaultStandIn(WebApplication app, string host, X509Certificate2 certificate, IdentityStandIn identity)
    {
        _app = app;
        _certificate = certificate;
        _identity = identity;
        _transport = new VaultTransport(host, Loopback.AddressOf(app).Port, certificate);
        Uri = new Uri($"https://{host}/");
    }

    /// <summary>The vault's address, such as https://0123….vault.azure.net/; it is reachable through <see cref="Transport"/> only.</summary>
    public Uri Uri { get; }

    /// <summary>What a client must be given to reach this vault; it reaches nothing else.</summary>
    public HttpPipelineTransport Transport => _transport.Pipeline;

    /// <summary>Where it listens on 127.0.0.1, for a transport in another process.</summary>
    public int Port => Loopback.AddressOf(_app).Port;

    /// <summary>Its certificate without the private key, DER.</summary>
    public byte[] PublicCertificate => _certificate.RawData;

    /// <summary>The secrets, name to value. May be changed at any time.</summary>
    public ConcurrentDictionary<string, string> Secrets { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>When secrets expire, by name; the others never do. An expired one is told all the same, as by a real vault.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> Expiries { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the secrets are enabled.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether the identity lacks the right to read secrets.</summary>
    public bool Forbidden { get; set; }

    /// <summary>Sees every request first; returns whether it has answered it.</summary>
    public Func<HttpContext, Task<bool>>? Fault { get; set; }

    /// <summary>Starts a vault on a free port.</summary>
    /// <param name="identity">Who issues the tokens it accepts.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The vault, listening, without secrets.</returns>
    public static async Task<VaultStandIn> StartAsync(IdentityStandIn identity, CancellationToken cancellationToken = default)
    {
        var host = $"{Guid.NewGuid():N}.vault.azure.net";
        var certificate = VaultCertificate.Create(host);
        var builder = Loopback.CreateBuilder(port: 0, listen => listen.UseHttps(certificate));
        builder.WebHost.UseKestrelHttpsConfiguration();
        var app = builder.Build();
        VaultStandIn? vault = null;
        app.MapGet("/secrets/{name}/{version?}", http => vault!.AnswerAsync(http));
        await app.StartAsync(cancellationToken);
        vault = new VaultStandIn(app, host, certificate, identity);
        return vault;
    }

    /// <summary>Stops listening.</summary>
    /// <returns>A task that ends with it.</returns>
    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (Fault is { } fault && await fault(http))
        {
            return;
        }

        if (!http.Request.Query.ContainsKey("api-version"))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "BadParameter", "api-version must be specified");
        }
        else if (!IsAuthenticated(http.Request))
        {
            http.Response.Headers.WWWAuthenticate =
                $"Bearer authorization=\"https://login.microsoftonline.com/{Guid.Empty}\", resource=\"{IdentityStandIn.Resource}\"";
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.");
        }
        else if (Forbidden)
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "Forbidden", "Caller is not authorized to perform action on resource.", "ForbiddenByRbac");
        }
        else
        {
            await ReadAsync(http, (string)http.GetRouteValue("name")!, (string?)http.GetRouteValue("version"));
        }
    }

    private bool IsAuthenticated(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && _identity.Vouches(authorization[scheme.Length..]);
    }

    private async Task ReadAsync(HttpContext http, string name, string? version)
    {
        if (!Secrets.TryGetValue(name, out var value) || (version is not null && version != VersionOf(value)))
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, "SecretNotFound", $"A secret with (name/id) {name} was not found in this key vault.");
        }
        else if (!Enabled)
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "Forbidden", "Operation get is not allowed on a disabled secret.", "SecretDisabled");
        }
        else
        {
            await http.Response.WriteAsJsonAsync(new
            {
                value,
                id = $"{Uri}secrets/{name}/{VersionOf(value)}",
                contentType = "application/json",
                attributes = AttributesOf(name),
            });
        }
    }

    private Dictionary<string, object> AttributesOf(string name)
    {
        var attributes = new Dictionary<string, object> { ["enabled"] = true, ["recoveryLevel"] = "Recoverable+Purgeable", ["recoverableDays"] = 90 };
        if (Expiries.TryGetValue(name, out var expiry))
        {
            attributes["exp"] = expiry.ToUnixTimeSeconds();
        }

        return attributes;
    }

    // A new value is a new version, as in a real vault; the old versions are not kept.
    private static string VersionOf(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..32];

    private static Task RefuseAsync(HttpContext http, int status, string code, string message, string? innerCode = null)
    {
        http.Response.StatusCode = status;
        object error = innerCode is null ? new { code, message } : new { code, message, innererror = new { code = innerCode } };
        return http.Response.WriteAsJsonAsync(new { error });
    }
}
