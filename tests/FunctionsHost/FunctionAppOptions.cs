using System.Buffers.Text;
using System.Security.Cryptography;
using FunctionsHost.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsHost;

/// <summary>What a <see cref="FunctionApp"/> runs, and how.</summary>
public sealed class FunctionAppOptions
{
    /// <summary>Starts the workers.</summary>
    public required IWorkerLauncher Worker { get; init; }

    /// <summary>
    /// The app settings, which worker and host see; a name's parts are separated by colons or by two underscores. One that is
    /// <see langword="null"/> is not there, whatever the environment says.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The port of the functions on 127.0.0.1; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>The key that opens every function.</summary>
    public string HostKey { get; init; } = NewKey();

    /// <summary>The key that opens every function and /admin.</summary>
    public string MasterKey { get; init; } = NewKey();

    /// <summary>
    /// When timer functions ran last, UTC, by name: what the real host keeps in its storage. A function that should have run
    /// since then runs at once, past due.
    /// </summary>
    public IReadOnlyDictionary<string, DateTime> LastTicks { get; init; } = new Dictionary<string, DateTime>();

    /// <summary>
    /// The clock of schedules and time-outs. Fake time may move only while <see cref="FunctionApp.Running"/> is 0 or what runs is
    /// known to wait: what a worker and its host say to each other takes real time.
    /// </summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Called each time an invocation is about to be written to its worker's connection, which waits for it; for measuring.</summary>
    public Action? InvocationSending { get; init; }

    /// <summary>Where the log goes: what the functions log, under <c>Function.&lt;name&gt;.User</c>, and what the host does.</summary>
    public ILoggerFactory Log { get; init; } = NullLoggerFactory.Instance;

    internal static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
