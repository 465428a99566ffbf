namespace HtxCancel.Readiness;

/// <summary>What a target would do on one of its accounts.</summary>
/// <param name="Target">Its name in the settings.</param>
/// <param name="Ready">A kill of it would work on this account now.</param>
/// <param name="HasEffect">Whether the account can have the orders that it names; null where the account's kind is not known.</param>
/// <param name="Problem">What is wrong with it here, and what to do about it; null where nothing is.</param>
public sealed record TargetOnAccount(string Target, bool Ready, bool? HasEffect, string? Problem);
