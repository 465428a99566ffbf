using System.Collections.Concurrent;
using FunctionsHost.Protocol;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsHost.Workers;

/// <summary>Where workers connect: a gRPC server on a free port of this machine.</summary>
internal sealed class WorkerGateway : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<WorkerStream>> _expected = new();
    private readonly LogRelay _log;
    private readonly Action? _invocationSending;
    private readonly WebApplication _app;

    private WorkerGateway(WebApplication app, LogRelay log, Action? invocationSending) => (_app, _log, _invocationSending) = (app, log, invocationSending);

    /// <summary>What workers are told.</summary>
    public Uri Url => Loopback.AddressOf(_app);

    /// <summary>Starts it.</summary>
    /// <param name="log">Gets what workers log.</param>
    /// <param name="invocationSending">Called before each invocation that is written; null for none.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    public static async Task<WorkerGateway> StartAsync(LogRelay log, Action? invocationSending, CancellationToken cancellationToken)
    {
        var builder = Loopback.CreateBuilder(port: 0, listen => listen.Protocols = HttpProtocols.Http2);
        WorkerGateway? gateway = null;
        builder.Services.AddSingleton(_ => gateway!);
        builder.Services.AddGrpc(options => (options.MaxReceiveMessageSize, options.MaxSendMessageSize) = (null, null));
        var app = builder.Build();
        app.MapGrpcService<Service>();
        gateway = new WorkerGateway(app, log, invocationSending);
        try
        {
            await app.StartAsync(cancellationToken);
            return gateway;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets a worker in.</summary>
    /// <param name="workerId">What it calls itself.</param>
    /// <returns>A task that ends when it has connected.</returns>
    public Task<WorkerStream> Expect(string workerId) =>
        _expected.GetOrAdd(workerId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Lets it in no more.</summary>
    public void Forget(string workerId) => _expected.TryRemove(workerId, out _);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class Service(WorkerGateway gateway) : FunctionRpc.FunctionRpcBase
    {
        public override async Task EventStream(
            IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
        {
            if (!await requestStream.MoveNext(context.CancellationToken)
                || requestStream.Current.StartStream is not { } start
                || !gateway._expected.TryRemove(start.WorkerId, out var expected))
            {
                throw new Grpc.Core.RpcException(new Status(StatusCode.PermissionDenied, "This host did not start such a worker."));
            }

            var stream = new WorkerStream(gateway._log, gateway._invocationSending);
            expected.SetResult(stream);
            await stream.RunAsync(requestStream, responseStream, context.CancellationToken);
        }
    }
}
