using System.Diagnostics;
using System.Net;
using System.Text;
using FunctionsHost;
using FunctionsHost.Http;
using FunctionsHost.Workers;

namespace Benchmarks.Published;

/// <summary>A published app that runs behind a functions host.</summary>
internal sealed class PublishedApp : IAsyncDisposable
{
    private readonly PublishedFunctions _functions;
    private readonly FunctionApp _app;
    private readonly HttpClient _http;

    private PublishedApp(PublishedFunctions functions, FunctionApp app)
    {
        (_functions, _app) = (functions, app);
        _http = new HttpClient { BaseAddress = app.Url };
        _http.DefaultRequestHeaders.Add(FunctionKeys.Header, app.HostKey);
    }

    /// <summary>The CPU time of its process so far, user and system: Linux counts it in steps of 10 ms.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            using var process = Process.GetProcessById(_app.WorkerProcessId!.Value);
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="functions">The app.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="invocationSending">Called before the host writes an invocation to it; null for none.</param>
    public static async Task<PublishedApp> StartAsync(PublishedFunctions functions, IReadOnlyDictionary<string, string?> settings, Action? invocationSending = null) =>
        new(functions, await FunctionApp.StartAsync(new FunctionAppOptions { Worker = new PublishedWorker(functions.Folder), Settings = settings, InvocationSending = invocationSending }));

    /// <summary>Asks for the cheapest answer there is: the app refuses the empty call with 400, the template app answers 200.</summary>
    public async Task CallAsync()
    {
        var status = await PostAsync(_functions.EmptyCall, "{}");
        Check(status is HttpStatusCode.OK or HttpStatusCode.BadRequest, status);
    }

    /// <summary>Cancels the orders of one contract.</summary>
    public async Task CancelAsync(string account, string contract)
    {
        var status = await PostAsync(_functions.Cancel, $$"""{"account":"{{account}}","contract_code":"{{contract}}"}""");
        Check(status == HttpStatusCode.OK, status);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task<HttpStatusCode> PostAsync(string path, string json)
    {
        using var call = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(path, call);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode;
    }

    private void Check(bool isExpected, HttpStatusCode status)
    {
        if (!isExpected)
        {
            throw new InvalidOperationException($"The functions of {_functions.Folder} answered {(int)status}.");
        }
    }
}
