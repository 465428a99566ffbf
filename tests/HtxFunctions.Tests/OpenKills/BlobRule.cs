namespace HtxFunctions.Tests.OpenKills;

/// <summary>Calls about one blob, one after the other, and what comes of each.</summary>
/// <param name="name">What they show.</param>
/// <param name="steps">
/// The call, its answer, and the blob's lease state in the listing from then on. Calls are <c>put</c> with a text,
/// <c>get</c>, <c>look</c> (the properties), <c>delete</c>, <c>acquire</c> (for 15 s), <c>renew</c> and <c>release</c> with one of the
/// leases A and B, <c>break</c>, and <c>wait</c> (until such a lease is over). To the first four <c>lease</c>, <c>if-match</c> and
/// <c>if-none-match</c> can be added, with the ETag <c>last</c> (of the last put), <c>other</c> or <c>*</c>.
/// </param>
internal sealed class BlobRule(string name, params IReadOnlyList<(string Call, string Answer, string Then)> steps)
{
    public string Name { get; } = name;

    public IReadOnlyList<(string Call, string Answer, string Then)> Steps { get; } = steps;
}
