using System.Security.Cryptography;
using System.Text;
using FunctionsHost.Functions;
using Microsoft.AspNetCore.Http;

namespace FunctionsHost.Http;

/// <summary>The keys of a host: one of each function, one of all functions, one of everything.</summary>
public sealed class FunctionKeys
{
    /// <summary>The header that brings a key.</summary>
    public const string Header = "x-functions-key";

    /// <summary>The query field that brings a key when there is no header.</summary>
    public const string QueryField = "code";

    private readonly Dictionary<string, string> _ofFunctions;

    internal FunctionKeys(string hostKey, string masterKey, IEnumerable<string> functions)
    {
        (HostKey, MasterKey) = (hostKey, masterKey);
        _ofFunctions = functions.ToDictionary(function => function, _ => FunctionAppOptions.NewKey(), StringComparer.OrdinalIgnoreCase);
    }

    internal string HostKey { get; }

    internal string MasterKey { get; }

    internal string KeyOf(string function) => _ofFunctions[function];

    /// <summary>Whether a request may call a function.</summary>
    internal bool Admit(HttpRequest request, string function, KeyLevel level) => level switch
    {
        KeyLevel.Anonymous => true,
        KeyLevel.Function => Brings(request, KeyOf(function)) | Brings(request, HostKey) | AdmitMaster(request),
        KeyLevel.User or KeyLevel.System or KeyLevel.Admin => AdmitMaster(request),
    };

    /// <summary>Whether a request brings the master key.</summary>
    internal bool AdmitMaster(HttpRequest request) => Brings(request, MasterKey);

    private static bool Brings(HttpRequest request, string key)
    {
        var brought = request.Headers.TryGetValue(Header, out var header) ? header[0] : request.Query[QueryField].FirstOrDefault();

        // Hashed first, so that the time taken does not tell the key's length either.
        return CryptographicOperations.FixedTimeEquals(Hash(brought ?? ""), Hash(key));
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
