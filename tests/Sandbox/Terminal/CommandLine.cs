using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using HtxSimulator;
using Sandbox.Scenarios;
using Sandbox.Soaking;

namespace Sandbox.Terminal;

/// <summary>Reads the command line. What it says about a mistake never repeats a value, which could be a secret.</summary>
internal sealed partial class CommandLine
{
    /// <summary>How to call the sandbox.</summary>
    public static string Usage { get; } = $"""
        Usage: Sandbox [--once] [--verbose] [--port N] [--published FOLDER] [--scenario NAME] [--fault NAME]
               Sandbox --soak N [--port N]
               Sandbox [--once] [--verbose] [--port N] [--published FOLDER] --exchange URL --access-key K --secret-key S --contract CODE [--contract CODE ...]

        Runs the app with a simulated exchange, key vault and identity on this machine, places orders, cancels them,
        shows the report, compares it with the exchange's book, and serves the functions until Ctrl-C.

          --scenario NAME   What is placed and cancelled. Default: {Catalogue.Single.Name}.
        {string.Join(Environment.NewLine, Catalogue.All.Select(scenario => $"                      {scenario.Name,-15} {scenario.Summary}"))}
          --fault NAME      What goes wrong at the simulated exchange: {string.Join(", ", Fault.ByName.Keys)}.
          --once            End after the report. Its JSON is the last line of the output; the exit code is 0
                            only when it went as it should: at --exchange, when the outcome is clear.
          --verbose         Show the app's log, too, and each step of a run: what was asked of the exchange, and what it answered.
          --soak N          Fire N kills, {KillSoak.MinimumKills} to {KillSoak.MaximumKills}, and end with the figures of each quarter; the exit code is 0
                            only when all were clear, and memory, threads and sockets did not grow.
          --port N          The port of the functions on 127.0.0.1; 0 takes any free one. Default: 7071.
          --published FOLDER  Run what dotnet publish wrote there, as a process of its own. Linux and macOS.
                            Without it the scenario crash runs the app as it was built.
          --exchange URL    Cancel at this exchange instead: https, or http on this machine. Nothing is placed there.
          --access-key K    The API key for --exchange.
          --secret-key S    Its secret half.
          --contract CODE   A contract to cancel at --exchange, such as BTC-USDT, may be repeated; or '*' alone for every contract.
          --help            Show this.
        """;

    private readonly Dictionary<string, string> _values = [];
    private readonly List<string> _contractCodes = [];
    private bool _help;
    private bool _once;
    private bool _verbose;

    private CommandLine()
    {
    }

    // The one that is asked for; null when there is none of that name.
    private Scenario? Scenario =>
        _values.TryGetValue("--scenario", out var name) ? Catalogue.All.FirstOrDefault(scenario => scenario.Name == name) : Catalogue.Single;

    /// <summary>Reads a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="arguments">What they ask for.</param>
    /// <param name="mistake">What is wrong with them, as a sentence.</param>
    /// <returns>Whether nothing is wrong.</returns>
    public static bool TryParse(
        IReadOnlyList<string> args, [NotNullWhen(true)] out SandboxArguments? arguments, [NotNullWhen(false)] out string? mistake)
    {
        var line = new CommandLine();
        arguments = null;
        mistake = line.Read(args);
        if (mistake is null && line._help)
        {
            arguments = new SandboxArguments { Help = true };
            return true;
        }

        mistake ??= line.CheckPort() ?? line.CheckSoak() ?? line.CheckScenario() ?? line.CheckFault() ?? line.CheckExchange();
        if (mistake is not null)
        {
            return false;
        }

        arguments = line.Build();
        return true;
    }

