namespace HtxCancel.Readiness;

/// <summary>Whether a kill of one target would work now.</summary>
/// <param name="Target">Its name in the settings.</param>
/// <param name="Ready">It would, on every one of its accounts.</param>
/// <param name="Accounts">Its accounts; none where it is switched off.</param>
/// <param name="Problem">Why it would not; null where it would.</param>
public sealed record TargetReadiness(string Target, bool Ready, IReadOnlyList<string> Accounts, string? Problem);
