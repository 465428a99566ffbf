using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HostCheck;

/// <summary>A key vault with its own name and certificate, for a process that is told to trust it.</summary>
internal sealed class Vault : IAsyncDisposable
{
    private const string Host = "host-check.vault.azure.net";

    private readonly WebApplication _app;

    private Vault(WebApplication app, string token, string certificate)
    {
        _app = app;
        Token = token;
        Certificate = certificate;
    }

    /// <summary>The token it accepts.</summary>
    public string Token { get; }

    /// <summary>Its certificate, PEM.</summary>
    public string Certificate { get; }

    /// <summary>Its address; the name is the caller's to resolve.</summary>
    public Uri Url => new UriBuilder(_app.Urls.Single()) { Host = Host }.Uri;

    /// <summary>Starts it on a free port.</summary>
    public static async Task<Vault> StartAsync(IReadOnlyDictionary<string, string> secrets)
    {
        using var certificate = CreateCertificate();
        var token = Guid.NewGuid().ToString("N");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        var served = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(served)));
        var app = builder.Build();
        app.Run(http => AnswerAsync(http, secrets, token));
        await app.StartAsync();
        return new Vault(app, token, certificate.ExportCertificatePem());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task AnswerAsync(HttpContext http, IReadOnlyDictionary<string, string> secrets, string token)
    {
        if (http.Request.Headers.Authorization != $"Bearer {token}")
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers.WWWAuthenticate =
                $"Bearer authorization=\"https://login.microsoftonline.com/{Guid.Empty}\", resource=\"https://vault.azure.net\"";
            return http.Response.WriteAsJsonAsync(new { error = new { code = "Unauthorized", message = "no token" } });
        }

        if (http.Request.Path.Value?.Split('/') is ["", "secrets", var name, ..] && secrets.TryGetValue(name, out var value))
        {
            return http.Response.WriteAsJsonAsync(new { value, id = $"https://{Host}/secrets/{name}/1", attributes = new { enabled = true } });
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return http.Response.WriteAsJsonAsync(new { error = new { code = "SecretNotFound", message = "no such secret" } });
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
