using Sandbox.Scenarios;

namespace Sandbox.Terminal;

/// <summary>What the command line asked for.</summary>
internal sealed class SandboxArguments
{
    /// <summary>Whether only the help was asked for.</summary>
    public bool Help { get; init; }

    /// <summary>Whether to end after the first kill.</summary>
    public bool Once { get; init; }

    /// <summary>Whether to show each step of a run.</summary>
    public bool Verbose { get; init; }

    /// <summary>What is played; at <see cref="Exchange"/> no more than its call.</summary>
    public Scenario Scenario { get; init; } = Catalogue.Single;

    /// <summary>Whether its open kills are in Azurite, which alone an app in a process of its own can reach.</summary>
    public bool NeedsAzurite => Scenario.Store == ScenarioStore.Azurite || (Scenario.Store == ScenarioStore.Memory && Published is not null);

    /// <summary>The name of what goes wrong at the simulator; <see langword="null"/> for nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>How many kills are fired instead; <see langword="null"/> for none.</summary>
    public int? Soak { get; init; }

    /// <summary>The port of the functions on 127.0.0.1; 0 for any free one.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>Where the published app is; <see langword="null"/> for the app in this process.</summary>
    public string? Published { get; init; }

    /// <summary>The exchange to use; <see langword="null"/> for the simulator.</summary>
    public ExchangeAccess? Exchange { get; init; }

    /// <summary>The contracts to cancel at <see cref="Exchange"/>; empty without one.</summary>
    public IReadOnlyList<string> ContractCodes { get; init; } = [];
}
