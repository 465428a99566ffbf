using System.Collections.Specialized;

namespace HtxFunctions.Functions;

/// <summary>
/// <c>POST /api/targets/{name}/cancel</c>: the call for an emergency. Any monitor, program or person that can send a POST cancels
/// the target that the address names. The body is not read: what it says, and whether it arrived, changes nothing.
/// </summary>
public sealed class CancelTarget(
    CancelService service, AccountsAndTargets settings, KillOptions options, SettingsCheck settingsCheck, ILogger<CancelTarget> logger)
{
    /// <summary>Reads the address, runs the kill, answers with the report. The run continues if the caller disconnects: there is no token.</summary>
    [Function(nameof(CancelTarget))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "targets/{name}/cancel")] HttpRequestData request, string name)
    {
        settingsCheck.LogInFirstInvocation();
        return KillCall.AnswerAsync(request, () => Task.FromResult(Read(name, request, request.Query)), service, nameof(CancelTarget), logger);
    }

    private CancelRequest Read(string name, HttpRequestData request, NameValueCollection query)
    {
        var errors = new FieldErrors();
        // A nameless, empty one is no more than an & at the end, which some monitors want there.
        if (query.AllKeys.Any(field => field is not "code" && !KillOptions.Names.Contains(field) && (field ?? query[field]) is not ""))
            errors.Add("query", $"can have {string.Join(", ", KillOptions.Names)}, and nothing else: the target brings its own scope");

        foreach (var field in KillOptions.Names.Where(field => query.GetValues(field) is { Length: > 1 }))
            errors.Add(field, "stands twice in the query");

        var (target, fault) = settings.TargetNamed(name);
        if (fault is not null)
            errors.Add("target", fault);

        var command = options.Read(request, target?.Scope!, target, field => query.GetValues(field)?[0], errors);
        return errors.IsEmpty
            ? new CancelRequest.Valid(command)
            : new CancelRequest.Invalid(new Problem(
                (int)(settings.Targets.ContainsKey(name.Trim()) ? HttpStatusCode.BadRequest : HttpStatusCode.NotFound),
                "The call is wrong: nothing was cancelled.",
                "Each field says what is allowed.",
                errors.ByField));
    }
}
