using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using BlobSimulator;
using Microsoft.Extensions.Time.Testing;

namespace HtxFunctions.Tests.OpenKills;

/// <summary>The simulated blob service answers as the real one does, by the table of <see cref="BlobRules"/> and by Azurite.</summary>
public sealed class BlobRulesTests : IClassFixture<AzuritePlays>
{
    private const string Name = "blob";
    private const string A = "a0000000-0000-4000-8000-000000000000";
    private const string B = "b0000000-0000-4000-8000-000000000000";

    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly AzuritePlays _azurite;
    private readonly SimulatedBlobs _blobs;
    private readonly BlobClient _blob;

    public BlobRulesTests(AzuritePlays azurite)
    {
        _azurite = azurite;
        _blobs = new SimulatedBlobs(_time);
        _blob = _blobs.Client.GetBlobClient(Name);
    }

    public static TheoryData<string> Rules => [.. BlobRules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task The_simulated_service_keeps_each_rule(string name)
    {
        var rule = BlobRules.All.Single(rule => rule.Name == name);
        var play = Play();

        foreach (var (call, answer, then) in rule.Steps)
        {
            var done = await play.DoAsync(call);
            Assert.Equal((call, answer, then), (call, done.Answer, done.Then));
        }
    }

    [TheoryOnAzurite]
    [MemberData(nameof(Rules))]
    public async Task Azurite_shows_the_same(string name)
    {
        var rule = BlobRules.All.Single(rule => rule.Name == name);
        var play = Play();

        foreach (var ((call, _, _), seen) in rule.Steps.Zip(_azurite.Seen(rule)))
        {
            Assert.Equal(seen, (await play.DoAsync(call)).Seen);
        }
    }

    // Azurite renews it for any id.
    [Fact]
    public async Task An_expired_lease_is_not_renewed_for_another_id()
    {
        await PutAndLeaseAsync();
        _time.Advance(LeaseTime);

        var refused = await RefusedAsync(_blob.GetBlobLeaseClient(B).RenewAsync());

        Assert.Equal((409, "LeaseIdMismatchWithLeaseOperation"), refused);
    }

    // Azurite looks at the condition first, and says 409 BlobAlreadyExists.
    [Fact]
    public async Task Whoever_creates_a_blob_that_somebody_has_leased_is_told_of_the_lease()
    {
        await PutAndLeaseAsync();

        var refused = await RefusedAsync(_blob.UploadAsync(
            BinaryData.FromString("two"), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }));

        Assert.Equal((412, "LeaseIdMissing"), refused);
    }

    // Azurite creates the blob.
    [Fact]
    public async Task A_lease_s_id_brings_no_deleted_blob_back()
    {
        await PutAndLeaseAsync();
        _blobs.Remove(Name);

        var refused = await RefusedAsync(_blob.UploadAsync(
            BinaryData.FromString("two"), new BlobUploadOptions { Conditions = new BlobRequestConditions { LeaseId = A } }));

        Assert.Equal((412, "LeaseNotPresentWithBlobOperation"), refused);
        Assert.Empty(_blobs.Blobs);
    }

    // Azurite sets the time anew.
    [Fact]
    public async Task A_blob_that_is_written_again_keeps_the_time_of_its_creation()
    {
        var created = _time.GetUtcNow();
        await PutAsync();
        _time.Advance(LeaseTime);
        await PutAsync();

        var properties = (await _blob.GetPropertiesAsync()).Value;

        Assert.Equal((created, created + LeaseTime), (properties.CreatedOn, properties.LastModified));
    }

    private BlobPlay Play() => new(_blobs.Client, Name, time =>
    {
        _time.Advance(time);
        return Task.CompletedTask;
    });

    private async Task PutAsync() => await _blob.UploadAsync(BinaryData.FromString("one"), overwrite: true);

    private async Task PutAndLeaseAsync()
    {
        await PutAsync();
        await _blob.GetBlobLeaseClient(A).AcquireAsync(LeaseTime);
    }

    private static async Task<(int Status, string? Code)> RefusedAsync(Task call)
    {
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => call);
        return (refused.Status, refused.ErrorCode);
    }
}
