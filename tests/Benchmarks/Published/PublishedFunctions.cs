namespace Benchmarks.Published;

/// <summary>A published functions app, and what is called of it.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="EmptyCall">Where <c>{}</c> is posted for the cheapest answer there is; no vault and no exchange is asked for it.</param>
/// <param name="Cancel">Where a cancel is posted.</param>
internal sealed record PublishedFunctions(string Folder, string EmptyCall, string Cancel);
