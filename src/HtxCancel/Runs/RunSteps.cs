namespace HtxCancel.Runs;

/// <summary>
/// What was asked in one account's part of a run, and what was answered, a line each: how long after the start, the number of
/// the question, the question, or the answer with HTX's code. Of many the first and the last are kept. Not thread-safe.
/// </summary>
internal sealed class RunSteps
{
    private const int Kept = 150;

    private readonly List<string> _first = [];
    private readonly Queue<string> _last = new();

    /// <summary>How many stood between the first and the last, and were not kept.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The first ones.</summary>
    public IReadOnlyList<string> First => _first;

    /// <summary>The last ones, after those that were left out.</summary>
    public IReadOnlyCollection<string> Last => _last;

    /// <summary>One more.</summary>
    public void Add(TimeSpan at, Said said)
    {
        var line = $"{at.TotalMilliseconds:F0} ms #{said.Id} {Words(said)}";
        if (_first.Count < Kept)
        {
            _first.Add(line);
            return;
        }

        _last.Enqueue(line);
        if (_last.Count > Kept)
        {
            _last.Dequeue();
            LeftOut++;
        }
    }

    private static string Words(Said said) => said switch
    {
        Said.Started started => started.What.ToString()!,
        Said.ModeAnswered mode => $"-> {Late(mode.IsLate)}{Words(mode.Answer, named => $"{(int)named}: {named.Api().Name()}")}",
        Said.ContractsListed contracts => contracts.Codes is { } codes ? $"-> {codes.Count} contracts" : "-> no answer",
        Said.CancelAnswered cancel => $"-> {Late(cancel.IsLate)}{Words(cancel.Answer, Words)}",
        Said.PageListed page => $"-> {Late(page.IsLate)}{Words(page.Answer, Words)}",
        Said.Faulted faulted => $"-> {faulted.Why}",
        _ => throw new InvalidOperationException("A step is one of these."),
    };

    private static string Late(bool isLate) => isLate ? "late: " : "";

    private static string Words<T>(HtxResult<T> answer, Func<T, string> good) => answer switch
    {
        HtxResult<T>.Ok ok => good(ok.Value),
        HtxResult<T>.Failed failed => failed.Error.ToString(),
        HtxResult<T>.NoAnswer lost => $"no answer: {lost.Detail}",
        _ => throw new InvalidOperationException("A request is answered well, answered no, or not answered."),
    };

    private static string Words(CancelAcknowledgement answer) => answer.Errors is [var first, ..]
        ? $"{answer.Accepted.Count} accepted, {answer.Errors.Count} not (first: {first.Error})"
        : $"{answer.Accepted.Count} accepted";

    private static string Words(ListPage page) => page switch
    {
        ListPage.OfV1 v1 => $"{v1.Rows.Count} rows of {v1.TotalSize}",
        ListPage.OfV5 v5 => $"{v5.Rows.Count} rows",
        _ => throw new InvalidOperationException("A page is of v1 or of v5."),
    };
}
