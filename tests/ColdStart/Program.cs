using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using ColdStart;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sandbox.Vault;

// One process from its start to its first cancel: the app, or a bare host that makes the same calls with the same SDKs.
// The benchmarks start it, with the settings in its environment.
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
var vault = new Uri(builder.Configuration["KeyVault:Uri"]!);
using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(builder.Configuration["ColdStart:VaultCertificate"]!));
using var transport = new VaultTransport(vault.Host, builder.Configuration.GetValue<int>("ColdStart:VaultPort"), certificate);
builder.Services.AddSingleton<HttpPipelineTransport>(transport.Pipeline);
await (args is ["bare"] ? BareHost.RunAsync(builder) : AppHost.RunAsync(builder));
