using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HtxFunctions.Tests.Hosting;

/// <summary>What a test and its functions, which run in the worker, tell each other.</summary>
public sealed class Probe
{
    /// <summary>The ticks that timer functions got, in their order.</summary>
    public Channel<(string Function, TimerInfo Timer)> Ticks { get; } = Channel.CreateUnbounded<(string, TimerInfo)>();

    /// <summary>Functions that wait do until this ends.</summary>
    public TaskCompletionSource Gate { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>An entry for each function that has begun to wait.</summary>
    public Channel<string> Waiting { get; } = Channel.CreateUnbounded<string>();

    /// <summary>Ends when the worker is told to end while a function waits.</summary>
    public TaskCompletionSource Stopping { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the token of a function that waits is cancelled.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a function left behind that runs on after its answer.</summary>
    public Task Left { get; set; } = Task.CompletedTask;
}

/// <summary>Functions that show what a functions host gives its functions; <see cref="ProbeMetadata"/> describes them.</summary>
public sealed class ProbeFunctions(Probe probe, IHostApplicationLifetime lifetime, ILogger<ProbeFunctions> logger)
{
    /// <summary>Answers with what arrived.</summary>
    public static async Task<HttpResponseData> Echo(HttpRequestData request, FunctionContext context)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var answer = request.CreateResponse(HttpStatusCode.Accepted);
        answer.Headers.Add("X-Probe", ["one", "two"]);
        answer.Headers.Add("Content-Type", "application/json");
        await JsonSerializer.SerializeAsync(answer.Body, new
        {
            method = request.Method,
            url = request.Url.AbsoluteUri,
            headers = request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join('|', header.Value)),
            length = body.Length,
            text = body.Length < 1000 ? Encoding.UTF8.GetString(body.ToArray()) : null,
            route = context.BindingContext.BindingData,
        });
        return answer;
    }

    /// <summary>Waits for the test, whatever its token says.</summary>
    public async Task<HttpResponseData> Wait(HttpRequestData request, FunctionContext context)
    {
        using var cancelled = context.CancellationToken.Register(() => probe.Cancelled.TrySetResult());
        using var stopping = lifetime.ApplicationStopping.Register(() => probe.Stopping.TrySetResult());
        probe.Waiting.Writer.TryWrite(nameof(Wait));
        await probe.Gate.Task;
        return request.CreateResponse(HttpStatusCode.OK);
    }

    /// <summary>Fails.</summary>
    public static HttpResponseData Fail(HttpRequestData request) => throw new InvalidOperationException($"It failed at {request.Url.AbsolutePath}.");

    /// <summary>Ends its worker.</summary>
    public async Task<HttpResponseData> Die(HttpRequestData request)
    {
        lifetime.StopApplication();
        await probe.Gate.Task;
        return request.CreateResponse(HttpStatusCode.OK);
    }

    /// <summary>Logs while it runs, and afterwards.</summary>
    public HttpResponseData Write(HttpRequestData request)
    {
        logger.ProbeWrote(LogLevel.Warning, request.Url.Query);
        logger.LogMetric("probes", 1.5, new Dictionary<string, object> { ["account"] = "main", ["count"] = 3 });
        if (request.Url.Query == "?later")
        {
            probe.Left = WriteLaterAsync();
        }

        return request.CreateResponse(HttpStatusCode.OK);
    }

    /// <summary>A tick.</summary>
    public void Tick(TimerInfo timer) => probe.Ticks.Writer.TryWrite((nameof(Tick), timer));

    /// <summary>A tick of another schedule.</summary>
    public void OtherTick(TimerInfo timer) => probe.Ticks.Writer.TryWrite((nameof(OtherTick), timer));

    /// <summary>A tick that waits for the test.</summary>
    public async Task SlowTick(TimerInfo timer)
    {
        probe.Waiting.Writer.TryWrite(nameof(SlowTick));
        await probe.Gate.Task;
        probe.Ticks.Writer.TryWrite((nameof(SlowTick), timer));
    }

    /// <summary>A tick that fails.</summary>
    public void BadTick(TimerInfo timer)
    {
        probe.Ticks.Writer.TryWrite((nameof(BadTick), timer));
        throw new InvalidOperationException("The tick failed.");
    }

    private async Task WriteLaterAsync()
    {
        await probe.Gate.Task;
        logger.ProbeWrote(LogLevel.Critical, "too late");
    }
}

/// <summary>What the probes log.</summary>
internal static partial class ProbeLog
{
    [LoggerMessage(EventId = 4711, Message = "The probe wrote {Text}")]
    public static partial void ProbeWrote(this ILogger logger, LogLevel level, string text);
}
