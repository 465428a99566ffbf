namespace FunctionsHost.Workers;

/// <summary>A worker that was started. Its end kills it.</summary>
public interface IWorker : IAsyncDisposable
{
    /// <summary>Ends when the worker has ended, with how it did, such as "exit code 134"; empty when it ended well.</summary>
    Task<string> Ended { get; }

    /// <summary>Its process; <see langword="null"/> when it is this one.</summary>
    int? ProcessId { get; }
}
