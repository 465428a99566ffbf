namespace FunctionsHost.Workers;

/// <summary>A worker ended, or was ended, before it answered.</summary>
internal sealed class WorkerGoneException() : Exception("the worker ended before it answered");
