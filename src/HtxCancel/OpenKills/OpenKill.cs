using System.Security.Cryptography;

namespace HtxCancel.OpenKills;

/// <summary>A decision to kill that is still to be carried out: one scope, one blob. Times are the store's own. Immutable.</summary>
/// <param name="Id">Names it: 24 hexadecimal digits, the same for every kill of the same scope.</param>
/// <param name="Scope">Exactly what is cancelled.</param>
/// <param name="Trigger">What asked for it first.</param>
/// <param name="Since">When it was first written, UTC.</param>
/// <param name="AskedAt">When it was last asked for, UTC.</param>
/// <param name="RunIds">The runs that were asked for, the first one first; at most 20.</param>
/// <param name="AskedBy">Who asked for it and why; at most 20.</param>
/// <param name="HoldUntil">Until when whatever comes is cancelled, UTC; null without a hold.</param>
/// <param name="GoesOn">It is not over before nothing is unfinished, whatever its callers were answered.</param>
/// <param name="Waiting">Runs whose callers have no answer yet.</param>
/// <param name="Tries">How many runs have ended.</param>
/// <param name="LastOutcome">How the last one ended; null before the first end.</param>
/// <param name="Unfinished">The accounts and contracts that the last one left <c>blocked</c>, <c>remaining</c> or <c>unknown</c>; null for none.</param>
/// <param name="LastRecord">The last run's record, for the log once the hold is over.</param>
/// <param name="Alert">The alert that asked for it first; null when none did.</param>
internal sealed record OpenKill(
    string Id,
    StoredScope Scope,
    Trigger Trigger,
    DateTimeOffset Since,
    DateTimeOffset AskedAt,
    IReadOnlyList<string> RunIds,
    IReadOnlyList<AskedBy> AskedBy,
    DateTimeOffset? HoldUntil,
    bool GoesOn,
    IReadOnlyList<string> Waiting,
    int Tries,
    Outcome? LastOutcome,
    StoredScope? Unfinished,
    string? LastRecord,
    AlertDetails? Alert)
{
    private const int Kept = 20;

    /// <summary>The kill that a first run of <paramref name="command"/> asks for.</summary>
    public static OpenKill Of(CancelCommand command, DateTimeOffset now)
    {
        var scope = StoredScope.Of(command.Scope);
        return new OpenKill(scope.ToId(), scope, command.Trigger, now, now, [], [], null, false, [], 0, null, null, null, command.Alert);
    }

    /// <summary>The run that was asked for first.</summary>
    [JsonIgnore]
    public string? FirstRunId => RunIds is [var first, ..] ? first : null;

    /// <summary>Whether it is held at <paramref name="now"/>.</summary>
    public bool IsHeld(DateTimeOffset now) => HoldUntil > now;

    /// <summary>Whether anything is left to do.</summary>
    public bool IsOpen(DateTimeOffset now) => IsHeld(now) || GoesOn || Waiting.Count > 0;

    /// <summary>Whether it has been tried for long enough, after the last call for it and the end of its hold.</summary>
    public bool IsOverdue(DateTimeOffset now, TimeSpan goOnFor) => now - AskedAt >= goOnFor && !(now - HoldUntil < goOnFor);

    /// <summary>Another run of the same scope: the later end of a hold counts.</summary>
    public OpenKill JoinedBy(CancelRun run, DateTimeOffset now)
    {
        var (command, id) = (run.Command, run.RunId);
        var holdUntil = command.HoldMinutes > 0 ? now + TimeSpan.FromMinutes(command.HoldMinutes) : HoldUntil;
        return Asked(run) with
        {
            AskedAt = now,
            RunIds = [.. RunIds.Append(id).Distinct().Take(Kept)],
            HoldUntil = HoldUntil > holdUntil ? HoldUntil : holdUntil,
            GoesOn = GoesOn || command.Trigger != Trigger.Http,
            Waiting = [.. Waiting.Append(id).Distinct()],
        };
    }

    /// <summary>A run that was asked for has ended, and its callers are answered; null when nothing is left to do.</summary>
    public OpenKill? Answered(CancelRun run, CancelReport report, DateTimeOffset now) =>
        (Asked(run) with { Waiting = [.. Waiting.Where(id => id != run.RunId)] }).Resumed(report, now);

    /// <summary>A run has ended; null when nothing is left to do.</summary>
    public OpenKill? Resumed(CancelReport report, DateTimeOffset now)
    {
        var unfinished = StoredScope.UnfinishedOf(report);
        var ended = this with
        {
            Tries = Tries + 1,
            LastOutcome = report.Outcome,
            Unfinished = unfinished,
            GoesOn = GoesOn && unfinished is not null,
            Waiting = unfinished is null ? [] : Waiting,
        };
        return ended.IsOpen(now) ? ended with { LastRecord = RunRecord.Summary(report with { GoesOn = false, GoesOnDetail = null }) } : null;
    }

    private OpenKill Asked(CancelRun run) => this with { AskedBy = [.. AskedBy.Concat(run.AskedBy).Distinct().Take(Kept)] };
}

