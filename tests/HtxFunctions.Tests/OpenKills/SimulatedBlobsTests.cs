using Azure;
using Azure.Storage.Blobs;
using BlobSimulator;
using Microsoft.Extensions.Time.Testing;

namespace HtxFunctions.Tests.OpenKills;

/// <summary>What tests can do to the simulated blob service, and see of it.</summary>
public sealed class SimulatedBlobsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly SimulatedBlobs _blobs;
    private readonly BlobClient _blob;

    public SimulatedBlobsTests()
    {
        _blobs = new SimulatedBlobs(_time);
        _blob = _blobs.Client.GetBlobClient("folder/a blob");
    }

    [Fact]
    public void It_has_answered_when_it_is_asked()
    {
        var put = _blob.UploadAsync(BinaryData.FromString("text"));
        var got = _blob.DownloadContentAsync();
        var listed = _blobs.Client.GetBlobsAsync(cancellationToken: CancellationToken.None).GetAsyncEnumerator().MoveNextAsync();

        Assert.True(put.IsCompletedSuccessfully && got.IsCompletedSuccessfully && listed.IsCompletedSuccessfully);
        Assert.Equal(("folder/a blob", "text"), (_blobs.Blobs.Single().Name, _blobs.Blobs.Single().Text));
    }

    [Fact]
    public async Task Its_times_are_those_of_its_clock()
    {
        await _blob.UploadAsync(BinaryData.FromString("text"));
        _time.Advance(TimeSpan.FromMinutes(1));

        var answer = await _blob.GetPropertiesAsync();

        Assert.Equal((_time.GetUtcNow(), _time.GetUtcNow().AddMinutes(-1)), (answer.GetRawResponse().Headers.Date!.Value, answer.Value.LastModified));
    }

    [Fact]
    public async Task A_test_writes_what_it_likes()
    {
        _blobs.Put("folder/a blob", "{ not JSON");

        Assert.Equal("{ not JSON", (await _blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Theory]
    [InlineData(403, "AuthorizationPermissionMismatch")]
    [InlineData(404, "ContainerNotFound")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "InternalError")]
    public async Task A_fault_answers_in_its_place(int status, string code)
    {
        _blobs.Fault = request => request.Operation == BlobOperation.Put ? BlobFault.Answers(status, code) : null;

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => _blob.UploadAsync(BinaryData.FromString("text")));

        Assert.Equal((status, code), (refused.Status, refused.ErrorCode));
        Assert.Empty(_blobs.Blobs);
        Assert.Equal((status, code), (_blobs.Calls.Single().Status, _blobs.Calls.Single().ErrorCode));
    }

    [Fact]
    public async Task An_answer_can_be_lost_after_the_deed()
    {
        _blobs.Fault = _ => BlobFault.LosesAnswer;

        await Assert.ThrowsAsync<RequestFailedException>(() => _blob.UploadAsync(BinaryData.FromString("text")));

        Assert.Equal("text", _blobs.Find("folder/a blob")?.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_can_hang_until_it_is_given_up(bool afterwards)
    {
        _blobs.Fault = _ => afterwards ? BlobFault.HangsAfterwards : BlobFault.Hangs;
        using var patience = new CancellationTokenSource();

        var put = _blob.UploadAsync(BinaryData.FromString("text"), patience.Token);
        var hung = !put.IsCompleted;
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);
        Assert.Equal((true, afterwards ? 1 : 0, 1), (hung, _blobs.Blobs.Count, _blobs.Count(BlobOperation.Put)));
    }

    [Fact]
    public async Task An_answer_can_be_late_by_its_clock()
    {
        _blobs.Fault = _ => BlobFault.AnswersLate(TimeSpan.FromSeconds(3));

        var put = _blob.UploadAsync(BinaryData.FromString("text"));
        var waited = !put.IsCompleted;
        _time.Advance(TimeSpan.FromSeconds(3));
        await put;

        Assert.True(waited);
    }

    [Fact]
    public async Task A_listing_comes_in_pages_and_by_prefix()
    {
        foreach (var name in (string[])["a/1", "a/2", "a/3", "b/1"])
        {
            _blobs.Put(name, "");
        }

        List<int> pages = [];
        await foreach (var page in _blobs.Client.GetBlobsAsync(default, default, "a/", CancellationToken.None).AsPages(pageSizeHint: 2))
        {
            pages.Add(page.Values.Count);
        }

        Assert.Equal([2, 1], pages);
    }
}
