using System.Net.Http.Headers;

namespace HtxCancel.Notifications;

/// <summary>What became of one message.</summary>
/// <param name="Address">The address by its number and service, never the address itself.</param>
/// <param name="Problem">Why it was not taken, in a sentence; null when it was.</param>
public sealed record NotificationResult(string Address, string? Problem)
{
    /// <summary>The results as one line of JSON in UTF-8: <c>{"sent":1,"results":[{"address":…,"problem":…}]}</c>.</summary>
    public static byte[] ToJson(IReadOnlyList<NotificationResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return JsonSerializer.SerializeToUtf8Bytes(
            new NotificationResults(results.Count(result => result.Problem is null), results), NotificationJson.Default.NotificationResults);
    }
}

internal sealed record NotificationResults(int Sent, IReadOnlyList<NotificationResult> Results);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(NotificationResults))]
internal sealed partial class NotificationJson : JsonSerializerContext;

/// <summary>
/// Sends a message to every address once a run has ended: beside the answer, never in front of it. One try and two repeats
/// within 15 s. What fails is logged by the next invocation, since the Functions host drops what comes after an answer. Thread-safe.
/// </summary>
public sealed class Notifier : IHostedService, IDisposable
{
    private const int MaximumFailures = 20;

    private static readonly TimeSpan[] s_attemptsAt = [TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)];
    private static readonly TimeSpan s_attemptTimeOut = TimeSpan.FromSeconds(4.5);

    private readonly NotifySettings _settings;
    private readonly NotificationAddresses _addresses;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private volatile string? _latestFailure;

    internal Notifier(NotifySettings settings, NotificationAddresses addresses, HttpMessageHandler handler, TimeProvider time)
    {
        (_settings, _addresses, _time) = (settings, addresses, time);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends a test message to every address and waits for what becomes of it, 15 s at most. Throws nothing.</summary>
    public async Task<IReadOnlyList<NotificationResult>> TestAsync() => await SendAsync(Notification.Test(_time.GetUtcNow()), anew: true).ConfigureAwait(false);

    /// <summary>Starts to notify everyone of a run that has ended. Returns at once.</summary>
    internal void RunEnded(CancelReport report)
    {
        if (_settings.SecretName is null || report.DryRun || (report.Outcome == Outcome.Clear && !_settings.ClearToo))
            return;

        var sending = Task.Run(() => SendAsync(Notification.Of(report), anew: false));
        _underWay.TryAdd(sending, 0);
        _ = sending.ContinueWith(ended => _underWay.TryRemove(ended, out _), TaskScheduler.Default);
    }

    /// <summary>Failures that no invocation has logged yet; each is handed out once.</summary>
    internal IEnumerable<string> TakeFailures()
    {
        while (_failures.TryDequeue(out var failure))
            yield return failure;
    }

    /// <summary>What is wrong with settings, secret, addresses, or the last message, a sentence each; for readiness.</summary>
    internal async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken cancellationToken)
    {
        var list = await _addresses.GetAsync(anew: true, cancellationToken).ConfigureAwait(false);
        return [.. new[] { _settings.Problem, _latestFailure }.OfType<string>(), .. list.Problems];
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Messages under way get the rest of the time that a stopping host gives.
    async Task IHostedService.StopAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(_underWay.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<IReadOnlyList<NotificationResult>> SendAsync(Notification message, bool anew)
    {
        var list = await _addresses.GetAsync(anew, CancellationToken.None).ConfigureAwait(false);
        var problems = await Task.WhenAll(list.Addresses.Select(address => SendAsync(message, address))).ConfigureAwait(false);
        List<NotificationResult> results = [.. list.Addresses.Zip(problems, (address, problem) => new NotificationResult(address.ToString(), problem)), .. list.Problems.Select(problem => new NotificationResult("", problem))];
        var failures = results.Where(result => result.Problem is not null).Select(result => $"{result.Address} {result.Problem}".Trim()).ToList();
        _latestFailure = failures.FirstOrDefault();
        foreach (var failure in failures.Where(_ => _failures.Count < MaximumFailures))
            _failures.Enqueue($"{failure} (message {message.Id})");

        return results;
    }

    // Null when it was taken.
    private async Task<string?> SendAsync(Notification message, NotificationAddress address)
    {
        var startedAt = _time.GetTimestamp();
        string? problem = null;
        foreach (var at in s_attemptsAt)
        {
            var wait = at - _time.GetElapsedTime(startedAt);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, _time).ConfigureAwait(false);

            problem = await TryAsync(message, address).ConfigureAwait(false);
            if (problem is null)
                return null;
        }

        return problem;
    }

    private async Task<string?> TryAsync(Notification message, NotificationAddress address)
    {
        using var timeOut = new CancellationTokenSource(s_attemptTimeOut, _time);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, NotificationFormats.TargetOf(address))
            {
                Content = new ReadOnlyMemoryContent(NotificationFormats.BodyOf(message, address)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            };
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeOut.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : $"did not take a message: HTTP {(int)response.StatusCode}";
        }
        catch (Exception e)
        {
            // The kind alone: a message can hold the address.
            return $"did not take a message: {(timeOut.IsCancellationRequested ? "no answer in time" : e.GetType().Name)}";
        }
    }
}
