using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sandbox.Functions;

/// <summary>
/// A stand-in for the Azure Functions host: serves the HTTP functions of an assembly on 127.0.0.1, behind keys, and
/// runs its timer functions on their schedules and on demand. The functions' services are those of its own web application, so their
/// hosted services and start-up validation run.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    // The real host's limit.
    private const long MaxRequestBody = 100 * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly Dictionary<string, DiscoveredFunction> _functions;

    private FunctionsHost(WebApplication app, FunctionsHostOptions options)
    {
        _app = app;
        _functions = DiscoveredFunction.AllOf(options.Assembly).ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);
        FunctionKey = options.FunctionKey;
        MasterKey = options.MasterKey;
    }

    /// <summary>Where it listens, such as http://127.0.0.1:7071/.</summary>
    public Uri Url => Loopback.AddressOf(_app);

    /// <summary>Opens the functions.</summary>
    public string FunctionKey { get; }

    /// <summary>Opens the functions and /admin.</summary>
    public string MasterKey { get; }

    /// <summary>The functions' services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a host.</summary>
    /// <param name="options">What to serve.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The host, listening.</returns>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<FunctionsHost> StartAsync(FunctionsHostOptions options, CancellationToken cancellationToken = default)
    {
        var builder = Loopback.CreateBuilder(options.Port);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxRequestBody);
        builder.Configuration.AddConfiguration(options.Configuration);
        options.ConfigureServices(builder.Services);

        // Added after the functions' own hosted services, so stopped before them: they still serve the last runs.
        builder.Services.AddSingleton<TimerRuns>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TimerRuns>());
        builder.Services.AddHostedService(services => CreateSchedules(options, services));

        var app = builder.Build();
        try
        {
            var host = new FunctionsHost(app, options);
            host.MapFunctions();
            await app.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a timer function and waits for its end.</summary>
    /// <param name="functionName">The function.</param>
    /// <param name="timer">What it is told.</param>
    /// <param name="cancellationToken">What the function gets as its token.</param>
    /// <returns>A task that fails as the function fails.</returns>
    public Task RunTimerAsync(string functionName, TimerInfo timer, CancellationToken cancellationToken = default) =>
        _functions[functionName].RunTimerAsync(timer, _app.Services.GetRequiredService<IServiceScopeFactory>(), cancellationToken);

    /// <summary>Stops listening, waits for runs under way as long as the shutdown time-out allows, and frees everything.</summary>
    /// <returns>A task that ends with it.</returns>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    // As on the real host, a timer function that is disabled or has no readable schedule can still be started by hand.
    private static TimerSchedules CreateSchedules(FunctionsHostOptions options, IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILogger<FunctionsHost>>();
        var timers = new List<(DiscoveredFunction, TimerSchedule)>();
        foreach (var function in DiscoveredFunction.AllOf(options.Assembly))
        {
            if (function.Trigger is not TimerTriggerAttribute trigger || TimerSchedule.IsDisabled(function.Name, options.Configuration))
            {
                continue;
            }

            try
            {
                timers.Add((function, TimerSchedule.Read(trigger, options.Configuration)));
            }
            catch (FormatException exception)
            {
                logger.ScheduleUnreadable(function.Name, exception.Message);
            }
        }

        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        return new TimerSchedules(timers, time, services.GetRequiredService<IServiceScopeFactory>(), logger);
    }

    private void MapFunctions()
    {
        var keys = new FunctionKeys(FunctionKey, MasterKey);
        var logger = _app.Services.GetRequiredService<ILogger<FunctionsHost>>();
        var timers = new Dictionary<string, DiscoveredFunction>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in _functions.Values)
        {
            switch (function.Trigger)
            {
                case HttpTriggerAttribute trigger:
                    new HttpEndpoint(function, trigger, keys, logger).Map(_app);
                    break;
                case TimerTriggerAttribute:
                    timers.Add(function.Name, function);
                    break;
                default:
                    throw new NotSupportedException($"The sandbox cannot start {function.Name}: its trigger is unknown.");
            }
        }

        new AdminEndpoint(timers, keys, logger).Map(_app);
    }
}
