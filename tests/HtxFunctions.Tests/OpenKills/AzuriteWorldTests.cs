using Azure.Identity;
using Azure.Storage.Blobs;
using HtxFunctions.Tests.Published;
using Sandbox;

namespace HtxFunctions.Tests.OpenKills;

/// <summary>The way from the app to its blobs, up to where the app begins.</summary>
public sealed class AzuriteWorldTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    [FactOnAzurite]
    public async Task A_managed_identity_writes_and_reads_a_blob()
    {
        await using var world = await SandboxWorld.StartAsync(new SandboxWorldOptions { Blobs = fixture.Azurite });
        var identity = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(world.Identity.ClientId));
        var container = new BlobContainerClient(fixture.Azurite.ContainerUri, identity, new BlobClientOptions { Transport = fixture.Azurite.Transport });
        var blob = container.GetBlobClient("identity");

        await blob.UploadAsync(BinaryData.FromString("kept"));

        Assert.Equal("kept", (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [FactOnLinuxWithAzurite]
    public async Task A_published_worker_that_is_killed_is_replaced_and_still_reaches_its_vault()
    {
        await using var world = await SandboxWorld.StartAsync(new SandboxWorldOptions { Published = await PublishedApp.FolderAsync(), Blobs = fixture.Azurite });
        var first = world.Functions.WorkerProcessId;

        await world.KillWorkerAsync();
        var alive = Directory.Exists($"/proc/{first}");
        var outcome = await WorldTests.KillAsync(world);

        Assert.Equal((false, "clear"), (alive, outcome));
        Assert.NotEqual(first, world.Functions.WorkerProcessId);
    }
}
