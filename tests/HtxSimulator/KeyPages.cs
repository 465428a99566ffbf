using System.Text.Json.Nodes;

namespace HtxSimulator;

/// <summary>What HTX says of an account's keys, at its address for accounts: <c>/v2/user/uid</c> and <c>/v2/user/api-key</c>.</summary>
internal static class KeyPages
{
    /// <summary>The answer to a call that is one of these and rightly signed; null for any other path.</summary>
    public static ApiResult? To(string name, SimulatedRequest request, SimulatedKey? key, DateTimeOffset clock) => name switch
    {
        "GET /v2/user/uid" or "GET /v2/user/api-key" when Authentication.Check(request, key, clock) is { } refusal => ApiResult.Refused(refusal),
        "GET /v2/user/uid" => ApiResult.Done(Uid(key!)),
        "GET /v2/user/api-key" => ApiResult.Done(Keys(key!, new SignedQuery(request.Query))),
        _ => null,
    };

    // A number, as HTX sends it, where the account has one.
    private static JsonValue Uid(SimulatedKey key) => long.TryParse(key.Account.Uid, out var number) ? JsonValue.Create(number) : JsonValue.Create(key.Account.Uid);

    private static JsonArray Keys(SimulatedKey asker, SignedQuery query) =>
    [
        .. asker.Account.Keys.Where(key => key.Exists && query["uid"] == asker.Account.Uid && (query["accessKey"] ?? key.AccessKey) == key.AccessKey).Select(key => new JsonObject
        {
            ["accessKey"] = key.AccessKey,
            ["status"] = key.ValidDays == 0 ? "expired" : "normal",
            ["note"] = "kill switch",
            ["permission"] = string.Join(',', Permissions(key)),
            ["ipAddresses"] = key.IpAddresses,
            ["validDays"] = key.ValidDays,
            ["createTime"] = 1767323045000,
        }),
    ];

    private static IEnumerable<string> Permissions(SimulatedKey key)
    {
        if (key.CanRead)
            yield return "readOnly";

        if (key.CanTrade)
            yield return "trade";

        if (key.CanWithdraw)
            yield return "withdraw";
    }
}
