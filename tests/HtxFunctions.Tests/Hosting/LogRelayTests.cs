using Microsoft.Extensions.Logging;

namespace HtxFunctions.Tests.Hosting;

/// <summary>What the functions host relays of a worker's log.</summary>
public sealed class LogRelayTests
{
    [Fact]
    public async Task A_line_arrives_with_message_level_the_functions_category_and_the_events_name()
    {
        await using var probe = await ProbeApp.StartAsync();

        await probe.Client.GetAsync("api/write?first");

        var line = Assert.Single(probe.Log, line => line.Category == "Function.Write.User" && line.Id.Name == "ProbeWrote");
        Assert.Equal((LogLevel.Warning, 0, "The probe wrote ?first"), (line.Level, line.Id.Id, line.Message));
    }

    [Fact]
    public async Task A_metric_arrives_with_its_properties()
    {
        await using var probe = await ProbeApp.StartAsync();

        await probe.Client.GetAsync("api/write");

        var properties = Assert.IsAssignableFrom<IDictionary<string, object?>>(Assert.Single(probe.Log, line => line.Id.Name == "MS_LogMetric").State);
        Assert.Equal(("probes", 1.5, "main", "3"), (properties["Name"], properties["Value"], properties["account"], properties["count"]));
    }

    [Fact]
    public async Task What_is_logged_outside_an_invocation_is_dropped()
    {
        await using var probe = await ProbeApp.StartAsync();
        await probe.Client.GetAsync("api/write?later");
        probe.Probe.Gate.SetResult();
        await probe.Probe.Left;

        // A later line of the same worker has arrived: so would that one have.
        await probe.Client.GetAsync("api/write?second");

        Assert.Equal(["The probe wrote ?later", "The probe wrote ?second"], probe.Log.Where(line => line.Id.Name == "ProbeWrote").Select(line => line.Message));
    }
}
