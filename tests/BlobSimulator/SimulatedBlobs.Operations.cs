using System.Globalization;
using System.Net.Http.Headers;

namespace BlobSimulator;

/// <content>The operations, each as its page of the service's reference describes it.</content>
public sealed partial class SimulatedBlobs
{
    private const int LargestPage = 5000;

    private BlobAnswer Carry(BlobRequest request, DateTimeOffset now)
    {
        if (request.Operation == BlobOperation.List)
        {
            return List(request.Query);
        }

        var blob = _blobs.GetValueOrDefault(request.Name!);
        if (request.Operation == BlobOperation.Put)
        {
            return Put(request, blob, now);
        }

        if (blob is null)
        {
            // As the service does, a condition first: an If-Match is not met by a blob that is not there.
            return Refuse(request.Header("If-Match") is null ? BlobError.BlobNotFound : BlobError.ConditionNotMet, request);
        }

        return request.Operation switch
        {
            BlobOperation.Get or BlobOperation.GetProperties => Read(request, blob, now),
            BlobOperation.Delete => Delete(request, blob, now),
            _ => Lease(request, blob, now),
        };
    }

    // The lease counts before the conditions: whoever creates with If-None-Match where somebody holds a lease gets 412
    // LeaseIdMissing, not 409 BlobAlreadyExists. A lease's id does not fit a blob that is not there.
    private BlobAnswer Put(BlobRequest request, Stored? blob, DateTimeOffset now)
    {
        var error = (blob?.Lease ?? new BlobLease()).CheckWrite(request.LeaseId, now) ?? BlobConditions.CheckWrite(request, blob?.ETag);
        if (error is not null)
        {
            return Refuse(error, request);
        }

        var contentType = request.Header("x-ms-blob-content-type") ?? request.Header("Content-Type") ?? "application/octet-stream";
        blob = Write(request.Name!, request.Body, contentType);
        return Tell(201, blob, ("Content-MD5", BlobXml.Md5(blob.Body.Span)), ("x-ms-request-server-encrypted", "true"));
    }

    private static BlobAnswer Read(BlobRequest request, Stored blob, DateTimeOffset now)
    {
        if ((blob.Lease.CheckRead(request.LeaseId, now) ?? BlobConditions.CheckRead(request, blob.ETag)) is { } error)
        {
            return Refuse(error, request);
        }

        var state = blob.Lease.StateAt(now);
        var answer = Tell(
            200,
            blob,
            ("Accept-Ranges", "bytes"),
            ("Content-Type", blob.ContentType),
            ("Content-MD5", BlobXml.Md5(blob.Body.Span)),
            ("x-ms-blob-type", "BlockBlob"),
            ("x-ms-creation-time", BlobXml.Date(blob.Created)),
            ("x-ms-lease-state", BlobXml.Name(state)),
            ("x-ms-lease-status", state == BlobLeaseState.Leased ? "locked" : "unlocked"),
            ("x-ms-server-encrypted", "true"));
        if (state == BlobLeaseState.Leased)
        {
            answer.Headers["x-ms-lease-duration"] = "fixed";
        }

        answer = answer with { Body = blob.Body };
        var range = request.Header("x-ms-range") ?? request.Header("Range");
        return range is null || request.Operation == BlobOperation.GetProperties ? answer : Cut(answer, range, request);
    }

    private static BlobAnswer Cut(BlobAnswer whole, string range, BlobRequest request)
    {
        var asked = RangeHeaderValue.Parse(range).Ranges.Single();
        var from = (int)(asked.From ?? 0);
        if (from >= whole.Body.Length)
        {
            return Refuse(BlobError.InvalidRange, request);
        }

        var to = (int)Math.Min(asked.To ?? long.MaxValue, whole.Body.Length - 1);
        whole.Headers["x-ms-blob-content-md5"] = whole.Headers["Content-MD5"];
        whole.Headers.Remove("Content-MD5");
        whole.Headers["Content-Range"] = $"bytes {from}-{to}/{whole.Body.Length}";
        return whole with { Status = 206, Body = whole.Body[from..(to + 1)] };
    }

    private BlobAnswer Delete(BlobRequest request, Stored blob, DateTimeOffset now)
    {
        if ((blob.Lease.CheckWrite(request.LeaseId, now) ?? BlobConditions.CheckWrite(request, blob.ETag)) is { } error)
        {
            return Refuse(error, request);
        }

        _blobs.Remove(request.Name!);
        return new BlobAnswer(202) { Headers = new() { ["x-ms-delete-type-permanent"] = "true" } };
    }

    private static BlobAnswer Lease(BlobRequest request, Stored blob, DateTimeOffset now)
    {
        if (BlobConditions.CheckWrite(request, blob.ETag) is { } unmet)
        {
            return Refuse(unmet, request);
        }

        var lease = blob.Lease;
        var error = request.Operation switch
        {
            BlobOperation.AcquireLease => lease.Acquire(request.LeaseId, Seconds("x-ms-lease-duration"), now),
            BlobOperation.RenewLease => lease.Renew(request.LeaseId, now),
            BlobOperation.ReleaseLease => lease.Release(request.LeaseId),
            BlobOperation.BreakLease when Seconds("x-ms-lease-break-period") == TimeSpan.Zero => lease.Break(),
            _ => throw new NotSupportedException($"{request.Operation} with these headers is not simulated."),
        };
        if (error is not null)
        {
            return Refuse(error, request);
        }

        return request.Operation switch
        {
            BlobOperation.AcquireLease => Tell(201, blob, ("x-ms-lease-id", lease.Id!)),
            BlobOperation.RenewLease => Tell(200, blob, ("x-ms-lease-id", lease.Id!)),
            BlobOperation.ReleaseLease => Tell(200, blob),
            _ => Tell(202, blob, ("x-ms-lease-time", "0")),
        };

        TimeSpan Seconds(string header) => TimeSpan.FromSeconds(int.Parse(request.Header(header) ?? "-1", CultureInfo.InvariantCulture));
    }

    private BlobAnswer List(IReadOnlyDictionary<string, string> query)
    {
        var prefix = query.GetValueOrDefault("prefix", "");
        var marker = query.GetValueOrDefault("marker", "");
        var most = query.TryGetValue("maxresults", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : LargestPage;
        var found = _blobs
            .Where(blob => blob.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(blob.Key, marker) >= 0)
            .Take(most + 1)
            .Select(blob => Show(blob.Key, blob.Value))
            .ToList();
        return new BlobAnswer(200)
        {
            Headers = new() { ["Content-Type"] = "application/xml" },
            Body = BlobXml.Listing(found.Take(most), prefix, found.Skip(most).FirstOrDefault()?.Name),
        };
    }

    private static BlobAnswer Tell(int status, Stored blob, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var answer = new BlobAnswer(status) { Headers = new() { ["ETag"] = blob.ETag, ["Last-Modified"] = BlobXml.Date(blob.LastModified) } };
        foreach (var (name, value) in more)
        {
            answer.Headers[name] = value;
        }

        return answer;
    }

    private static BlobAnswer Refuse(BlobError error, BlobRequest request) => BlobAnswer.Of(error, request.Operation);
}
