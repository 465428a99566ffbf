using Benchmarks.Clients;
using HtxFunctions;
using HtxFunctions.Functions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ColdStart;

/// <summary>The app: it starts, and its first call comes at once.</summary>
internal static class AppHost
{
    /// <summary>Runs until the first call is answered.</summary>
    public static async Task RunAsync(HostApplicationBuilder builder)
    {
        builder.Services.AddHtxFunctions(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync();
        var function = ActivatorUtilities.CreateInstance<CancelOrders>(host.Services);
        await function.RunAsync(new FunctionCall(host.Services, """{"contract_code":"BTC-USDT"}"""));
        await host.StopAsync();
    }
}
