using System.Diagnostics;
using System.Text.Json;

namespace Benchmarks.Exchange;

/// <summary>The client's end of an <see cref="ExchangeServer"/>.</summary>
internal sealed class ExchangeProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ExchangeProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    /// <summary>Where it listens, such as http://127.0.0.1:5080/.</summary>
    public Uri Url { get; }

    /// <summary>Its two names, as HTX has two hosts.</summary>
    public string BaseUrls => BothNamesOf(Url);

    /// <summary>The two names of an exchange that listens on 127.0.0.1, as the app's setting wants them.</summary>
    public static string BothNamesOf(Uri url) => $"{url},{new UriBuilder(url) { Host = "localhost" }.Uri}";

    /// <summary>Starts one with accounts on v1 (0) or v5 (2) and the contracts of <see cref="Contracts"/>.</summary>
    public static async Task<ExchangeProcess> StartAsync(int accounts, int assetMode = 0, int contracts = 1)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["exchange"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var url = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The exchange did not start.");
        var exchange = new ExchangeProcess(process, new Uri(url));
        await exchange.DoAsync($"contracts {contracts}");
        await exchange.DoAsync($"accounts {accounts} {assetMode}");
        return exchange;
    }

    /// <summary>Tells it to do something.</summary>
    public async Task<string> DoAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() is { } answer and not "what?"
            ? answer
            : throw new InvalidOperationException($"The exchange did not understand '{command}'.");
    }

    /// <summary>How often an account called each path.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CallsOfAsync(int account) =>
        JsonSerializer.Deserialize<Dictionary<string, int>>(await DoAsync($"calls {account}"))!;

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
