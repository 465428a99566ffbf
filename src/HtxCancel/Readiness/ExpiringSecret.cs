namespace HtxCancel.Readiness;

/// <summary>The record of an account whose secret is about to expire.</summary>
internal sealed record ExpiringSecret(string Account, DateTimeOffset SecretExpiresAt, int DaysLeft);
