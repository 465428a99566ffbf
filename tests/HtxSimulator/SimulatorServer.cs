using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HtxSimulator;

/// <summary>The exchange behind a real socket: plain HTTP on 127.0.0.1.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly SimulatedExchange exchange;
    private readonly WebApplication application;

    private SimulatorServer(SimulatedExchange exchange, WebApplication application)
    {
        this.exchange = exchange;
        this.application = application;
    }

    /// <summary>Where the exchange listens, such as <c>http://127.0.0.1:5080/</c>.</summary>
    public Uri Url => new(application.Urls.Single());

    /// <summary>Starts to listen; port 0 takes any free one.</summary>
    public static async Task<SimulatorServer> StartAsync(SimulatedExchange exchange, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, port);
        });

        var server = new SimulatorServer(exchange, builder.Build());
        server.application.Run(server.AnswerAsync);
        await server.application.StartAsync();
        return server;
    }

    /// <summary>Stops to listen; calls that still wait for an answer are dropped.</summary>
    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, application.Lifetime.ApplicationStopping);
        try
        {
            var request = await ReadAsync(context.Request, givenUp.Token);
            var response = await exchange.HandleAsync(request, givenUp.Token);
            await WriteAsync(context, request, response, givenUp.Token);
        }
        catch (OperationCanceledException) when (givenUp.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private static async Task<SimulatedRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        return new SimulatedRequest
        {
            Method = request.Method,
            Host = request.Host.Host,
            Path = request.Path.Value ?? "",
            Query = (request.QueryString.Value ?? "").TrimStart('?'),
            Headers = request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = await reader.ReadToEndAsync(cancellationToken),
        };
    }

    private async Task WriteAsync(
        HttpContext context,
        SimulatedRequest request,
        SimulatedResponse response,
        CancellationToken cancellationToken)
    {
        if (response.Delivery is Delivery.Reset or Delivery.Hang or Delivery.Refused or Delivery.TlsFailure)
        {
            // Whoever got here has been let in: what should have kept him out is a connection that is dropped.
            context.Abort();
            return;
        }

        var body = response.Body;
        context.Response.StatusCode = response.StatusCode;
        context.Response.ContentType = response.ContentType;
        foreach (var (name, value) in response.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (exchange.Compress && response.Delivery == Delivery.Whole && AcceptsGzip(request))
        {
            body = Gzip(body);
            context.Response.Headers.ContentEncoding = "gzip";
        }

        context.Response.ContentLength = body.Length;
        if (response.Delivery == Delivery.CutOff)
        {
            await context.Response.Body.WriteAsync(body[..response.BytesDelivered], cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);

            // Kestrel ends the connection itself when less than Content-Length was written; Abort would also drop what was.
            return;
        }

        if (response.Delivery == Delivery.Drip)
        {
            using var drip = new DripStream(body, exchange.Time);
            await drip.CopyToAsync(context.Response.Body, cancellationToken);
            return;
        }

        await context.Response.Body.WriteAsync(body, cancellationToken);
    }

    private static bool AcceptsGzip(SimulatedRequest request) =>
        request.Headers.TryGetValue("Accept-Encoding", out var encodings)
        && encodings.Contains("gzip", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlyMemory<byte> Gzip(ReadOnlyMemory<byte> body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(body.Span);
        }

        return compressed.ToArray();
    }
}
