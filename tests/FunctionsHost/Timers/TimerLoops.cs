using FunctionsHost.Functions;
using FunctionsHost.Protocol;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Timers;

/// <summary>
/// Runs timer functions on their schedules and by hand. As on the real host, runs of one schedule never overlap, one that takes
/// longer than its interval is followed by another at once, and a run that fails stops nothing.
/// </summary>
internal sealed class TimerLoops : IAsyncDisposable
{
    // A delay knows some fifty days at most.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly Dictionary<string, (FunctionInfo Function, FunctionTrigger.Timer Trigger)> _functions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TimerSchedule> _schedules = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private readonly Invoker _invoker;
    private readonly FunctionAppOptions _options;
    private readonly ILogger _logger;

    /// <param name="functions">All functions.</param>
    /// <param name="settings">The app settings, which schedules name.</param>
    /// <param name="invoker">Runs them.</param>
    /// <param name="options">Clock, log and last ticks.</param>
    public TimerLoops(IEnumerable<FunctionInfo> functions, AppSettings settings, Invoker invoker, FunctionAppOptions options)
    {
        (_invoker, _options, _logger) = (invoker, options, options.Log.CreateLogger("Host.Startup"));
        foreach (var function in functions)
        {
            if (function.Trigger is FunctionTrigger.Timer trigger)
            {
                _functions.Add(function.Name, (function, trigger));
                ReadSchedule(function.Name, trigger, settings);
            }
        }
    }

    private DateTime Now => _options.Time.GetUtcNow().UtcDateTime;

    /// <summary>Starts the schedules.</summary>
    public void Start()
    {
        foreach (var (name, schedule) in _schedules)
        {
            Own(LoopAsync(name, schedule));
        }
    }

    /// <summary>Runs a function, and waits for its end.</summary>
    public Task RunAsync(string name, TimerTick tick)
    {
        var (function, trigger) = _functions[name];
        return _invoker.RunAsync(function, Request(trigger, tick), _stopped.Token);
    }

    /// <summary>Starts a function as somebody who presses a button does, between two runs of its schedule.</summary>
    /// <returns>Whether there is such a function.</returns>
    public bool TryStartByHand(string name)
    {
        if (!_functions.ContainsKey(name))
        {
            return false;
        }

        var now = Now;
        Own(TryRunAsync(name, new TimerTick(IsPastDue: false, new TimerStatus(now.AddHours(-1), now.AddHours(1), now.AddHours(-1)))));
        return true;
    }

    /// <summary>Starts nothing more, and cancels the tokens of what runs.</summary>
    public Task StopAsync() => _stopped.CancelAsync();

    /// <summary>Waits for what runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void ReadSchedule(string name, FunctionTrigger.Timer trigger, AppSettings settings)
    {
        try
        {
            var schedule = TimerSchedule.Read(trigger.Schedule, settings);
            if (!settings.Disable(name))
            {
                _schedules.Add(name, schedule);
            }
        }
        catch (FormatException exception)
        {
            // No more can be started of it, by hand either.
            _functions.Remove(name);
            _logger.FunctionDisabled(name, exception.Message);
        }
    }

    private async Task LoopAsync(string name, TimerSchedule schedule)
    {
        var last = _options.LastTicks.GetValueOrDefault(name);
        if (last != default && schedule.MissedSince(last, Now) is { } missed)
        {
            last = Now;
            await TryRunAsync(name, missed);
        }

        var due = schedule.NextAfter(Now);
        while (true)
        {
            for (var left = due - Now; left > TimeSpan.Zero; left = due - Now)
            {
                await Task.Delay(left < LongestDelay ? left : LongestDelay, _options.Time, _stopped.Token);
            }

            _stopped.Token.ThrowIfCancellationRequested();
            var begun = Now;
            await TryRunAsync(name, schedule.TickAt(last, due, isPastDue: false));
            (last, due) = (begun, schedule.NextAfter(begun));
        }
    }

    private Task<InvocationResponse?> TryRunAsync(string name, TimerTick tick)
    {
        var (function, trigger) = _functions[name];
        return _invoker.InvokeAsync(function, Request(trigger, tick), _stopped.Token);
    }

    private void Own(Task run)
    {
        lock (_gate)
        {
            _running.RemoveWhere(task => task.IsCompleted);
            _running.Add(run);
        }
    }

    private static InvocationRequest Request(FunctionTrigger.Timer trigger, TimerTick tick) =>
        new() { InputData = { new ParameterBinding { Name = trigger.Binding, Data = new() { Json = tick.ToJson() } } } };
}
