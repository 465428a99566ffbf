using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BlobSimulator;

/// <summary>Self-signed certificates for this machine.</summary>
internal static class LoopbackCertificate
{
    /// <summary>Creates a certificate for 127.0.0.1, valid today.</summary>
    /// <returns>The certificate and its key, PEM.</returns>
    public static (string Certificate, string Key) Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // A name of its own: where two trusted certificates have the same one, OpenSSL may find the wrong one.
        var request = new CertificateRequest($"CN=azurite-{Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
