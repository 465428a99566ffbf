using System.Net;
using System.Net.Http.Headers;
using HtxCancel.Cancellation;
using HtxCancel.Htx;
using HtxCancel.Settings;
using HtxFunctions.Responses;
using Microsoft.Azure.Functions.Worker.Http;

namespace HtxFunctions.Requests;

/// <summary>
/// Reads a call to cancel from its body, which is HTX's own request body with a few fields more, and from query
/// parameters of the same names. What it does not know it refuses: a misspelt filter would widen the scope.
/// </summary>
public sealed class CancelRequestReader(AccountsAndTargets settings)
{
    private const int MaximumBodyBytes = 64 * 1024;

    /// <summary>The command, or what is wrong, field by field.</summary>
    public async Task<CancelRequest> ReadAsync(HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Header(request, "Transfer-Encoding") is not null)
        {
            // The Functions host passes no such body on: what filters it held cannot be known.
            return Invalid(HttpStatusCode.LengthRequired, "A chunked body cannot be read here: send Content-Length, or use query parameters.");
        }

        if (await ReadBodyAsync(request).ConfigureAwait(false) is not { } body)
        {
            return Invalid(HttpStatusCode.RequestEntityTooLarge, $"The body is larger than {MaximumBodyBytes / 1024} KiB.");
        }

        if (long.TryParse(Header(request, "Content-Length"), out var announced) && announced != body.Length)
        {
            return Invalid(HttpStatusCode.BadRequest, $"The body did not arrive whole: {announced} bytes were announced, {body.Length} came.");
        }

        if (body.Length > 0 && !IsJson(Header(request, "Content-Type")))
        {
            return Invalid(HttpStatusCode.UnsupportedMediaType, "The body must be JSON: send Content-Type: application/json (UTF-8).");
        }

        var errors = new FieldErrors();
        var fields = new RequestFields(errors);
        CancelCommand? command = null;
        if (fields.ReadBody(body))
        {
            fields.ReadQuery(request.Query);
            command = Command(fields, errors);
        }

        return errors.IsEmpty
            ? new CancelRequest.Valid(command!)
            : new CancelRequest.Invalid(new Problem((int)HttpStatusCode.BadRequest, "The request is wrong: nothing was cancelled.", "Each field says what is allowed.", errors.ByField));
    }

    private CancelCommand? Command(RequestFields fields, FieldErrors errors)
    {
        var dryRun = fields.Flag("dry_run");
        var scope = fields.Has("target") ? TargetScope(fields, errors) : NamedScope(fields, errors);
        return scope is null ? null : new CancelCommand(scope, Trigger.Http, dryRun);
    }

    private CancelScope? TargetScope(RequestFields fields, FieldErrors errors)
    {
        foreach (var field in RequestFields.OfScope.Where(fields.Has))
        {
            errors.Add(field, "cannot stand beside target, which brings its own scope");
        }

        if (fields.Text("target") is not { } name)
        {
            return null;
        }

        var (scope, fault) = settings.TargetNamed(name);
        if (fault is not null)
        {
            errors.Add("target", fault);
        }

        return scope;
    }

    private CancelScope NamedScope(RequestFields fields, FieldErrors errors)
    {
        var accountField = fields.OneOf("account", "accounts");
        // A field that is there and unreadable has its error already.
        var accounts = fields.IsUnreadable(accountField) ? [] : ScopeFields.Accounts(fields.Values(accountField), settings.Accounts, errors, accountField);
        var marginMode = ScopeFields.MarginMode(fields.Text("margin_mode"), errors, "margin_mode");
        var codes = ContractCodes(fields, marginMode, errors);
        var direction = ScopeFields.Direction(fields.Text("direction"), errors, "direction");
        var offset = ScopeFields.Offset(fields.Text("offset"), errors, "offset");
        var orderTypes = ScopeFields.OrderTypes(fields.Values("order_types"), errors, "order_types");
        return new CancelScope(accounts, codes, direction, offset) { MarginModeAsked = marginMode, OrderTypes = orderTypes };
    }

    private static IReadOnlyList<string> ContractCodes(RequestFields fields, MarginScope? marginMode, FieldErrors errors)
    {
        var field = fields.OneOf("contract_code", "contract_codes");
        if (!fields.Has(field))
        {
            errors.Add(field, "is required, or contract_codes: such as BTC-USDT, or * for every contract");
        }

        return fields.Values(field) is { } codes ? ScopeFields.ContractCodes(codes, marginMode, errors, field, marginField: "margin_mode") : [];
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpRequestData request)
    {
        long? announced = long.TryParse(Header(request, "Content-Length"), out var length) ? length : null;
        return announced > MaximumBodyBytes ? null : await BoundedBody.ReadAsync(request.Body, MaximumBodyBytes, announced, CancellationToken.None).ConfigureAwait(false);
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType?.ToUpperInvariant() is "APPLICATION/JSON" or "TEXT/JSON" || type.MediaType?.EndsWith("+json", StringComparison.OrdinalIgnoreCase) == true)
        && (type.CharSet?.Trim('"').ToUpperInvariant() is null or "UTF-8" or "US-ASCII");

    private static string? Header(HttpRequestData request, string name) =>
        request.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private static CancelRequest.Invalid Invalid(HttpStatusCode status, string detail) =>
        new(new Problem((int)status, "The request is wrong: nothing was cancelled.", detail, new Dictionary<string, string[]>()));
}
