using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace HtxCancel.OpenKills;

/// <summary>
/// The open kills, a blob each. Whoever works on one holds its lease. What the store answers is thrown as the SDK throws it,
/// but for the answers that the rules of leases need. Thread-safe.
/// </summary>
internal sealed class KillStore
{
    private const string Folder = "open/";
    private const string TickBlob = "state/tick";
    private const int MaximumAttempts = 20;

    private static readonly TimeSpan s_leaseTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_timeOut = TimeSpan.FromSeconds(2);

    // Another one was faster: made it, took the lease, changed it or removed it.
    private static readonly BlobErrorCode[] s_lost =
    [
        BlobErrorCode.BlobAlreadyExists, BlobErrorCode.ConditionNotMet, BlobErrorCode.LeaseIdMissing, BlobErrorCode.LeaseIdMismatchWithBlobOperation,
        BlobErrorCode.LeaseNotPresentWithBlobOperation, BlobErrorCode.LeaseLost,
    ];

    private readonly Lazy<BlobContainerClient> _container;
    private readonly TimeProvider _time;
    private volatile StoreClock? _clock;

    /// <param name="settings">Whether there is a store.</param>
    /// <param name="connect">Makes the container's client, when it is first needed.</param>
    /// <param name="time">The clock.</param>
    public KillStore(KillsSettings settings, Func<BlobClientOptions, BlobContainerClient> connect, TimeProvider time)
    {
        (Settings, _time) = (settings, time);
        _container = new(() =>
        {
            // Whoever asks repeats by himself.
            var options = new BlobClientOptions { Retry = { MaxRetries = 0, NetworkTimeout = s_timeOut } };
            options.AddPolicy(new DatePolicy(date => _clock = new StoreClock(date, time.GetTimestamp())), HttpPipelinePosition.PerCall);
            return connect(options);
        });
    }

    public KillsSettings Settings { get; }

    /// <summary>Whether there is a store.</summary>
    public bool IsOn => Settings.ContainerUri is not null;

    /// <summary>The store's own time, from its last answer on; UTC.</summary>
    public DateTimeOffset Now => _clock is { } clock ? clock.At + _time.GetElapsedTime(clock.Timestamp) : throw new InvalidOperationException("the store was not asked yet");

    /// <summary>Every open kill: its id, and whether somebody works on it.</summary>
    public Task<IReadOnlyList<(string Id, bool IsLeased)>> ListAsync() => AskAsync<IReadOnlyList<(string, bool)>>(async limit =>
    {
        List<(string, bool)> kills = [];
        await foreach (var blob in _container.Value.GetBlobsAsync(BlobTraits.None, BlobStates.None, Folder, limit).ConfigureAwait(false))
        {
            if (blob.Name.EndsWith(".json", StringComparison.Ordinal))
                kills.Add((blob.Name[Folder.Length..^".json".Length], blob.Properties.LeaseState == LeaseState.Leased));
        }

        return kills;
    });

    /// <summary>One open kill; null when there is none of this id.</summary>
    /// <exception cref="JsonException">It cannot be read.</exception>
    public async Task<OpenKill?> ReadAsync(string id) => (await ReadWithTagAsync(id).ConfigureAwait(false))?.Kill;

    /// <summary>Changes one open kill, whoever works on it, or makes it: reads it under a lease of its own, and writes what
    /// <paramref name="change"/> makes of it (null: there is none). The lease is kept; one that is made has none yet.</summary>
    /// <returns>What is stored now; null where nothing is.</returns>
    public async Task<OpenKill?> ChangeAsync(string id, string leaseId, Func<OpenKill?, DateTimeOffset, OpenKill?> change)
    {
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            switch (await LeaseAsync(id, leaseId).ConfigureAwait(false))
            {
                case Lease.NoBlob:
                    var made = change(null, Now);
                    if (made is null || await WriteAsync(id, made, new BlobRequestConditions { IfNoneMatch = ETag.All }).ConfigureAwait(false))
                        return made;

                    break;
                case Lease.Others:
                    await BreakAsync(id).ConfigureAwait(false);
                    break;
                case Lease.Own when await ReadWithTagAsync(id).ConfigureAwait(false) is { } known:
                    // Both: what somebody released meanwhile must not come back.
                    var own = new BlobRequestConditions { LeaseId = leaseId, IfMatch = known.Tag };
                    var changed = change(known.Kill, Now);
                    if (changed is null ? await DeleteAsync(id, own).ConfigureAwait(false) is not null : await WriteAsync(id, changed, own).ConfigureAwait(false))
                        return changed;

                    break;
            }
        }

