namespace HtxCancel.Reports;

/// <summary>
/// The record of a run in the log: the report's heads, and the contracts that did not end clear, the worst first, as far as
/// they fit. One line of compact JSON of at most 16 KiB; the order ids follow in lines of at most 500.
/// </summary>
internal static class RunRecord
{
    private const int MaximumLength = 16 * 1024;
    private const int MaximumIds = 500;

    /// <summary>Logs that a run begins: if its host dies, this line is what is left of it.</summary>
    public static void LogStart(ILogger logger, CancelRun run)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            var command = run.Command;
            var start = new RunStart(run.RunId, command.Trigger, command.DryRun, Shortened(command.Scope)) { Alert = command.Alert, AskedBy = run.AskedBy };
            logger.CancelRunStarted(JsonSerializer.Serialize(start, RunRecordJson.Default.RunStart));
        }
    }

    public static void LogEnd(ILogger logger, CancelReport report)
    {
        var level = LevelOf(report.Outcome);
        if (logger.IsEnabled(level))
            logger.CancelRunFinished(level, Summary(report));

        if (logger.IsEnabled(LogLevel.Information))
        {
            foreach (var orders in Orders(report))
                logger.CancelRunOrders(JsonSerializer.Serialize(orders, RunRecordJson.Default.RunRecordOrders));
        }
    }

    /// <summary>Logs the last run of a kill again, since no other one comes.</summary>
    public static void LogLast(ILogger logger, OpenKill kill)
    {
        if (kill is { LastOutcome: { } outcome, LastRecord: { } record } && LevelOf(outcome) is var level && logger.IsEnabled(level))
            logger.CancelRunFinished(level, record);
    }

    /// <summary>Logs what a run asked and was answered on one account: the answer to "why did this run say unknown?".</summary>
    public static void LogSteps(ILogger logger, CancelRun run, string account, RunSteps steps)
    {
        if (!logger.IsEnabled(LogLevel.Information) || steps.First.Count == 0)
            return;

        // Of too many, as many from both ends as fit.
        List<string> all = [.. steps.First, .. steps.Last];
        for (var kept = all.Count; ; kept = kept * 3 / 4)
        {
            var leftOut = all.Count - kept + steps.LeftOut;
            List<string> lines = leftOut == 0
                ? all
                : [.. all.Take(kept - (kept / 2)), $"... {leftOut} more ...", .. all.TakeLast(kept / 2)];
            var text = JsonSerializer.Serialize(new RunRecordSteps(run.RunId, account, run.AskedBy, lines), RunRecordJson.Default.RunRecordSteps);
            if (text.Length <= MaximumLength || kept <= 2)
            {
                logger.CancelRunSteps(text);
                return;
            }
        }
    }

    /// <summary>Logs that a tick cancelled something, or that a kill stands otherwise than after the run before.</summary>
    public static void LogResumed(ILogger logger, CancelReport report)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            var record = new KillResumedRecord(report.KillId, report.FirstRunId, report.Outcome, report.Totals, report.HoldUntil);
            logger.KillResumed(JsonSerializer.Serialize(record, RunRecordJson.Default.KillResumedRecord));
        }
    }

    /// <summary>Logs what is known of a run while the host stops: if it is killed, this line is what is left.</summary>
    public static void LogStopping(ILogger logger, CancelReport soFar)
    {
        if (logger.IsEnabled(LogLevel.Warning))
            logger.CancelRunStopping(Summary(soFar));
    }

    internal static string Summary(CancelReport report)
    {
        var notClear = report.Accounts
            .SelectMany(account => account.Contracts.Select(contract => (account.Account, Contract: contract)))
            .Where(entry => entry.Contract.Outcome is not (Outcome.Clear or Outcome.DryRun))
            .OrderByDescending(entry => entry.Contract.Outcome)
            .Select(entry => new NotClearContract(entry.Account, entry.Contract.ContractCode, entry.Contract.Outcome, entry.Contract.Detail))
            .ToList();
        for (var kept = notClear.Count; ; kept /= 2)
        {
            var record = report with { Accounts = null!, Scope = Shortened(report.Scope), NotClear = notClear[..kept], NotClearCount = notClear.Count };
            var text = JsonSerializer.Serialize(record, RunRecordJson.Default.CancelReport);
            if (text.Length <= MaximumLength || kept == 0)
                return text;
        }
    }

    private static LogLevel LevelOf(Outcome outcome) => outcome switch
    {
        Outcome.DryRun or Outcome.Clear => LogLevel.Information,
        Outcome.Blocked or Outcome.Remaining or Outcome.Unknown => LogLevel.Error,
        Outcome.Refused => LogLevel.Critical,
    };

    // 500 codes of the longest kind would fill the record by themselves.
    private static CancelScope Shortened(CancelScope scope) => scope.ContractCodes.Count <= 100
        ? scope
        : scope with { ContractCodes = [.. scope.ContractCodes.Take(100), $"and {scope.ContractCodes.Count - 100} more"] };

    private static IEnumerable<RunRecordOrders> Orders(CancelReport report) =>
        from account in report.Accounts
        from contract in account.Contracts
        from fate in Fates(contract)
        from ids in fate.Ids.Chunk(MaximumIds)
        select new RunRecordOrders(report.RunId, account.Account, contract.ContractCode, fate.Name, ids);

    private static IEnumerable<(string Name, IEnumerable<string> Ids)> Fates(ContractReport contract) =>
    [
        ("cancelled", contract.Cancelled ?? []),
        ("already_gone", contract.AlreadyGone),
        ("filled", contract.Filled),
        ("unverified", contract.Unverified),
        ("reappeared", contract.Reappeared.Select(order => order.OrderId)),
        ("failed", contract.Failed.Select(order => order.OrderId)),
        ("still_open", contract.StillOpen?.Select(order => order.OrderId) ?? []),
    ];
}

/// <summary>The record that a run begins.</summary>
internal sealed record RunStart(string RunId, Trigger Trigger, bool DryRun, CancelScope Scope)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AlertDetails? Alert { get; init; }

    public required IReadOnlyList<AskedBy> AskedBy { get; init; }
}

/// <summary>The record that an open kill was gone on with, and that there was something to say.</summary>
internal sealed record KillResumedRecord(string? KillId, string? FirstRunId, Outcome Outcome, ReportTotals Totals, DateTimeOffset? HoldUntil);

/// <summary>A contract that did not end clear.</summary>
internal sealed record NotClearContract(string Account, string ContractCode, Outcome Outcome, string? Detail);

/// <summary>Order ids of one contract with one fate.</summary>
internal sealed record RunRecordOrders(string RunId, string Account, string ContractCode, string Fate, IReadOnlyList<string> OrderIds);

/// <summary>What was asked and answered in one account's part of a run; of many the first and the last lines.</summary>
internal sealed record RunRecordSteps(string RunId, string Account, IReadOnlyList<AskedBy> AskedBy, IReadOnlyList<string> Steps);

/// <summary>The records' JSON: the report's names and times.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(CancelReport))]
[JsonSerializable(typeof(RunRecordOrders))]
[JsonSerializable(typeof(RunRecordSteps))]
[JsonSerializable(typeof(RunStart))]
[JsonSerializable(typeof(KillResumedRecord))]
internal sealed partial class RunRecordJson : JsonSerializerContext;
