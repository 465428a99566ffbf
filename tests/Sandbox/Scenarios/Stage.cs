using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Sandbox.Terminal;
using Spectre.Console;

namespace Sandbox.Scenarios;

/// <summary>Where a scenario is played: a running world, and somebody who watches.</summary>
/// <param name="world">The world.</param>
/// <param name="runs">The runs that nobody calls for.</param>
/// <param name="output">Where the steps are shown.</param>
internal sealed class Stage(SandboxWorld world, RunLog runs, IAnsiConsole output)
{
    /// <summary>The world.</summary>
    public SandboxWorld World => world;

    /// <summary>The runs that nobody calls for.</summary>
    public RunLog Runs => runs;

    /// <summary>What went otherwise than it should on the way, a sentence each.</summary>
    public IList<string> Contradictions { get; } = [];

    /// <summary>Says what happens.</summary>
    /// <param name="text">A line.</param>
    public void Say(string text) => output.WriteLine(text);

    /// <summary>Waits for what goes on elsewhere.</summary>
    /// <param name="condition">Whether it has come.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Whether it came.</returns>
    public static async Task<bool> UntilAsync(Func<Task<bool>> condition, TimeSpan limit, CancellationToken stop)
    {
        for (var begun = Stopwatch.GetTimestamp(); !await condition(); await Task.Delay(TimeSpan.FromMilliseconds(50), stop))
        {
            if (Stopwatch.GetElapsedTime(begun) > limit)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The one open kill in the store.</summary>
    /// <param name="stop">Gives up.</param>
    /// <returns>The name of its blob; <see langword="null"/> when there is none.</returns>
    public async Task<string?> FindOpenKillAsync(CancellationToken stop)
    {
        await foreach (var blob in world.Blobs!.Client.GetBlobsAsync(cancellationToken: stop))
        {
            if (blob.Name.StartsWith("open/", StringComparison.Ordinal))
            {
                return blob.Name;
            }
        }

        return null;
    }

    /// <summary>Calls a function without a body, with the function key, and shows that.</summary>
    /// <param name="method">How.</param>
    /// <param name="path">Where it is, below the host.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>What it answered; JSON that is undefined when it answered none.</returns>
    public async Task<(int Status, JsonElement Json)> SendAsync(HttpMethod method, string path, CancellationToken stop)
    {
        output.WriteLine($"{method} {new Uri(world.Functions.Url, path)}");
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        using var response = await world.Client.SendAsync(request, stop);
        var text = await response.Content.ReadAsStringAsync(stop);
        output.WriteLine($"{(int)response.StatusCode} {response.ReasonPhrase}");
        return ((int)response.StatusCode, FunctionAnswer.Parse(text));
    }

    /// <summary>Calls a function with the function key, and shows that.</summary>
    /// <param name="path">Where it is, below the host.</param>
    /// <param name="json">The body.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="shown">What is shown in place of the body.</param>
    /// <returns>What it answered, or why it did not.</returns>
    public async Task<FunctionAnswer> PostAsync(string path, string json, CancellationToken stop, string? shown = null)
    {
        output.WriteLine($"POST {new Uri(world.Functions.Url, path)} {shown ?? json}");
        var sent = TimeProvider.System.GetTimestamp();
        try
        {
            using var body = new StringContent(json, Encoding.UTF8, "application/json");
            using var response = await world.Client.PostAsync(new Uri(path, UriKind.Relative), body, stop);
            var text = await response.Content.ReadAsStringAsync(stop);
            output.WriteLine($"{(int)response.StatusCode} {response.ReasonPhrase} after {TimeProvider.System.GetElapsedTime(sent).TotalMilliseconds:0} ms");
            return FunctionAnswer.Read((int)response.StatusCode, text);
        }
        catch (HttpRequestException exception)
        {
            return FunctionAnswer.None($"The function gave no answer: {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            return FunctionAnswer.None(stop.IsCancellationRequested ? "Interrupted before the answer." : "The function gave no answer in time.");
        }
    }
}
