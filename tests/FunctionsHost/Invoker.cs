using FunctionsHost.Functions;
using FunctionsHost.Protocol;
using FunctionsHost.Workers;
using Microsoft.Extensions.Logging;

namespace FunctionsHost;

/// <summary>Runs functions on the worker that serves.</summary>
/// <param name="keeper">Has the worker.</param>
/// <param name="relay">Takes what they log.</param>
/// <param name="timeout">How long an invocation may take.</param>
/// <param name="options">Clock and log.</param>
internal sealed class Invoker(WorkerKeeper keeper, LogRelay relay, TimeSpan timeout, FunctionAppOptions options)
{
    private readonly ILogger _logger = options.Log.CreateLogger("Host.Results");
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;

    /// <summary>How many invocations are under way.</summary>
    public int Running { get; private set; }

    /// <summary>Ends when no invocation is under way.</summary>
    public Task IdleAsync()
    {
        lock (_gate)
        {
            return Running == 0 ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Runs a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="request">What its trigger brings.</param>
    /// <param name="givenUp">Cancels the function's token; the function may go on all the same.</param>
    /// <returns>What it answered; null when it failed, which is logged.</returns>
    public async Task<InvocationResponse?> InvokeAsync(FunctionInfo function, InvocationRequest request, CancellationToken givenUp)
    {
        try
        {
            return await RunAsync(function, request, givenUp);
        }
        catch (Exception exception)
        {
            // Whatever it is, the caller gets a failed invocation, and a schedule goes on.
            _logger.FunctionFailed(function.Name, exception.Message);
            return null;
        }
    }

    /// <summary>Runs a function.</summary>
    /// <exception cref="FunctionFailedException">It failed.</exception>
    /// <exception cref="WorkerGoneException">Its worker ended, or took too long.</exception>
    /// <exception cref="FunctionsHostException">No worker could be started.</exception>
    public async Task<InvocationResponse> RunAsync(FunctionInfo function, InvocationRequest request, CancellationToken givenUp)
    {
        Count(1);
        try
        {
            var worker = await keeper.GetAsync();
            request.InvocationId = Guid.NewGuid().ToString();
            request.FunctionId = function.Metadata.FunctionId;
            (request.TraceContext, request.RetryContext) = (new(), new());
            using var listening = relay.Listen(request.InvocationId, function.Name);
            using var time = new CancellationTokenSource();
            var limit = Task.Delay(timeout, options.Time, time.Token);
            var invocation = worker.InvokeAsync(request);
            await using var cancelling = givenUp.Register(() => worker.Cancel(request.InvocationId));
            await Task.WhenAny(invocation, limit);
            if (!invocation.IsCompleted)
            {
                // As on the real host, the worker ends with it, and whatever else runs there.
                _logger.FunctionTimedOut(function.Name, timeout);
                await worker.DisposeAsync();
            }

            await time.CancelAsync();
            var response = await invocation;
            return response.Result.Status == StatusResult.Types.Status.Success
                ? response
                : throw new FunctionFailedException(response.Result.Exception?.Message ?? response.Result.Status.ToString());
        }
        finally
        {
            Count(-1);
        }
    }

    private void Count(int change)
    {
        lock (_gate)
        {
            Running += change;
            if (Running == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }
}
