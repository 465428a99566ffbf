using System.Collections.Concurrent;
using System.Threading.Channels;
using FunctionsHost.Protocol;
using Grpc.Core;

namespace FunctionsHost.Workers;

/// <summary>What host and one worker say to each other. Safe to use from any thread.</summary>
/// <param name="log">Gets what the worker logs.</param>
/// <param name="invocationSending">Called before each invocation that is written; null for none.</param>
internal sealed class WorkerStream(LogRelay log, Action? invocationSending)
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _asked = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the worker has gone, or <see cref="Close"/> was called.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Speaks until one of both goes.</summary>
    public async Task RunAsync(IAsyncStreamReader<StreamingMessage> incoming, IServerStreamWriter<StreamingMessage> outgoing, CancellationToken gone)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(gone);
        Task[] both = [ReadAsync(incoming, over.Token), WriteAsync(outgoing, over.Token)];
        await Task.WhenAny(both);
        Close();
        await over.CancelAsync();

        // A worker that dies breaks the connection wherever it is: what is told is that it has gone.
        await Task.WhenAll(both).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Says something that has no answer.</summary>
    public void Tell(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Says something and waits for its answer.</summary>
    /// <exception cref="WorkerGoneException">The worker went before it answered.</exception>
    public async Task<StreamingMessage> AskAsync(StreamingMessage question)
    {
        question.RequestId = Guid.NewGuid().ToString();
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[question.RequestId] = answer;
        try
        {
            if (!_outgoing.Writer.TryWrite(question))
            {
                throw new WorkerGoneException();
            }

            return await answer.Task;
        }
        finally
        {
            _asked.TryRemove(question.RequestId, out _);
        }
    }

    /// <summary>Drops the connection; whoever waits for an answer waits no longer.</summary>
    public void Close()
    {
        _outgoing.Writer.TryComplete();
        _ended.TrySetResult();
        foreach (var (_, answer) in _asked)
        {
            answer.TrySetException(new WorkerGoneException());
        }
    }

    private async Task ReadAsync(IAsyncStreamReader<StreamingMessage> incoming, CancellationToken gone)
    {
        while (await incoming.MoveNext(gone))
        {
            var message = incoming.Current;
            if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog)
            {
                log.Take(message.RpcLog);
            }
            else if (_asked.TryGetValue(message.RequestId, out var answer))
            {
                answer.TrySetResult(message);
            }
        }
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> outgoing, CancellationToken gone)
    {
        await foreach (var message in _outgoing.Reader.ReadAllAsync(gone))
        {
            if (message.ContentCase == StreamingMessage.ContentOneofCase.InvocationRequest)
            {
                invocationSending?.Invoke();
            }

            await outgoing.WriteAsync(message, gone);
        }
    }
}
