using System.Net;
using FunctionsHost;
using FunctionsHost.Workers;
using Microsoft.Extensions.Time.Testing;

namespace HtxFunctions.Tests.Hosting;

/// <summary>How workers begin and end under the functions host.</summary>
public sealed class WorkerLifeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_worker_that_dies_is_500_with_an_empty_body_and_the_next_call_has_a_new_one()
    {
        await using var probe = await ProbeApp.StartAsync();

        using var answer = await probe.Client.GetAsync("api/die");
        using var next = await probe.Client.GetAsync("api/probe/one");

        Assert.Equal((HttpStatusCode.InternalServerError, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.Accepted, next.StatusCode);
        Assert.Equal("The worker ended: a new one is started.", Assert.Single(probe.Log, line => line.Category == "Host.Worker").Message);
    }

    [Fact]
    public async Task A_function_that_takes_longer_than_host_json_allows_is_500_and_the_next_call_has_a_new_worker()
    {
        await using var probe = await ProbeApp.StartAsync();
        var call = probe.Client.GetAsync("api/wait");
        await probe.Probe.Waiting.Reader.ReadAsync();

        // host.json says 12 min.
        probe.Time.Advance(TimeSpan.FromMinutes(12) - Second);
        using var meanwhile = await probe.Client.GetAsync("api/probe/one");
        Assert.False(call.IsCompleted);
        probe.Time.Advance(Second);

        using var answer = await call;
        using var next = await probe.Client.GetAsync("api/probe/one");
        Assert.Equal((HttpStatusCode.InternalServerError, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (meanwhile.StatusCode, next.StatusCode));
        Assert.Contains(probe.Log, line => line.Message == "Function Wait took longer than host.json's functionTimeout, 00:12:00: its worker is ended.");
    }

    [Fact]
    public async Task A_call_that_ends_within_5_s_of_the_terminate_message_is_answered()
    {
        await using var probe = await ProbeApp.StartAsync();
        var call = probe.Client.GetAsync("api/wait");
        await probe.Probe.Waiting.Reader.ReadAsync();

        var ended = probe.App.DisposeAsync();
        await probe.Probe.Stopping.Task;
        probe.Time.Advance(TimeSpan.FromSeconds(4.9));
        probe.Probe.Gate.SetResult();
        await ended;

        using var answer = await call;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_call_that_does_not_is_500_and_the_worker_is_killed()
    {
        await using var probe = await ProbeApp.StartAsync();
        var call = probe.Client.GetAsync("api/wait");
        await probe.Probe.Waiting.Reader.ReadAsync();

        var ended = probe.App.DisposeAsync();
        await probe.Probe.Stopping.Task;
        probe.Time.Advance(FunctionApp.TerminationGrace);
        await ended;

        using var answer = await call;
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Fact]
    public async Task A_port_in_use_says_what_to_do_and_starts_no_worker()
    {
        await using var first = await ProbeApp.StartAsync();

        var fault = await Assert.ThrowsAsync<FunctionsHostException>(() => FunctionApp.StartAsync(new FunctionAppOptions { Worker = new Stub(Task.FromResult("never started")), Port = first.App.Url.Port }));

        Assert.Equal($"Port {first.App.Url.Port} is in use. Choose another one, or 0 for any free one.", fault.Message);
    }

    [Fact]
    public async Task A_worker_that_does_not_connect_within_30_s_is_given_up_and_killed()
    {
        var time = new FakeTimeProvider();
        var begun = time.GetUtcNow();
        var worker = new Stub(new TaskCompletionSource<string>().Task);

        var start = FunctionApp.StartAsync(new FunctionAppOptions { Worker = worker, Time = time });
        while (!start.IsCompleted)
        {
            time.Advance(Second);
            await Task.Yield();
        }

        var fault = await Assert.ThrowsAsync<FunctionsHostException>(() => start);
        Assert.StartsWith("The worker did not connect within 30 s. Look at what it wrote", fault.Message, StringComparison.Ordinal);
        Assert.True(time.GetUtcNow() - begun >= TimeSpan.FromSeconds(30));
        Assert.True(worker.IsKilled);
    }

    [Fact]
    public async Task A_worker_that_ends_before_it_connects_is_not_waited_for()
    {
        var fault = await Assert.ThrowsAsync<FunctionsHostException>(() => FunctionApp.StartAsync(new FunctionAppOptions { Worker = new Stub(Task.FromResult("exit code 134")) }));

        Assert.Equal("The worker ended before it was ready (exit code 134). Look at what it wrote, and mend the app or its settings.", fault.Message);
    }

    // A worker that never connects.
    private sealed class Stub(Task<string> ended) : IWorkerLauncher, IWorker
    {
        public string Folder => AppContext.BaseDirectory;

        public Task<string> Ended => ended;

        public int? ProcessId => null;

        public bool IsKilled { get; private set; }

        public Task<IWorker> StartAsync(WorkerStart start, CancellationToken cancellationToken) => Task.FromResult<IWorker>(this);

        public ValueTask DisposeAsync()
        {
            IsKilled = true;
            return ValueTask.CompletedTask;
        }
    }
}
