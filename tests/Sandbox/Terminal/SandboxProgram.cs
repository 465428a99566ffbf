using System.Globalization;
using System.Text;
using HtxSimulator;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sandbox.Scenarios;
using Spectre.Console;

namespace Sandbox.Terminal;

/// <summary>Starts a world, cancels in it once, shows what happened, and serves it until told to stop.</summary>
/// <param name="output">Where the steps and the report go.</param>
/// <param name="errors">Where mistakes and the log go.</param>
internal sealed class SandboxProgram(IAnsiConsole output, IAnsiConsole errors)
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int WrongUse = 2;

    /// <summary>Runs the sandbox.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="stop">Ends serving, and gives up what is under way.</param>
    /// <returns>The exit code: 0 when all went as it should, 1 when not, 2 when it was called wrongly.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken stop)
    {
        if (!CommandLine.TryParse(args, out var arguments, out var mistake))
        {
            WriteRaw(errors, $"{mistake}{Environment.NewLine}{Environment.NewLine}{CommandLine.Usage}");
            return WrongUse;
        }

        if (arguments.Help)
        {
            WriteRaw(output, CommandLine.Usage);
            return Success;
        }

        SandboxWorld world;
        try
        {
            world = await StartAsync(arguments, stop);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            var inUse = $"Port {arguments.Port} is in use. Choose another one with --port, or --port 0 for any free one.";
            WriteRaw(errors, inUse);
            Finish(FunctionAnswer.None(inUse), arguments);
            return WrongUse;
        }
        catch (Exception exception)
        {
            Finish(FunctionAnswer.None($"The sandbox did not start: {exception.Message}"), arguments);
            return Failure;
        }

        await using (world)
        {
            return await RunAsync(world, arguments, stop);
        }
    }

    private Task<SandboxWorld> StartAsync(SandboxArguments arguments, CancellationToken stop) =>
        SandboxWorld.StartAsync(
            new SandboxWorldOptions
            {
                Port = arguments.Port,
                Accounts = arguments.Scenario.Accounts,
                Exchange = arguments.Exchange,
                ContractCodes = arguments.Exchange is null ? arguments.Scenario.ContractCodes : arguments.ContractCodes,
                ConfigureServices = services => services.AddLogging(logging => logging.AddProvider(new TerminalLoggerProvider(errors))),
            },
            stop);

    private async Task<int> RunAsync(SandboxWorld world, SandboxArguments arguments, CancellationToken stop)
    {
        ShowParts(world);
        var before = Place(world, arguments.Scenario);
        var answer = await CancelAsync(world, arguments.Scenario.Body, stop);
        var isRight = Finish(answer, arguments, world.Exchange is { } exchange ? () => ShowBook(world, exchange, arguments.Scenario, answer, before) : null);
        if (!arguments.Once)
        {
            await ServeAsync(world, arguments.Scenario, stop);
        }

        return isRight ? Success : Failure;
    }

    private void ShowParts(SandboxWorld world)
    {
        output.WriteLine("Started:");
        output.WriteLine($"  identity   {world.Identity.Endpoint}");
        output.WriteLine($"  vault      {world.Vault.Uri}");
        output.WriteLine(world.Exchange is null ? $"  exchange   {world.ExchangeUrl} (not part of the sandbox)" : $"  exchange   {world.ExchangeUrl} (simulated)");
        output.WriteLine($"  functions  {world.Functions.Url}");
        output.WriteLine();
    }

    private IReadOnlyList<SimulatedOrder> Place(SandboxWorld world, Scenario scenario)
    {
        if (world.Exchange is not { } exchange)
        {
            return [];
        }

        foreach (var account in world.Accounts.Values)
        {
            scenario.Place(account);
        }

        var orders = exchange.RestingOrders;
        new BookView(output).Show(orders, world.Accounts);
        return orders;
    }

    private async Task<FunctionAnswer> CancelAsync(SandboxWorld world, string json, CancellationToken stop)
    {
        output.WriteLine($"POST {new Uri(world.Functions.Url, CurlLines.CancelPath)} {json}");
        var sent = TimeProvider.System.GetTimestamp();
        try
        {
            using var body = new StringContent(json, Encoding.UTF8, "application/json");
            using var response = await world.Client.PostAsync(new Uri(CurlLines.CancelPath, UriKind.Relative), body, stop);
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

    private bool Finish(FunctionAnswer answer, SandboxArguments arguments, Func<bool>? checkBook = null)
    {
        new ReportView(output).Show(answer);
        var isRight = checkBook?.Invoke() ?? answer.IsClear;
        if (arguments.Once)
        {
            // Nothing may follow, and nothing may wrap it.
            WriteRaw(output, answer.Line);
        }

        return isRight;
    }

    private bool ShowBook(SandboxWorld world, SimulatedExchange exchange, Scenario scenario, FunctionAnswer answer, IReadOnlyList<SimulatedOrder> before)
    {
        var after = exchange.RestingOrders;
        var check = new BookCheck(scenario, world.Accounts, before, after);
        var contradictions = check.Contradictions(answer);
        output.WriteLine($"The simulated exchange: {before.Count} orders placed, {answer.Cancelled?.ToString(CultureInfo.InvariantCulture) ?? "?"} reported cancelled, {after.Count} resting.");
        output.WriteLine($"{check.Subject}: {(contradictions.Count == 0 ? "it held." : "it did NOT hold.")}");
        foreach (var contradiction in contradictions)
        {
            output.WriteLine($"  {contradiction}");
        }

        if (scenario.Note is { } note)
        {
            output.WriteLine(note);
        }

        output.WriteLine();
        return contradictions.Count == 0;
    }

    private async Task ServeAsync(SandboxWorld world, Scenario scenario, CancellationToken stop)
    {
        foreach (var (title, command) in CurlLines.For(world.Functions, world.ContractCodes[0], scenario.Body))
        {
            output.WriteLine($"{title}:");
            WriteRaw(output, command);
            output.WriteLine();
        }

        output.WriteLine($"Serving {world.Functions.Url} until Ctrl-C.");
        var stopped = new TaskCompletionSource();
        await using var registration = stop.Register(stopped.SetResult);
        await stopped.Task;
    }

    // Past Spectre, which would break long lines at the terminal's width.
    private static void WriteRaw(IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(text);
}
