using BlobSimulator;
using HtxSimulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sandbox.Identity;

namespace Sandbox;

/// <summary>What a <see cref="SandboxWorld"/> is made of.</summary>
internal sealed record SandboxWorldOptions
{
    /// <summary>The port of the functions on 127.0.0.1; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// A folder with the published app, to be run as a process of its own, on the system's clock and without other services;
    /// <see langword="null"/> runs the app in this process.
    /// </summary>
    public string? Published { get; init; }

    /// <summary>The contracts of the target <see cref="SandboxWorld.Target"/>; the simulator knows them, beside its own.</summary>
    public IReadOnlyList<string> ContractCodes { get; init; } = ["BTC-USDT", "ETH-USDT", "XRP-USDT"];

    /// <summary>The exchange to use instead of the simulator.</summary>
    public ExchangeAccess? Exchange { get; init; }

    /// <summary>The accounts; at least one, and only one when <see cref="Exchange"/> is given, which then brings its key.</summary>
    public IReadOnlyList<SandboxAccount> Accounts { get; init; } = [new(SandboxWorld.AccountName)];

    /// <summary>The clock of the app and of the simulator. Tokens and certificates go by the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>App settings, over those of the world; <see langword="null"/> makes a setting empty.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Places the orders of each account at the simulator, before the functions start and a schedule could come due.</summary>
    public Action<SimulatedAccount>? Place { get; init; }

    /// <summary>Sets what goes wrong at the simulator, which the app then knows by two hosts; <see langword="null"/> for nothing.</summary>
    public Action<SimulatedExchange>? Fault { get; init; }

    /// <summary>
    /// Where the app keeps its open kills: <see cref="SimulatedBlobs"/>, or <see cref="Azurite"/>, which alone a published app can
    /// reach. Its owner disposes of it, and may share it with other worlds. <see langword="null"/> for an app without a store.
    /// </summary>
    public IBlobContainer? Blobs { get; init; }

    /// <summary>Adds services after the app's own, which it may replace so.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }

    /// <summary>Hears of each part that is started; <see langword="null"/> for nobody.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Where the log goes that the functions host keeps: its own lines, and what it relays of the app's.</summary>
    public IReadOnlyList<ILoggerProvider> Log { get; init; } = [];

    /// <summary>
    /// An identity that is already in the environment, so that several worlds can run side by side in one process.
    /// Its owner disposes of it. Without one the world puts its own into the environment, and must be the only one.
    /// </summary>
    public IdentityStandIn? Identity { get; init; }
}
