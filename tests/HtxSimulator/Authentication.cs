using System.Globalization;

namespace HtxSimulator;

/// <summary>The checks a signed request passes before anything else is looked at.</summary>
internal static class Authentication
{
    // HTX takes a Timestamp for five minutes; documented for spot, which signs in the same way.
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);

    /// <summary>The first check that fails; null when the request is signed by <paramref name="key"/>.</summary>
    public static Refusal? Check(SimulatedRequest request, SimulatedKey? key, DateTimeOffset clock)
    {
        var query = new SignedQuery(request.Query);
        return key is not { Exists: true } ? Refusal.UnknownKey
            : query["SignatureMethod"] != "HmacSHA256" ? Refusal.WrongSignatureMethod
            : query["SignatureVersion"] != "2" ? Refusal.WrongSignatureVersion
            : string.IsNullOrEmpty(query["Timestamp"]) ? Refusal.EmptyTimestamp
            : !IsCurrent(query["Timestamp"], clock) ? Refusal.WrongTimestamp
            : !SimulatedSignature.IsValid(request, key.SecretKey) ? Refusal.WrongSignature
            : null;
    }

    private static bool IsCurrent(string? timestamp, DateTimeOffset clock) =>
        DateTimeOffset.TryParseExact(
            timestamp,
            "yyyy-MM-dd'T'HH:mm:ss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time)
        && (time - clock).Duration() <= Validity;
}
