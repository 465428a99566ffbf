using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sandbox.Vault;

/// <summary>Self-signed certificates that exist in memory only.</summary>
internal static class VaultCertificate
{
    /// <summary>Creates the certificate of a host.</summary>
    /// <param name="host">The host's name.</param>
    /// <returns>A certificate with its private key, valid today.</returns>
    public static X509Certificate2 Create(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));

        // Windows can serve TLS only with a key that was loaded, not with one that was just made.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }
}