        throw new InvalidOperationException("others change this open kill all the time");
    }

    /// <summary>Takes the lease, or renews it.</summary>
    public Task<Lease> LeaseAsync(string id, string leaseId) => AskAsync(
        async limit =>
        {
            await Blob(id).GetBlobLeaseClient(leaseId).AcquireAsync(s_leaseTime, null, limit).ConfigureAwait(false);
            return Lease.Own;
        },
        (BlobErrorCode.BlobNotFound, Lease.NoBlob),
        (BlobErrorCode.LeaseAlreadyPresent, Lease.Others));

    /// <summary>Gives the lease back, for the next tick. False where it is somebody else's by now.</summary>
    public Task<bool> UnleaseAsync(string id, string leaseId) => AskAsync(
        async limit => await Blob(id).GetBlobLeaseClient(leaseId).ReleaseAsync(null, limit).ConfigureAwait(false) is not null,
        (BlobErrorCode.BlobNotFound, false),
        (BlobErrorCode.LeaseIdMismatchWithLeaseOperation, false));

    /// <summary>Removes one open kill, whoever works on it. False when there is none of this id.</summary>
    public async Task<bool> RemoveAsync(string id)
    {
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            await BreakAsync(id).ConfigureAwait(false);
            if (await DeleteAsync(id, null).ConfigureAwait(false) is { } wasThere)
                return wasThere;
        }

        throw new InvalidOperationException("others take this open kill all the time");
    }

    /// <summary>Notes that a tick is here.</summary>
    public Task TickAsync() => AskAsync(async limit => await _container.Value.GetBlobClient(TickBlob).UploadAsync(new BinaryData(""), overwrite: true, limit).ConfigureAwait(false));

    /// <summary>When the last tick was; null before the first.</summary>
    public Task<DateTimeOffset?> LastTickAsync() => AskAsync(
        async limit => (DateTimeOffset?)(await _container.Value.GetBlobClient(TickBlob).GetPropertiesAsync(null, limit).ConfigureAwait(false)).Value.LastModified,
        (BlobErrorCode.BlobNotFound, null));

    /// <summary>Writes, leases and deletes a blob of its own: throws where one of them does not work.</summary>
    public Task CheckAsync() => AskAsync(async limit =>
    {
        var (blob, leaseId) = (_container.Value.GetBlobClient($"check/{Guid.NewGuid():N}"), Guid.NewGuid().ToString());
        await blob.UploadAsync(new BinaryData("{}"), limit).ConfigureAwait(false);
        await blob.GetBlobLeaseClient(leaseId).AcquireAsync(s_leaseTime, null, limit).ConfigureAwait(false);
        return await blob.DeleteAsync(DeleteSnapshotsOption.None, new BlobRequestConditions { LeaseId = leaseId }, limit).ConfigureAwait(false);
    });

    /// <summary>What an exception of the store says, in words that follow "the store".</summary>
    public static string Words(Exception e) => e switch
    {
        RequestFailedException { Status: > 0 } refused => $"answered {refused.Status}{(refused.ErrorCode is { } code ? $" {code}" : "")}",
        OperationCanceledException => "did not answer in time",
        JsonException => "holds a blob that cannot be read",
        InvalidOperationException contended => $"could not be changed: {contended.Message}",
        _ => $"could not be reached ({e.GetType().Name})",
    };

    private Task<TaggedKill?> ReadWithTagAsync(string id) => AskAsync<TaggedKill?>(
        async limit =>
        {
            var blob = (await Blob(id).DownloadContentAsync(limit).ConfigureAwait(false)).Value;
            return new TaggedKill(JsonSerializer.Deserialize(blob.Content, OpenKillJson.Default.OpenKill) ?? throw new JsonException("null"), blob.Details.ETag);
        },
        (BlobErrorCode.BlobNotFound, null));

    // False where somebody else was faster.
    private Task<bool> WriteAsync(string id, OpenKill kill, BlobRequestConditions conditions) => AskAsync(
        async limit =>
        {
            var options = new BlobUploadOptions { Conditions = conditions, HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" } };
            var json = new BinaryData(JsonSerializer.SerializeToUtf8Bytes(kill, OpenKillJson.Default.OpenKill));
            return await Blob(id).UploadAsync(json, options, limit).ConfigureAwait(false) is not null;
        },
        [.. s_lost.Select(code => (code, false))]);

    // Null where somebody else was faster; false where there was nothing to delete.
    private Task<bool?> DeleteAsync(string id, BlobRequestConditions? conditions) => AskAsync(
        async limit => (bool?)(await Blob(id).DeleteAsync(DeleteSnapshotsOption.None, conditions, limit).ConfigureAwait(false) is not null),
        [(BlobErrorCode.BlobNotFound, false), .. s_lost.Select(code => (code, (bool?)null))]);

    private Task<bool> BreakAsync(string id) => AskAsync(
        async limit => await Blob(id).GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, null, limit).ConfigureAwait(false) is not null,
        (BlobErrorCode.BlobNotFound, false),
        (BlobErrorCode.LeaseNotPresentWithLeaseOperation, false));

    // These errors are answers: they mean something.
    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, params (BlobErrorCode Code, T Meaning)[] answers)
    {
        using var limit = new CancellationTokenSource(s_timeOut, _time);
        try
        {
            return await ask(limit.Token).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (answers.Any(answer => e.ErrorCode == answer.Code))
        {
            return answers.First(answer => e.ErrorCode == answer.Code).Meaning;
        }
    }

    private BlobClient Blob(string id) => _container.Value.GetBlobClient($"{Folder}{id}.json");

    private sealed record TaggedKill(OpenKill Kill, ETag Tag);

    // The store's own time: an instance's clock may be wrong.
    private sealed record StoreClock(DateTimeOffset At, long Timestamp);

    private sealed class DatePolicy(Action<DateTimeOffset> heard) : HttpPipelineSynchronousPolicy
    {
        public override void OnReceivedResponse(HttpMessage message)
        {
            if (message.HasResponse && message.Response.Headers.Date is { } date)
                heard(date);
        }
    }
}

/// <summary>Who holds the lease of an open kill.</summary>
internal enum Lease
{
    /// <summary>Whoever asked.</summary>
    Own,

    /// <summary>Somebody else.</summary>
    Others,

    /// <summary>Nobody: there is no such kill.</summary>
    NoBlob,
}
