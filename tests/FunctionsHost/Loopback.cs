using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FunctionsHost;

/// <summary>Web applications that listen on this machine only.</summary>
public static class Loopback
{
    /// <summary>An application with Kestrel and routing and nothing else: no configuration, no logging, no signals.</summary>
    /// <param name="port">The port on 127.0.0.1; 0 for any free one.</param>
    /// <param name="listen">What the port speaks; http when <see langword="null"/>.</param>
    /// <returns>The builder.</returns>
    public static WebApplicationBuilder CreateBuilder(int port, Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen ?? (_ => { })));
        builder.Services.AddRoutingCore();

        // Whoever started the application stops it; by default it would take the process's Ctrl-C for itself.
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, OwnedLifetime>());
        return builder;
    }

    /// <summary>Where a started application listens.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The address, such as http://127.0.0.1:7071/.</returns>
    public static Uri AddressOf(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        return new Uri(addresses!.Addresses.Single());
    }

    private const string ThisMachine = "127.0.0.1,localhost,[::1]";

    /// <summary>Keeps calls within this machine away from a proxy that the environment names.</summary>
    public static void BypassProxy()
    {
        foreach (var variable in (string[])["NO_PROXY", "no_proxy"])
        {
            var hosts = Environment.GetEnvironmentVariable(variable);
            Environment.SetEnvironmentVariable(variable, string.IsNullOrEmpty(hosts) ? ThisMachine : $"{hosts},{ThisMachine}");
        }
    }
}
