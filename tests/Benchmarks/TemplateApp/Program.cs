using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TemplateApp;

var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddSingleton<BareExchange>();
builder.Build().Run();
