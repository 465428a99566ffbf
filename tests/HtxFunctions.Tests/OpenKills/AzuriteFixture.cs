using BlobSimulator;

namespace HtxFunctions.Tests.OpenKills;

/// <summary>One Azurite for a class of tests.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? _azurite;

    internal Azurite Azurite => _azurite!;

    public async Task InitializeAsync()
    {
        if (FactOnAzuriteAttribute.Reason is null)
        {
            _azurite = await Azurite.StartAsync();
        }
    }

    public async Task DisposeAsync() => await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
}
