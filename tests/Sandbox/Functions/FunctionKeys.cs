using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Sandbox.Functions;

/// <summary>The keys of a functions host.</summary>
/// <param name="functionKey">Opens functions.</param>
/// <param name="masterKey">Opens everything.</param>
internal sealed class FunctionKeys(string functionKey, string masterKey)
{
    /// <summary>The header that brings a key.</summary>
    public const string Header = "x-functions-key";

    /// <summary>The query field that brings a key when there is no header.</summary>
    public const string QueryField = "code";

    /// <summary>Whether a request brings the key that a level asks for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="level">The level.</param>
    /// <returns>Whether it may pass.</returns>
    public bool Admits(HttpRequest request, AuthorizationLevel level) => level switch
    {
        AuthorizationLevel.Anonymous => true,
        AuthorizationLevel.Function => Brings(request, functionKey) | Brings(request, masterKey),
        AuthorizationLevel.Admin => Brings(request, masterKey),
        AuthorizationLevel.User or AuthorizationLevel.System => throw new NotSupportedException($"The sandbox has no keys for {level}."),
    };

    private static bool Brings(HttpRequest request, string key)
    {
        var brought = request.Headers.TryGetValue(Header, out var header) ? header[0] : request.Query[QueryField].FirstOrDefault();

        // Hashed first, so that the time taken does not tell the key's length either.
        return CryptographicOperations.FixedTimeEquals(Hash(brought ?? ""), Hash(key));
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
