using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using HtxSimulator;
using Sandbox;
using Sandbox.Scenarios;
using Sandbox.Terminal;

namespace HostCheck;

/// <summary>What the app must do under any Functions host.</summary>
/// <param name="client">Calls the host.</param>
/// <param name="exchange">Where the orders rest.</param>
/// <param name="account">Whose they are.</param>
internal sealed class Checks(HttpClient client, SimulatedExchange exchange, SimulatedAccount account)
{
    private static readonly TimeSpan ToRun = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>The checks, by name, to be made in turn. Each comes back with why it did not hold; null when it did.</summary>
    public IReadOnlyList<(string Name, Func<Task<string?>> Make)> All =>
    [
        ("readiness is green", CheckReadinessAsync),
        ("a call kills", CheckCallAsync),
        ("a fired alert kills", CheckAlertAsync),
        ("a chunked call is told to send a length", CheckChunkedAsync),
        ("the schedule kills when it is started by hand", CheckTimerAsync),
        ("20 calls at once kill", CheckManyAsync),
    ];

    /// <summary>Waits until the app answers, as it does once its functions are loaded.</summary>
    /// <param name="ended">Why that can no longer happen; null while it can.</param>
    /// <param name="limit">How long it may take.</param>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public async Task WaitForAppAsync(Func<string?> ended, TimeSpan limit)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await AnswersAsync())
        {
            if ((ended() ?? (Stopwatch.GetElapsedTime(begun) > limit ? $"The app did not answer within {limit}." : null)) is { } why)
            {
                throw new TimeoutException(why);
            }

            await Task.Delay(BetweenLooks);
        }
    }

    // The host answers 404 until it has the functions, and the app with JSON.
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await client.GetAsync(CurlLines.ReadinessPath);
            return answer.Content.Headers.ContentType?.MediaType == "application/json";
        }
        catch (HttpRequestException)
        {
            // The host does not listen yet.
            return false;
        }
    }

    private async Task<string?> CheckReadinessAsync()
    {
        using var answer = await client.GetAsync(CurlLines.ReadinessPath);
        return answer.StatusCode == HttpStatusCode.OK ? null : $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}";
    }

    private async Task<string?> CheckCallAsync()
    {
        Place();
        return WhyNotClear(await PostAsync(CurlLines.CancelPath, CurlLines.TargetBody));
    }

    private async Task<string?> CheckAlertAsync()
    {
        Place();
        return WhyNotClear(await PostAsync(CurlLines.AlertPath, SampleAlerts.Create("Fired", SandboxWorld.Target, TimeProvider.System.GetUtcNow())));
    }

    private async Task<string?> CheckTimerAsync()
    {
        Place();
        var (status, body) = await PostAsync("admin/functions/CancelOrdersOnSchedule", """{"input":""}""");
        if (status != HttpStatusCode.Accepted)
        {
            return $"{(int)status}: {body}";
        }

        var begun = Stopwatch.GetTimestamp();
        while (exchange.RestingOrders.Count > 0 && Stopwatch.GetElapsedTime(begun) < ToRun)
        {
            await Task.Delay(BetweenLooks);
        }

        return WhyNotEmpty();
    }

    // It arrives without its body.
    private async Task<string?> CheckChunkedAsync()
    {
        Place();
        var resting = exchange.RestingOrders.Count;
        var (status, body) = await PostAsync(CurlLines.CancelPath, CurlLines.TargetBody, chunked: true);
        return status == HttpStatusCode.LengthRequired && exchange.RestingOrders.Count == resting ? null : $"{(int)status}: {body}; {exchange.RestingOrders.Count} orders rest";
    }

    private async Task<string?> CheckManyAsync()
    {
        Place();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync(CurlLines.CancelPath, CurlLines.TargetBody)));
        return answers.Select(WhyNotClear).FirstOrDefault(why => why is not null);
    }

    private void Place()
    {
        account.Place("BTC-USDT", "buy", "open", 1_000m, 1);
        account.Place("ETH-USDT", "sell", "open", 9_000m, 1);
    }

    private string? WhyNotClear((HttpStatusCode Status, string Body) answer) =>
        answer.Status == HttpStatusCode.OK && JsonElement.Parse(answer.Body).GetProperty("outcome").GetString() == "clear"
            ? WhyNotEmpty()
            : $"{(int)answer.Status}: {answer.Body}";

    private string? WhyNotEmpty() => exchange.RestingOrders.Count == 0 ? null : $"{exchange.RestingOrders.Count} orders rest";

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string json, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
