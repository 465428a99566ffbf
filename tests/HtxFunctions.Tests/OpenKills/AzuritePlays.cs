namespace HtxFunctions.Tests.OpenKills;

/// <summary>All rules, played on Azurite at once: those that wait for a lease's end wait in real time, side by side.</summary>
public sealed class AzuritePlays : IAsyncLifetime
{
    private readonly AzuriteFixture _fixture = new();
    private Dictionary<string, IReadOnlyList<string>> _seen = [];

    /// <summary>What was seen in the steps of a rule.</summary>
    internal IReadOnlyList<string> Seen(BlobRule rule) => _seen[rule.Name];

    public async Task InitializeAsync()
    {
        await _fixture.InitializeAsync();
        if (FactOnAzuriteAttribute.Reason is null)
        {
            var plays = await Task.WhenAll(BlobRules.All.Select(async rule => (rule.Name, Seen: await PlayAsync(rule))));
            _seen = plays.ToDictionary(play => play.Name, play => play.Seen);
        }
    }

    public Task DisposeAsync() => _fixture.DisposeAsync();

    private async Task<IReadOnlyList<string>> PlayAsync(BlobRule rule)
    {
        var play = new BlobPlay(_fixture.Azurite.Client, Guid.NewGuid().ToString(), time => Task.Delay(time));
        List<string> seen = [];
        foreach (var (call, _, _) in rule.Steps)
        {
            seen.Add((await play.DoAsync(call)).Seen);
        }

        return seen;
    }
}
