namespace HtxCancel.Readiness;

/// <summary>
/// How many calls of an account could go out at once now, of HTX's 72 per 3 s: less what this process sent, and what others
/// of the UID sent as far as HTX's last answer told.
/// </summary>
/// <param name="Trade">Calls that need the permission to trade. A check sends none, so of others nothing is known here.</param>
/// <param name="Read">Calls that only read.</param>
public sealed record RateBudgetLeft(int Trade, int Read);
