using System.Net.Http.Headers;

namespace HtxFunctions.Requests;

/// <summary>Reads a call to cancel from its body, which is HTX's own request body with a few fields more, and from query parameters of
/// the same names. What it does not know it refuses: a misspelt filter would widen the scope.</summary>
public sealed class CancelRequestReader(AccountsAndTargets settings, KillOptions options)
{
    private const int MaximumBodyBytes = 64 * 1024;

    internal async Task<CancelRequest> ReadAsync(HttpRequestData request)
    {
        // The Functions host passes no such body on: what filters it held cannot be known.
        if (Header(request, "Transfer-Encoding") is not null)
            return Invalid(HttpStatusCode.LengthRequired, "A chunked body cannot be read here: send Content-Length, or use query parameters.");

        long? announced = long.TryParse(Header(request, "Content-Length"), out var length) ? length : null;
        var read = announced > MaximumBodyBytes
            ? null
            : await BoundedBody.ReadAsync(request.Body, MaximumBodyBytes, announced, CancellationToken.None).ConfigureAwait(false);
        if (read is not { } body)
            return Invalid(HttpStatusCode.RequestEntityTooLarge, $"The body is larger than {MaximumBodyBytes / 1024} KiB.");

        if (announced is not null && announced != body.Length)
            return Invalid(HttpStatusCode.BadRequest, $"The body did not arrive whole: {announced} bytes were announced, {body.Length} came.");

        if (body.Length > 0 && !IsJson(Header(request, "Content-Type")))
            return Invalid(HttpStatusCode.UnsupportedMediaType, "The body must be JSON: send Content-Type: application/json (UTF-8).");

        var errors = new FieldErrors();
        var fields = new RequestFields(errors);
        CancelCommand? command = null;
        if (fields.ReadBody(body))
        {
            fields.ReadQuery(request.Query);
            var target = fields.Values.ContainsKey("target") ? Target(fields, errors) : null;
            var scope = fields.Values.ContainsKey("target")
                ? target?.Scope
                : ScopeFields.Read(ScopeFieldNames.OfCall, fields.Values, settings.Accounts, errors);
            command = options.Read(request, scope!, target, fields.Text, errors);
        }

        return errors.IsEmpty
            ? new CancelRequest.Valid(command!)
            : Invalid(HttpStatusCode.BadRequest, "Each field says what is allowed.", errors);
    }

    private TargetSettings? Target(RequestFields fields, FieldErrors errors)
    {
        foreach (var field in ScopeFieldNames.OfCall.All.Where(fields.Values.ContainsKey))
            errors.Add(field, "cannot stand beside target, which brings its own scope");

        var (target, fault) = fields.Text("target") is { } name ? settings.TargetNamed(name) : (null, null);
        if (fault is not null)
            errors.Add("target", fault);

        return target;
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType?.ToUpperInvariant() is { } media
        && (media is "APPLICATION/JSON" or "TEXT/JSON" || media.EndsWith("+JSON", StringComparison.Ordinal))
        && (type.CharSet?.Trim('"').ToUpperInvariant() is null or "UTF-8" or "US-ASCII");

    private static string? Header(HttpRequestData request, string name) =>
        request.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private static CancelRequest.Invalid Invalid(HttpStatusCode status, string detail, FieldErrors? errors = null) =>
        new(new Problem(
            (int)status, "The request is wrong: nothing was cancelled.", detail, errors?.ByField ?? new Dictionary<string, string[]>()));
}

/// <summary>What a call came to: it says exactly what is to be cancelled, or it does not, and nothing is cancelled.</summary>
internal abstract record CancelRequest
{
    private CancelRequest() { }

    internal sealed record Valid(CancelCommand Command) : CancelRequest;

    internal sealed record Invalid(Problem Problem) : CancelRequest;
}
