using System.Text.RegularExpressions;
using HtxSimulator;

namespace HtxCancel.Tests.Drivers;

/// <summary>Finds keys, signatures and signed addresses where none may be.</summary>
internal static partial class Canary
{
    public const string AccessKey = "canary-access-5f2c9d1e";
    public const string SecretKey = "canary-secret-8a7b6c5d";

    /// <summary>What of <paramref name="text"/> must not be there; null when it is clean.</summary>
    public static string? Find(string text, SimulatedExchange? exchange = null)
    {
        var signatures = exchange?.Calls.Select(call => SignatureParameter().Match(call.Request.Query).Groups[1].Value).Where(value => value.Length > 0) ?? [];
        var forbidden = signatures.SelectMany(value => new[] { value, Uri.UnescapeDataString(value) })
            .Concat([AccessKey, SecretKey, "canary-access", "canary-secret", "Signature=", "AccessKeyId="]);
        return forbidden.FirstOrDefault(value => text.Contains(value, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex("[?&]?Signature=([^&]+)")]
    private static partial Regex SignatureParameter();
}
