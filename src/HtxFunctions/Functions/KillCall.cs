namespace HtxFunctions.Functions;

/// <summary>A call to kill that somebody waits for: read, run, answered with the report, whichever function it came to.</summary>
internal static class KillCall
{
    /// <summary>Answers the call. The run continues if the caller disconnects: there is no token.</summary>
    /// <param name="request">The call.</param>
    /// <param name="read">Says what it asks for.</param>
    /// <param name="service">Runs it.</param>
    /// <param name="function">The function's name, for the log.</param>
    /// <param name="logger">The function's log.</param>
    public static async Task<HttpResponseData> AnswerAsync(
        HttpRequestData request, Func<Task<CancelRequest>> read, CancelService service, string function, ILogger logger)
    {
        try
        {
            var call = await read().ConfigureAwait(false);
            if (call is CancelRequest.Valid valid)
            {
                var report = await service.RunAsync(valid.Command).ConfigureAwait(false);
                logger.LogMetrics(report);
                return await Answer.ReportAsync(request, report).ConfigureAwait(false);
            }

            var problem = ((CancelRequest.Invalid)call).Problem;
            logger.RequestInvalid(problem.Status, problem.Summary());
            return await Answer.ProblemAsync(request, problem).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.FunctionFailed(e, function);
            logger.LogFailedKill();
            return await Answer.ProblemAsync(request, Problem.Unexpected).ConfigureAwait(false);
        }
    }
}
