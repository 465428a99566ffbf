namespace FunctionsHost;

/// <summary>The host cannot go on, for a reason that whoever started it can mend.</summary>
/// <param name="message">One sentence or two: what is wrong and what to do about it.</param>
/// <param name="innerException">What it came from.</param>
public sealed class FunctionsHostException(string message, Exception? innerException = null) : Exception(message, innerException);
