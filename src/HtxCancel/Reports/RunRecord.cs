namespace HtxCancel.Reports;

/// <summary>
/// The record of a run in the log: the report's heads, and the contracts that did not end clear, the worst first, as far as
/// they fit. One line of compact JSON of at most 16 KiB; the order ids follow in lines of at most 500.
/// </summary>
internal sealed record RunRecord(
    string RunId,
    Trigger Trigger,
    Outcome Outcome,
    bool DryRun,
    CancelScope Scope,
    ReportTotals Totals,
    ReportCalls Calls,
    ReportTimings TimingsMs,
    DateTimeOffset StartedAt,
    long ElapsedMs,
    IReadOnlyList<RunRecordContract> NotClear,
    int NotClearCount)
{
    private const int MaximumLength = 16 * 1024;
    private const int MaximumIds = 500;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AlertReport? Alert { get; init; }

    /// <summary>Logs that a run begins: if its host dies, this line is what is left of it.</summary>
    public static void LogStart(ILogger logger, string runId, CancelCommand command)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            var start = new RunStart(runId, command.Trigger, command.DryRun, Shortened(command.Scope)) { Alert = command.Alert };
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

    /// <summary>Logs what a run asked and was answered on one account: the answer to "why did this run say unknown?".</summary>
    public static void LogSteps(ILogger logger, string runId, string account, RunSteps steps)
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
            var text = JsonSerializer.Serialize(new RunRecordSteps(runId, account, lines), RunRecordJson.Default.RunRecordSteps);
            if (text.Length <= MaximumLength || kept <= 2)
            {
                logger.CancelRunSteps(text);
                return;
            }
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
            .Select(entry => new RunRecordContract(entry.Account, entry.Contract.ContractCode, entry.Contract.Outcome, entry.Contract.Detail))
            .ToList();
        var record = new RunRecord(
            report.RunId,
            report.Trigger,
            report.Outcome,
            report.DryRun,
            Shortened(report.Scope),
            report.Totals,
            report.Calls,
            report.TimingsMs,
            report.StartedAt,
            report.ElapsedMs,
            notClear,
            notClear.Count)
        {
            Alert = report.Alert,
        };
        for (var kept = notClear.Count; ; kept /= 2)
        {
            var text = JsonSerializer.Serialize(record with { NotClear = notClear[..kept] }, RunRecordJson.Default.RunRecord);
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
}

/// <summary>A contract that did not end clear.</summary>
internal sealed record RunRecordContract(string Account, string ContractCode, Outcome Outcome, string? Detail);

/// <summary>Order ids of one contract with one fate.</summary>
internal sealed record RunRecordOrders(string RunId, string Account, string ContractCode, string Fate, IReadOnlyList<string> OrderIds);

/// <summary>What was asked and answered in one account's part of a run; of many the first and the last lines.</summary>
internal sealed record RunRecordSteps(string RunId, string Account, IReadOnlyList<string> Steps);

/// <summary>The records' JSON: the report's names and times.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(RunRecordOrders))]
[JsonSerializable(typeof(RunRecordSteps))]
[JsonSerializable(typeof(RunStart))]
internal sealed partial class RunRecordJson : JsonSerializerContext;
