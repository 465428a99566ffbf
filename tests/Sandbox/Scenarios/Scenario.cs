using HtxSimulator;
using Sandbox.Terminal;

namespace Sandbox.Scenarios;

/// <summary>A case that the sandbox plays: accounts, a book, one call to cancel, and what is to come of it.</summary>
internal sealed record Scenario
{
    /// <summary>Its name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>What happens in it, as a line of the help.</summary>
    public required string Summary { get; init; }

    /// <summary>The accounts; at least one.</summary>
    public IReadOnlyList<SandboxAccount> Accounts { get; init; } = [new(SandboxWorld.AccountName)];

    /// <summary>The contracts that orders are placed on.</summary>
    public required IReadOnlyList<string> ContractCodes { get; init; }

    /// <summary>Places the orders of one account.</summary>
    public required Action<SimulatedAccount> Place { get; init; }

    /// <summary>The call's body.</summary>
    public string Body { get; init; } = CurlLines.TargetBody;

    /// <summary>App settings, over those of the world.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where the app keeps its open kills.</summary>
    public ScenarioStore Store { get; init; }

    /// <summary>What is done instead of the one call, and what came of it in the end; <see langword="null"/> for the call.</summary>
    public Func<Stage, CancellationToken, Task<FunctionAnswer>>? Play { get; init; }

    /// <summary>Whether the call is to cancel an order: said here anew, so that the app is not measured by its own rule.</summary>
    public required Predicate<SimulatedOrder> IsInScope { get; init; }

    /// <summary>The accounts that are to be answered <c>refused</c>, and the words that each of their contracts says why with; all others are to end clear.</summary>
    public IReadOnlyDictionary<string, string> Refusals { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What is checked instead of a kill: whether all went as it should, and the line that the output ends with.
    /// </summary>
    public Func<Stage, CancellationToken, Task<(bool IsRight, string LastLine)>>? CheckAsync { get; init; }

    /// <summary>Why what comes of it is right, where that is not plain.</summary>
    public string? Note { get; init; }
}
