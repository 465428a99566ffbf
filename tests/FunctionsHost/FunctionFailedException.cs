namespace FunctionsHost;

/// <summary>A function failed.</summary>
/// <param name="message">What it threw, as the worker tells it.</param>
public sealed class FunctionFailedException(string message) : Exception(message);
