namespace HtxCancel.Tests.Search;

/// <summary>All that is drawn for a run beside books, scope and faults.</summary>
internal sealed record Circumstances
{
    /// <summary>What started it.</summary>
    public Trigger Trigger { get; init; } = Trigger.Http;

    /// <summary>Its deadline, milliseconds.</summary>
    public int DeadlineMs { get; init; } = 20_000;

    /// <summary>The deadline of a blocked run by timer or alert, milliseconds.</summary>
    public int BlockedDeadlineMs { get; init; } = 30_000;

    /// <summary>Between two looks, milliseconds.</summary>
    public int LookIntervalMs { get; init; } = 100;

    /// <summary>How old the lists are, milliseconds.</summary>
    public int ListLagMs { get; init; }

    /// <summary>How long each answer takes, milliseconds.</summary>
    public int RoundTripMs { get; init; }

    /// <summary>Cancels are acknowledged and not carried out until then, milliseconds from the start; 0 for never.</summary>
    public int CancelsDoNothingMs { get; init; }

    /// <summary>The exchange is in maintenance until then, milliseconds from the start; 0 for never.</summary>
    public int MaintenanceMs { get; init; }

    /// <summary>What a bot takes of each rate limit every second.</summary>
    public int BotPerSecond { get; init; }

    /// <summary>The mode that each account had in an earlier run of this process; null where there was none.</summary>
    public int? EarlierMode { get; init; }

    /// <summary>How far the exchange's clock is ahead, seconds.</summary>
    public int ClockOffsetSeconds { get; init; }
}
