using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace FunctionsHost.Http;

/// <summary>Where callers connect: an HTTP server on this machine. Calls wait until there is something to serve.</summary>
internal sealed class HttpFront : IAsyncDisposable
{
    // The real host's limit.
    private const long MaxRequestBody = 100 * 1024 * 1024;

    private readonly TaskCompletionSource<(HttpFunctions Functions, AdminEndpoint Admin)> _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _app;
    private volatile bool _stopped;

    private HttpFront(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Url => Loopback.AddressOf(_app);

    /// <summary>Starts it.</summary>
    /// <param name="port">The port on 127.0.0.1; 0 for any free one.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="FunctionsHostException">The port is in use.</exception>
    public static async Task<HttpFront> StartAsync(int port, CancellationToken cancellationToken)
    {
        var builder = Loopback.CreateBuilder(port);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
        });
        var app = builder.Build();
        var front = new HttpFront(app);
        app.Run(front.AnswerAsync);
        try
        {
            await app.StartAsync(cancellationToken);
            return front;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            throw new FunctionsHostException($"Port {port} is in use. Choose another one, or 0 for any free one.", exception);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says what is served from now on.</summary>
    public void Serve(HttpFunctions functions, AdminEndpoint admin) => _served.SetResult((functions, admin));

    /// <summary>Answers new calls with 503 from now on.</summary>
    public void StopServing() => _stopped = true;

    /// <summary>Ends it; calls under way are answered first.</summary>
    public async ValueTask DisposeAsync()
    {
        _served.TrySetCanceled();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var (functions, admin) = await _served.Task;
        if (_stopped)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else if (http.Request.Path.StartsWithSegments("/admin", out var rest))
        {
            await admin.AnswerAsync(http, rest);
        }
        else
        {
            await functions.AnswerAsync(http);
        }
    }
}
