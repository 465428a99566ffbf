using FunctionsHost.Functions;
using FunctionsHost.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace FunctionsHost.Workers;

/// <summary>A worker that has connected, with its functions loaded.</summary>
internal sealed class WorkerSession : IAsyncDisposable
{
    private readonly IWorker _worker;
    private readonly WorkerStream _stream;
    private volatile bool _isTerminating;

    private WorkerSession(IWorker worker, WorkerStream stream, IReadOnlyList<FunctionInfo> functions)
    {
        (_worker, _stream, Functions) = (worker, stream, functions);
        Ended = EndAsync();
    }

    /// <summary>Its functions.</summary>
    public IReadOnlyList<FunctionInfo> Functions { get; }

    /// <summary>Ends when the worker or its connection has ended, with how the worker did.</summary>
    public Task<string> Ended { get; }

    /// <summary>Whether it can be asked for anything.</summary>
    public bool IsServing => !_worker.Ended.IsCompleted && !_stream.Ended.IsCompleted;

    /// <summary>Its process; null for this one.</summary>
    public int? ProcessId => _worker.ProcessId;

    /// <summary>Speaks with a worker that has connected, until it is ready for invocations.</summary>
    /// <exception cref="FunctionsHostException">It says that it cannot.</exception>
    public static async Task<WorkerSession> OpenAsync(IWorker worker, WorkerStream stream, string folder)
    {
        var started = await stream.AskAsync(new() { WorkerInitRequest = new() { HostVersion = "4.0.0.0", WorkerDirectory = folder, FunctionAppDirectory = folder } });
        Check(started.WorkerInitResponse.Result, "The worker did not start");
        var told = (await stream.AskAsync(new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = folder } })).FunctionMetadataResponse;
        Check(told.Result, "The worker does not know its functions");
        List<FunctionInfo> functions = [.. told.FunctionMetadataResults.Select(FunctionInfo.Read)];
        foreach (var function in functions)
        {
            var loaded = await stream.AskAsync(new() { FunctionLoadRequest = new() { FunctionId = function.Metadata.FunctionId, Metadata = function.Metadata } });
            Check(loaded.FunctionLoadResponse.Result, $"The worker did not load function {function.Name}");
        }

        return new WorkerSession(worker, stream, functions);
    }

    /// <summary>Runs a function.</summary>
    /// <exception cref="WorkerGoneException">The worker ended before the function did.</exception>
    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request) =>
        (await _stream.AskAsync(new() { InvocationRequest = request })).InvocationResponse;

    /// <summary>Cancels the token of an invocation.</summary>
    public void Cancel(string invocationId) => _stream.Tell(new() { InvocationCancel = new() { InvocationId = invocationId } });

    /// <summary>Tells the worker to end. What it still answers is heard.</summary>
    /// <param name="grace">How long it may take.</param>
    public void Terminate(TimeSpan grace)
    {
        _isTerminating = true;
        _stream.Tell(new() { WorkerTerminate = new() { GracePeriod = Duration.FromTimeSpan(grace) } });
    }

    /// <summary>Kills the worker, whatever it does.</summary>
    public async ValueTask DisposeAsync()
    {
        _stream.Close();
        await _worker.DisposeAsync();
    }

    private async Task<string> EndAsync()
    {
        await Task.WhenAny(_worker.Ended, _stream.Ended);
        if (!_isTerminating)
        {
            // Neither is of use without the other; a worker of this process leaves its connection open.
            await DisposeAsync();
        }

        return await _worker.Ended;
    }

    private static void Check(StatusResult result, string problem)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new FunctionsHostException($"{problem}: {result.Exception?.Message ?? result.Result}");
        }
    }
}
