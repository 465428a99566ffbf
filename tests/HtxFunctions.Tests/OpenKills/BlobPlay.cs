using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace HtxFunctions.Tests.OpenKills;

/// <summary>Plays the steps of a <see cref="BlobRule"/> through the real SDK, and writes down what a caller can see.</summary>
/// <param name="container">Where the blob is.</param>
/// <param name="name">The blob's name.</param>
/// <param name="wait">Lets the time of a lease pass.</param>
internal sealed class BlobPlay(BlobContainerClient container, string name, Func<TimeSpan, Task> wait)
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);

    // Those that a caller of either service can rely on. Azurite's errors have no length, no version and no client's request id.
    private static readonly string[] Headers =
    [
        "Content-MD5", "Date", "ETag", "Last-Modified", "x-ms-blob-type", "x-ms-creation-time", "x-ms-error-code",
        "x-ms-lease-duration", "x-ms-lease-id", "x-ms-lease-state", "x-ms-lease-status", "x-ms-lease-time", "x-ms-request-id",
    ];

    private readonly BlobClient _blob = container.GetBlobClient(name);
    private ETag _lastPut;
    private ETag? _listed;

    /// <summary>Makes one call.</summary>
    /// <returns>Its answer, the blob's lease state in the listing from then on, and everything else that is seen.</returns>
    public async Task<(string Answer, string Then, string Seen)> DoAsync(string call)
    {
        var (answer, raw) = await CallAsync(call.Split(' '));
        var headers = string.Join(' ', Headers.Where(header => raw?.Headers.Contains(header) == true));
        var (then, listed) = await ListAsync();
        return (answer, then, $"{call}: {answer}; {headers}; {listed}");
    }

    private async Task<(string Answer, Response? Raw)> CallAsync(string[] words)
    {
        try
        {
            var (raw, text) = await SendAsync(words);
            return (raw is null ? "" : $"{raw.Status.ToString(CultureInfo.InvariantCulture)} {text}".TrimEnd(), raw);
        }
        catch (RequestFailedException refused)
        {
            return ($"{refused.Status.ToString(CultureInfo.InvariantCulture)} {refused.ErrorCode}", refused.GetRawResponse());
        }
    }

    private async Task<(Response? Raw, string Text)> SendAsync(string[] words)
    {
        switch (words[0])
        {
            case "put":
                var put = await _blob.UploadAsync(BinaryData.FromString(words[1]), new BlobUploadOptions { Conditions = ConditionsOf(words) });
                _lastPut = put.Value.ETag;
                return (put.GetRawResponse(), "");
            case "get":
                var got = await _blob.DownloadContentAsync(new BlobDownloadOptions { Conditions = ConditionsOf(words) });
                return (got.GetRawResponse(), got.GetRawResponse().Status == 304 ? "ConditionNotMet" : got.Value.Content.ToString());
            case "look":
                return ((await _blob.GetPropertiesAsync(ConditionsOf(words))).GetRawResponse(), "");
            case "delete":
                return (await _blob.DeleteAsync(conditions: ConditionsOf(words)), "");
            case "acquire":
                return ((await Lease(words[1]).AcquireAsync(LeaseTime)).GetRawResponse(), "");
            case "renew":
                return ((await Lease(words[1]).RenewAsync()).GetRawResponse(), "");
            case "release":
                return ((await Lease(words[1]).ReleaseAsync()).GetRawResponse(), "");
            case "break":
                return ((await _blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero)).GetRawResponse(), "");
            case "wait":
                await wait(LeaseTime + TimeSpan.FromSeconds(1));
                return (null, "");
            default:
                throw new ArgumentException($"There is no call {words[0]}.", nameof(words));
        }
    }

    private async Task<(string State, string Seen)> ListAsync()
    {
        var before = _listed;
        await foreach (var item in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, name, CancellationToken.None))
        {
            var properties = item.Properties;
            _listed = properties.ETag;
            var text = (await _blob.DownloadContentAsync()).Value.Content.ToString();
            var state = properties.LeaseState.ToString()!.ToLowerInvariant();
            var has = $"created {properties.CreatedOn is not null}, modified {properties.LastModified is not null}, {properties.BlobType}, {properties.ContentLength} bytes";
            return (state, $"{item.Name[name.Length..]}{state}, {properties.LeaseStatus}, {properties.LeaseDuration}, {has}, '{text}', etag {(before == _listed ? "kept" : "new")}");
        }

        _listed = null;
        return ("gone", "gone");
    }

    private BlobLeaseClient Lease(string letter) => _blob.GetBlobLeaseClient(IdOf(letter));

    private BlobRequestConditions ConditionsOf(string[] words) => new()
    {
        LeaseId = Word(words, "lease") is { } letter ? IdOf(letter) : null,
        IfMatch = EtagOf(Word(words, "if-match")),
        IfNoneMatch = EtagOf(Word(words, "if-none-match")),
    };

    private ETag? EtagOf(string? word) => word switch
    {
        null => null,
        "last" => _lastPut,
        "*" => ETag.All,
        _ => new ETag("\"0x8D0\""),
    };

    private static string? Word(string[] words, string before) => Array.IndexOf(words, before) is var at and > 0 ? words[at + 1] : null;

    private static string IdOf(string letter) => $"{letter.ToLowerInvariant()[0]}0000000-0000-4000-8000-000000000000";
}
