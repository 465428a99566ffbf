namespace Sandbox.Soaking;

/// <summary>How things stand after a quarter of the kills, when none is under way.</summary>
/// <param name="Kills">How many there were by then, without those before the first quarter.</param>
/// <param name="Calls">How many requests the exchange had by then.</param>
/// <param name="Clear">How many of the kills were clear.</param>
/// <param name="MemoryBytes">What is alive after a full collection.</param>
/// <param name="Figures">Threads and sockets.</param>
/// <param name="Most">The most of each that was seen by then.</param>
/// <param name="Elapsed">Since the first quarter began.</param>
internal sealed record SoakQuarter(int Kills, long Calls, int Clear, long MemoryBytes, SoakFigures Figures, SoakFigures Most, TimeSpan Elapsed);
