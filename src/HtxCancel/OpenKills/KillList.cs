namespace HtxCancel.OpenKills;

/// <summary>The open kills: the body of the HTTP answer.</summary>
/// <param name="On">Whether the settings have a store for them.</param>
/// <param name="Kills">Every one, the oldest first.</param>
internal sealed record KillList(bool On, IReadOnlyList<ListedKill> Kills)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, KillListJson.Default.KillList);
}

/// <summary>One open kill. Only id and problem are known of one that cannot be read.</summary>
/// <param name="Id">Its id, for a release.</param>
/// <param name="Scope">Exactly what it cancels.</param>
/// <param name="Cancels">The same in a sentence.</param>
/// <param name="Trigger">What asked for it first.</param>
/// <param name="RunIds">The runs that were asked for, the first one first.</param>
/// <param name="AskedBy">Who asked for it, and why.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="HoldUntil">Until when whatever comes is cancelled, UTC; null without a hold.</param>
/// <param name="LastOutcome">How its last run ended; null before the first end.</param>
/// <param name="Tries">How many runs have ended.</param>
/// <param name="Problem">Why it cannot be read, in a sentence.</param>
internal sealed record ListedKill(
    string Id, CancelScope? Scope, string? Cancels, Trigger? Trigger, IReadOnlyList<string>? RunIds, IReadOnlyList<AskedBy>? AskedBy,
    DateTimeOffset? Since, DateTimeOffset? HoldUntil, Outcome? LastOutcome, int? Tries, string? Problem)
{
    public static ListedKill Of(OpenKill kill)
    {
        var scope = kill.Scope.ToScope();
        return new ListedKill(
            kill.Id, scope, ScopeSentence.OfKill(scope), kill.Trigger, kill.RunIds, kill.AskedBy,
            kill.Since, kill.HoldUntil, kill.LastOutcome, kill.Tries, null);
    }

    public static ListedKill Unreadable(string id, string problem) => new(id, null, null, null, null, null, null, null, null, null, $"the store {problem}");
}

/// <summary>The record of a kill that was released, or given up after <c>Kills:GoOnFor</c>.</summary>
internal sealed record KillEnd(string KillId, string? FirstRunId, Outcome? LastOutcome, int? Tries, string? ReleasedBy);

/// <summary>How open kills stand, in the readiness report: whether the settings have a store for them, whether it took, leased and
/// deleted a blob just now, how old the last tick is, and what is open.</summary>
internal sealed record OpenKillsReadiness(bool On, bool? Stores, long? LastTickAgeS, IReadOnlyList<ListedKill> Kills)
{
    public static OpenKillsReadiness Off { get; } = new(false, null, null, []);

    [JsonIgnore]
    public IReadOnlyList<string> Problems { get; init; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(KillList))]
[JsonSerializable(typeof(KillEnd))]
internal sealed partial class KillListJson : JsonSerializerContext;