    private string? Read(IReadOnlyList<string> args)
    {
        for (var index = 0; index < args.Count; index++)
        {
            switch (args[index])
            {
                case "--help" or "-h":
                    _help = true;
                    break;
                case "--verbose":
                    _verbose = true;
                    break;
                case "--once":
                    _once = true;
                    break;
                case "--contract" or "--port" or "--published" or "--soak" or "--scenario" or "--fault" or "--exchange" or "--access-key" or "--secret-key":
                    var option = args[index++];
                    if (index == args.Count || args[index].Length == 0 || args[index].StartsWith("--", StringComparison.Ordinal))
                    {
                        return $"{option} needs a value.";
                    }

                    if (option == "--contract")
                    {
                        _contractCodes.Add(args[index].Trim().ToUpperInvariant());
                    }
                    else if (!_values.TryAdd(option, args[index]))
                    {
                        return $"{option} is given twice.";
                    }

                    break;
                case var other:
                    return other.StartsWith("--", StringComparison.Ordinal)
                        ? $"{other.Split('=')[0]} is not an option, or needs its value as an argument of its own."
                        : $"Argument {index + 1} is not an option.";
            }
        }

        return null;
    }

    private string? CheckPort() =>
        !_values.TryGetValue("--port", out var port) || ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? null
            : "--port is not a number from 0 to 65535.";

    private string? CheckSoak() =>
        !_values.TryGetValue("--soak", out var kills) ? null
        : _once || _verbose || _values.ContainsKey("--scenario") || _values.ContainsKey("--fault") || _values.ContainsKey("--exchange") || _values.ContainsKey("--published")
            ? "--soak stands alone, or beside --port: it places its own orders at the simulator, and ends by itself."
        : int.TryParse(kills, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= KillSoak.MinimumKills and <= KillSoak.MaximumKills ? null
        : $"--soak is not a number of kills from {KillSoak.MinimumKills} to {KillSoak.MaximumKills}.";

    private string? CheckScenario() =>
        !_values.ContainsKey("--scenario") ? null
        : _values.ContainsKey("--exchange") ? "--scenario cannot stand beside --exchange, where nothing is placed."
        : Scenario is null ? $"--scenario is not one of {string.Join(", ", Catalogue.All.Select(scenario => scenario.Name))}."
        : null;

    private string? CheckFault() =>
        !_values.TryGetValue("--fault", out var fault) ? null
        : _values.ContainsKey("--exchange") ? "--fault cannot stand beside --exchange, which is not simulated."
        : !Fault.ByName.ContainsKey(fault) ? $"--fault is not one of {string.Join(", ", Fault.ByName.Keys)}."
        : null;

    private string? CheckExchange()
    {
        if (!_values.TryGetValue("--exchange", out var url))
        {
            return _contractCodes.Count > 0 || _values.ContainsKey("--access-key") || _values.ContainsKey("--secret-key")
                ? "--access-key, --secret-key and --contract belong to --exchange, which is missing."
                : null;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !IsExchange(uri))
        {
            return "--exchange is not an https address (http on this machine only) without a path.";
        }

        if (!_values.ContainsKey("--access-key") || !_values.ContainsKey("--secret-key"))
        {
            return "--exchange needs --access-key and --secret-key.";
        }

        if (_contractCodes.Count == 0)
        {
            return "--exchange needs at least one --contract.";
        }

        return _contractCodes is ["*"] || _contractCodes.TrueForAll(code => ContractCode().IsMatch(code))
            ? null
            : "--contract is not one contract code, such as BTC-USDT, nor * alone.";
    }

    private static bool IsExchange(Uri uri) =>
        (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri.PathAndQuery == "/"
        && uri.Fragment.Length == 0
        && uri.UserInfo.Length == 0;

    private SandboxArguments Build() => new()
    {
        Once = _once,
        Verbose = _verbose,
        Scenario = Scenario!,
        Fault = _values.GetValueOrDefault("--fault"),
        Soak = _values.TryGetValue("--soak", out var kills) ? int.Parse(kills, CultureInfo.InvariantCulture) : null,
        Port = _values.TryGetValue("--port", out var port) ? int.Parse(port, CultureInfo.InvariantCulture) : new SandboxArguments().Port,
        Published = _values.GetValueOrDefault("--published"),
        Exchange = _values.TryGetValue("--exchange", out var url) ? new ExchangeAccess(url, _values["--access-key"], _values["--secret-key"]) : null,
        ContractCodes = [.. _contractCodes.Distinct()],
    };

    [GeneratedRegex("^[A-Z0-9]{1,32}-USDT$")]
    private static partial Regex ContractCode();
}
