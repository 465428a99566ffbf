namespace HtxCancel.Readiness;

/// <summary>Asks HTX what an account's key may do: <c>GET /v2/user/uid</c> and <c>/v2/user/api-key</c> of <c>Htx:AccountUrl</c>, outside of
/// the rate limit of trading. Each key once an hour at most, whatever came of it. Thread-safe; throws nothing.</summary>
internal sealed class KeyHealth(HtxTransport transport, IApiKeys apiKeys, TimeProvider time) : IDisposable
{
    // A drill comes every hour.
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(55);
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, Task<KeyFinding> Answer)> _asked = new(StringComparer.Ordinal);
    private readonly RateBudget _budget = new(time);

    /// <summary>What HTX says of the key, or said within the hour.</summary>
    public Task<KeyFinding> AskAsync(string secretName, ApiKeyPair keys)
    {
        var now = time.GetUtcNow();
        if (_asked.TryGetValue(keys.AccessKey, out var known) && now - known.At < FreshFor)
            return known.Answer;

        var answer = AskOnceAsync(secretName, keys);
        _asked[keys.AccessKey] = (now, answer);
        return answer;
    }

    public void Dispose() => transport.Dispose();

    private async Task<KeyFinding> AskOnceAsync(string secretName, ApiKeyPair keys)
    {
        using var timeOut = new CancellationTokenSource(TimeOut, time);
        var client = new HtxClient(transport, apiKeys, secretName, keys, _budget, new CallCounter(time), time);
        var uid = await client.SendAsync(HtxRequest.Get("/v2/user/uid", RatePool.Read), ReadUid, timeOut.Token).ConfigureAwait(false);
        if (uid is not HtxResult<string>.Ok { Value: var user })
            return new KeyFinding(null, Problem(uid));

        var request = HtxRequest.Get("/v2/user/api-key", RatePool.Read, [new("uid", user), new("accessKey", keys.AccessKey)]);
        var row = await client.SendAsync(request, reply => ReadKey(reply, keys.AccessKey), timeOut.Token).ConfigureAwait(false);
        return row is HtxResult<KeyRow>.Ok { Value: var key }
            ? new KeyFinding(key.ToReadiness(user), null)
            : new KeyFinding(new KeyReadiness(null, null, null, null, user), Problem(row));
    }

    private static HtxResult<string> ReadUid(HtxReply reply) => HtxAnswer<string>.Read<string>(
        ApiGeneration.V5, reply, KeyJson.Default.HtxAnswerString, uid => string.IsNullOrWhiteSpace(uid) ? null : new(uid.Trim()));

    private static HtxResult<KeyRow> ReadKey(HtxReply reply, string accessKey) => HtxAnswer<KeyRow?[]>.Read<KeyRow>(
        ApiGeneration.V5, reply, KeyJson.Default.HtxAnswerKeyRowArray,
        rows => rows?.FirstOrDefault(row => row?.AccessKey?.Trim() == accessKey) is { } own ? new(own) : null);

    private static string Problem<T>(HtxResult<T> result) => result is HtxResult<T>.Failed failed ? failed.Error.ToString() : ((HtxResult<T>.NoAnswer)result).Detail;
}

/// <summary>What HTX said of a key, and why it did not say all.</summary>
internal sealed record KeyFinding(KeyReadiness? Key, string? Problem);

/// <summary>What HTX says of a key; null is what it did not say.</summary>
/// <param name="MayTrade">It may cancel.</param>
/// <param name="MayWithdraw">It may take money away, which this switch never needs.</param>
/// <param name="Addresses">To how many addresses it is bound; 0 for none.</param>
/// <param name="DaysLeft">For how many days it is valid; -1 for ever.</param>
/// <param name="Uid">The HTX user whose key it is.</param>
internal sealed record KeyReadiness(bool? MayTrade, bool? MayWithdraw, int? Addresses, int? DaysLeft, string? Uid);

/// <summary>A row of <c>/v2/user/api-key</c>: permissions and addresses with commas, days -1 for ever.</summary>
internal sealed record KeyRow(string? AccessKey, string? Status, string? Permission, string? IpAddresses, int? ValidDays)
{
    private const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    public override string ToString() => "KeyRow { … }";

    public KeyReadiness ToReadiness(string uid)
    {
        var permissions = Permission?.Split(',', Trimmed);
        return new KeyReadiness(
            permissions?.Contains("trade", StringComparer.OrdinalIgnoreCase), permissions?.Contains("withdraw", StringComparer.OrdinalIgnoreCase),
            IpAddresses?.Split(',', Trimmed).Length, Status == "expired" ? 0 : ValidDays, uid);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(TextConverter)],
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(HtxAnswer<KeyRow?[]>))]
[JsonSerializable(typeof(HtxAnswer<string>))]
internal sealed partial class KeyJson : JsonSerializerContext;
