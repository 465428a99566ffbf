namespace HtxCancel.Readiness;

/// <summary>An account in the record of a drill.</summary>
/// <param name="Account">Its name in the settings.</param>
/// <param name="Ready">A kill would work on it.</param>
/// <param name="SecretExpiresAt">Its secret's own expiry, UTC; null where it has none or none is known.</param>
/// <param name="SecretDaysLeft">Whole days until then, negative after it.</param>
public sealed record DrillAccount(string Account, bool Ready, DateTimeOffset? SecretExpiresAt, int? SecretDaysLeft);
