using HtxCancel.Tests.Runs.Cases;

namespace HtxCancel.Tests.Search;

/// <summary>Accounts, books, a scope, and everything that goes wrong meanwhile.</summary>
internal sealed record SearchCase(
    KillCase Kill, IReadOnlyList<ScheduledFault> Faults, IReadOnlyList<TraderStep> Steps, Circumstances Circumstances, Drawn Drawn)
{
    /// <summary>The lists are younger than two looks are apart.</summary>
    public bool HasShortLag => Circumstances.ListLagMs < Circumstances.LookIntervalMs;

    public override string ToString() => string.Join('\n',
    [
        $"{Kill}", $"{Circumstances}", $"{Drawn}", .. Faults.Select(fault => fault.ToString()), .. Steps.Select(step => step.ToString()), "",
    ]);

    /// <summary>Whether it says that the path, or the account on it, has gone.</summary>
    public static bool SaysMoved(ScheduledFault fault) => fault.Kind == FaultKind.NotFound
        || (fault.Kind == FaultKind.Page && fault.Number == 404)
        || (fault.Kind == FaultKind.Code && FaultCodes.Moved.Contains(fault.Number));
}
