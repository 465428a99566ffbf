using HtxCancel.Tests.Drivers;
using HtxFunctions.Tests.Drivers;

namespace HtxFunctions.Tests.Published;

/// <summary>The published app, running once for the tests that leave it as they found it: without resting orders.</summary>
public sealed class PublishedAppFixture : IAsyncLifetime
{
    private AppDriver? _app;

    internal string Folder { get; private set; } = "";

    internal AppDriver App => _app!;

    public async Task InitializeAsync()
    {
        if (PublishedApp.CanRun)
        {
            Folder = await PublishedApp.FolderAsync();
            _app = await AppDriver.StartPublishedAsync(Folder, new CapturedLog(), identity: null);
        }
    }

    public async Task DisposeAsync() => await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);
}
