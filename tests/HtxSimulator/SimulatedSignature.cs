using System.Security.Cryptography;
using System.Text;

namespace HtxSimulator;

/// <summary>HTX's signature version 2 with HmacSHA256, written for this simulator alone.</summary>
public static class SimulatedSignature
{
    /// <summary>Whether the request's <c>Signature</c> stands last in its query and is right for its method, host, path and query.</summary>
    public static bool IsValid(SimulatedRequest request, string secretKey)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = new SignedQuery(request.Query);
        return query.IsWellFormed && query["Signature"] == Compute(CanonicalText(request), secretKey);
    }

    /// <summary>The four lines that HTX signs: method, host in lower case, path, sorted query without <c>Signature</c>.</summary>
    public static string CanonicalText(SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = new SignedQuery(request.Query).Signed.Select(parameter => $"{Encode(parameter.Key)}={Encode(parameter.Value)}");
        return string.Join('\n', request.Method, request.Host.ToLowerInvariant(), request.Path, string.Join('&', query));
    }

    /// <summary>The signature in base64, not yet percent-encoded.</summary>
    public static string Compute(string canonicalText, string secretKey) => Convert.ToBase64String(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secretKey), Encoding.UTF8.GetBytes(canonicalText)));

    // Unreserved characters of RFC 3986 stay; every other byte of the UTF-8 text becomes % and two upper-case digits.
    private static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            var character = (char)octet;
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '~')
            {
                encoded.Append(character);
            }
            else
            {
                encoded.Append('%').Append(Convert.ToHexString([octet]));
            }
        }

        return encoded.ToString();
    }
}