/// <summary>Who asked for a kill, and why. At least one of the two is known.</summary>
/// <param name="Caller">The caller's name as the platform signed it in; null where it did not.</param>
/// <param name="Reason">The caller's own words; null for none.</param>
public sealed record AskedBy(string? Caller, string? Reason);

/// <summary>A scope as it is stored: in one order, so that equal scopes are one text. One with a filter that is not known here, such as a
/// later version's, cannot be read: to pass it over would widen the scope.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StoredScope(
    IReadOnlyList<string> Accounts, IReadOnlyList<string> ContractCodes, Direction? Direction, Offset? Offset, MarginScope? MarginMode, IReadOnlyList<OrderType> OrderTypes)
{
    public static StoredScope Of(CancelScope scope) => new(
        [.. scope.Accounts.Order(StringComparer.Ordinal)], [.. scope.ContractCodes.Order(StringComparer.Ordinal)],
        scope.Direction, scope.Offset, scope.MarginModeAsked, [.. scope.OrderTypes.Order()]);

    /// <summary>What is to be run again after a run, a part of its own scope; null when all is proven gone or refused. Contracts that are
    /// unfinished on one account are run again on each that has unfinished ones: a report's scope knows no other way to say it.</summary>
    public static StoredScope? UnfinishedOf(CancelReport report)
    {
        var accounts = report.Accounts.Select(account => (account.Account, Codes: UnfinishedOf(account, report.Scope))).Where(account => account.Codes.Count > 0).ToList();
        return accounts.Count == 0
            ? null
            : Of(report.Scope with { Accounts = [.. accounts.Select(account => account.Account)], ContractCodes = [.. accounts.SelectMany(account => account.Codes).Distinct()] });
    }

    public CancelScope ToScope() => new(Accounts, ContractCodes, Direction, Offset) { MarginModeAsked = MarginMode, OrderTypes = OrderTypes };

    public string ToId() =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, OpenKillJson.Default.StoredScope)).AsSpan(0, 12));

    private static IReadOnlyList<string> UnfinishedOf(AccountReport account, CancelScope scope)
    {
        List<string> codes = [.. account.Contracts.Where(contract => IsUnfinished(contract.Outcome)).Select(contract => contract.ContractCode)];
        var isWhole = codes.Count > 0 ? scope.HasEveryContract : IsUnfinished(account.Outcome);
        return isWhole ? scope.ContractCodes : codes;
    }

    private static bool IsUnfinished(Outcome outcome) => outcome is Outcome.Blocked or Outcome.Remaining or Outcome.Unknown;
}

/// <summary>The blobs' JSON: the report's names and times.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(UtcMillisecondsConverter)], RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(OpenKill))]
internal sealed partial class OpenKillJson : JsonSerializerContext;
