using System.Text;
using System.Text.Json;
using HtxCancel.Cancellation;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Settings;
using HtxFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.Functions;

namespace HtxFunctions.Tests.Drivers;

/// <summary>Reads a call to cancel as the app does, and goes no further.</summary>
internal static class RequestDriver
{
    /// <summary>What a call comes to in an app with these accounts; one whose name starts with "off" is switched off.</summary>
    public static async Task<CancelRequest> ReadAsync(string? json, string query, params string[] accounts)
    {
        var settings = accounts.Select(name => KeyValuePair.Create($"Accounts:{name}:SecretName", (string?)(name.StartsWith("off", StringComparison.Ordinal) ? "" : name)))
            .Append(new("Targets:bots:ContractCodes", "BTC-USDT"));
        var reader = new CancelRequestReader(AccountsAndTargets.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));

        var http = new DefaultHttpContext().Request;
        (http.Method, http.Scheme, http.Host, http.Path, http.QueryString) = ("POST", "https", new HostString("app.example"), "/api/orders/cancel", new QueryString(query));
        if (json is not null)
        {
            var body = Encoding.UTF8.GetBytes(json);
            (http.ContentType, http.ContentLength, http.Body) = ("application/json", body.Length, new MemoryStream(body));
        }

        using var services = new ServiceCollection().BuildServiceProvider();
        return await reader.ReadAsync(await HostedRequest.ReadAsync(http, new Invocation("CancelOrders", services, CancellationToken.None)));
    }

    /// <summary>A scope as the report echoes it.</summary>
    public static string Echo(CancelScope scope) => JsonSerializer.Serialize(scope, ReportJson.Default.CancelScope);
}
