namespace HtxCancel.Htx;

/// <summary>How one request is to be signed.</summary>
/// <param name="Keys">The account's keys.</param>
/// <param name="Parameters">The query's business parameters, signed with it.</param>
/// <param name="ClockOffset">What to add to this machine's clock to get HTX's.</param>
internal sealed record SigningContext(
    ApiKeyPair Keys, IReadOnlyCollection<KeyValuePair<string, string>> Parameters, TimeSpan ClockOffset);
