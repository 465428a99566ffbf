using System.Globalization;
using System.Text.Json;
using BlobSimulator;
using FunctionsHost;
using HtxSimulator;
using Sandbox.Scenarios;
using Sandbox.Soaking;
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
            WriteRaw(errors, $"{mistake}{Environment.NewLine}--help shows how to call the sandbox.");
            return WrongUse;
        }

        if (arguments.Help)
        {
            WriteRaw(output, CommandLine.Usage);
            return Success;
        }

        await using var azurite = arguments.NeedsAzurite ? await StartAzuriteAsync(stop) : null;
        if (arguments.NeedsAzurite && azurite is null)
        {
            return WrongUse;
        }

        using var runs = new RunLog();
        SandboxWorld world;
        try
        {
            world = await StartAsync(arguments, azurite, runs, stop);
        }
        catch (FunctionsHostException exception)
        {
            WriteRaw(errors, exception.Message);
            if (arguments.Once)
                WriteRaw(output, FunctionAnswer.None(exception.Message).Line);

            return WrongUse;
        }
        catch (Exception exception)
        {
            Finish(FunctionAnswer.None($"The sandbox did not start: {exception.Message}"), arguments);
            return Failure;
        }

        await using (world)
        {
            if (arguments.Soak is { } kills)
            {
                return await new KillSoak(world, output).RunAsync(kills, stop) ? Success : Failure;
            }

            return await RunAsync(new Stage(world, runs, output), arguments, stop);
        }
    }

    // Null, and said, when it does not start.
    private async Task<Azurite?> StartAzuriteAsync(CancellationToken stop)
    {
        output.WriteLine(Azurite.IsInstalled ? "Starting azurite ..." : "Starting azurite, which npm ci installs first; that takes half a minute or more, once ...");
        try
        {
            return await Azurite.StartAsync(stop);
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException)
        {
            WriteRaw(errors, exception.Message);
            return null;
        }
    }

    private Task<SandboxWorld> StartAsync(SandboxArguments arguments, Azurite? azurite, RunLog runs, CancellationToken stop) =>
        SandboxWorld.StartAsync(
            arguments.Soak is not null ? KillSoak.Options(arguments.Port, errors) : new SandboxWorldOptions
            {
                Port = arguments.Port,
                Published = arguments.Published ?? (arguments.Scenario.Store == ScenarioStore.Azurite ? BuiltApp.Folder : null),
                Blobs = azurite is null && arguments.Scenario.Store == ScenarioStore.Memory ? new SimulatedBlobs() : azurite,
                Accounts = arguments.Scenario.Accounts,
                Exchange = arguments.Exchange,
                ContractCodes = arguments.Exchange is null ? arguments.Scenario.ContractCodes : arguments.ContractCodes,
                Settings = arguments.Scenario.Settings,
                Place = arguments.Scenario.Place,
                Fault = arguments.Fault is { } name ? Fault.ByName[name] : null,
                Log = [new TerminalLoggerProvider(errors, arguments.Verbose), runs],
                Progress = part => output.WriteLine($"Starting {part} ..."),
            },
            stop);

    private async Task<int> RunAsync(Stage stage, SandboxArguments arguments, CancellationToken stop)
    {
        var scenario = arguments.Scenario;
        ShowParts(stage.World);
        if (stage.World.Exchange is not null)
        {
            new BookView(output).Show(stage.World.Placed, stage.World.Accounts);
        }

        var isRight = scenario.CheckAsync is { } checkAsync
            ? await CheckAsync(checkAsync(stage, stop), arguments)
            : await KillAsync(stage, arguments, stop);
        if (!arguments.Once)
        {
            await ServeAsync(stage, scenario, stop);
        }

        return isRight ? Success : Failure;
    }

    private async Task<bool> KillAsync(Stage stage, SandboxArguments arguments, CancellationToken stop)
    {
        var scenario = arguments.Scenario;
        var answer = await (scenario.Play?.Invoke(stage, stop) ?? stage.PostAsync(CurlLines.CancelPath, scenario.Body, stop));
        if (arguments.Verbose)
        {
            ShowSteps(stage.Runs);
        }

        return Finish(answer, arguments, stage.World.Exchange is { } exchange ? () => ShowBook(stage, exchange, arguments, answer) : null);
    }

    private async Task<bool> CheckAsync(Task<(bool IsRight, string LastLine)> check, SandboxArguments arguments)
    {
        bool isRight;
        string lastLine;
        try
        {
            (isRight, lastLine) = await check;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            (isRight, lastLine) = (false, FunctionAnswer.None($"The function gave no answer: {exception.Message}").Line);
        }

        output.WriteLine();
        output.WriteLine(isRight ? "Everything went as it should." : "It did NOT go as it should.");
        output.WriteLine();
        if (arguments.Once)
        {
            WriteRaw(output, lastLine);
        }

        return isRight;
    }

    private void ShowParts(SandboxWorld world)
    {
        output.WriteLine("Started:");
        output.WriteLine($"  identity   {world.Identity.Endpoint}");
        output.WriteLine($"  vault      {world.Vault.Uri}");
        output.WriteLine(world.Exchange is null ? $"  exchange   {world.ExchangeUrl} (not part of the sandbox)" : $"  exchange   {world.ExchangeUrl} (simulated)");
        if (world.Blobs is { } blobs)
        {
            output.WriteLine($"  store      {blobs.ContainerUri} ({(blobs is Azurite ? "Azurite" : "simulated")})");
        }

        output.WriteLine($"  functions  {world.Functions.Url}");
        if (world.Functions.WorkerProcessId is { } process)
        {
            output.WriteLine($"  worker     process {process}");
        }

        output.WriteLine();
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

    private bool ShowBook(Stage stage, SimulatedExchange exchange, SandboxArguments arguments, FunctionAnswer answer)
    {
        var scenario = arguments.Scenario;
        var (before, after) = (stage.World.Placed, exchange.RestingOrders);
        var met = exchange.Calls.Count(call => call.MetFault);
        if (arguments.Fault is not null && met == 0)
        {
            stage.Contradictions.Add("The fault was to be met by one call at least.");
        }

        var check = new BookCheck(scenario, stage.World.Accounts, before, after, answersMayBeLost: arguments.Fault is not null);
        string[] contradictions = [.. stage.Contradictions, .. check.Contradictions(answer)];
        output.WriteLine($"The simulated exchange: {before.Count} orders placed, {answer.Cancelled?.ToString(CultureInfo.InvariantCulture) ?? "?"} reported cancelled, {after.Count} resting.");
        output.WriteLine($"{check.Subject}: {(contradictions.Length == 0 ? "it held." : "it did NOT hold.")}");
        foreach (var contradiction in contradictions)
        {
            output.WriteLine($"  {contradiction}");
        }

        if (arguments.Fault is { } fault)
        {
            output.WriteLine($"Fault {fault}: {met} {(met == 1 ? "call" : "calls")} met it; the run {(contradictions.Length == 0 ? "recovered" : "did NOT recover")}.");
        }

        if (scenario.Note is { } note)
        {
            output.WriteLine(note);
        }

        output.WriteLine();
        return contradictions.Length == 0;
    }

    private void ShowSteps(RunLog runs)
    {
        foreach (var record in runs.Steps.Select(record => JsonElement.Parse(record)))
        {
            output.WriteLine($"Steps of account {record.Text("account")}, run {record.Text("run_id")}:");
            foreach (var step in record.GetProperty("steps").EnumerateArray())
            {
                WriteRaw(output, $"  {step.GetString()}");
            }

            output.WriteLine();
        }
    }

    private async Task ServeAsync(Stage stage, Scenario scenario, CancellationToken stop)
    {
        var world = stage.World;
        if (world.Exchange is not null)
        {
            // Each command below is to find orders.
            world.PlaceAnew();
            stage.Runs.KillFinished += world.PlaceAnew;
            output.WriteLine($"{world.Exchange.RestingOrders.Count} orders are placed anew, now and after each kill.");
            output.WriteLine();
        }

        foreach (var (title, command) in CurlLines.For(world.Functions, world.ContractCodes[0], scenario.Body))
        {
            output.WriteLine($"{title}:");
            WriteRaw(output, command);
            output.WriteLine();
        }

        WriteRaw(output, $"Page: {new Uri(world.Functions.Url, CurlLines.PagePath)}");
        WriteRaw(output, $"Its key: {world.Functions.HostKey}");
        output.WriteLine();
        output.WriteLine($"Serving {world.Functions.Url} until Ctrl-C.");
        var stopped = new TaskCompletionSource();
        await using var registration = stop.Register(stopped.SetResult);
        await stopped.Task;
    }

    // Past Spectre, which would break long lines at the terminal's width.
    private static void WriteRaw(IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(text);
}
