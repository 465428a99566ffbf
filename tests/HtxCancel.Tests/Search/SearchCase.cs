using HtxCancel.Tests.Cancellation.Cases;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>Accounts, books, a scope, and everything that goes wrong meanwhile.</summary>
internal sealed record SearchCase(KillCase Kill, IReadOnlyList<ScheduledFault> Faults, IReadOnlyList<TraderStep> Steps, Circumstances Circumstances)
{
    /// <summary>
    /// Whether an answer may say that a generation does not serve the account where it does. Such an answer is believed while
    /// nothing can be read that says otherwise.
    /// </summary>
    public bool MayLieAboutMoving => Faults.Any(fault => !Paths.Mode.Contains(fault.Path) && SaysMoved(fault));

    public override string ToString() => string.Join('\n', [$"{Kill}", $"{Circumstances}", .. Faults.Select(fault => fault.ToString()), .. Steps.Select(step => step.ToString()), ""]);

    /// <summary>Whether it says that the path, or the account on it, has gone.</summary>
    public static bool SaysMoved(ScheduledFault fault) => fault.Kind == FaultKind.NotFound
        || (fault.Kind == FaultKind.Page && fault.Number == 404)
        || (fault.Kind == FaultKind.Code && SearchCases.MovedCodes.Contains(fault.Number));
}
