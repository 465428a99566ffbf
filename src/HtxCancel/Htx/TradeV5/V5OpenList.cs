namespace HtxCancel.Htx.TradeV5;

/// <summary>A v5 list while it is read, page after page; from its start again where it shifts. A list of more than
/// <paramref name="maximumPages"/> pages is not whole.</summary>
internal sealed class V5OpenList(V5ListKind kind, CancelScope scope, string? contractCode, int maximumPages = int.MaxValue)
    : OpenList(scope, contractCode)
{
    private const int MaximumRestarts = 3;

    private V5List? _list;
    private bool _isAsked;
    private int _taken;
    private int _restarts;

    public V5ListKind Kind => kind;
    private V5List List => _list ??= new V5List(Reading, kind);

    public override bool TryNext(out string? page)
    {
        page = List.Cursor;
        return !IsEnded && !_isAsked;
    }

    public override void Asked(string? page) => _isAsked = true;

    public override void Take(string? page, HtxResult<ListPage> answer, bool mayRestart = true)
    {
        _isAsked = false;
        _taken++;
        var where = $"page {Reading.Pages + 1} of {kind}";
        var error = (answer as HtxResult<ListPage>.Failed)?.Error;
        if (answer is HtxResult<ListPage>.NoAnswer lost)
        {
            End(new LookProblem(HtxCodeClass.Unknown, $"{where}: {lost.Detail}"));
        }
        else if (error is not null && (page is null || error.Class is HtxCodeClass.Retry or HtxCodeClass.Blocked or HtxCodeClass.Moved))
        {
            // An older list, and that of an account without isolated margin, may not know the word.
            FilterIsRefused = page is null && kind.MarginMode == MarginMode.Isolated && _restarts == 0
                && error is { Class: HtxCodeClass.Fatal or HtxCodeClass.Unknown, Code: { } code } && !HtxCode.IsAuthentication(code);
            End(new LookProblem(
                FilterIsRefused ? HtxCodeClass.Unknown : error.Class,
                $"{where}: {error}{(FilterIsRefused ? "; the list of all margin modes may be of cross margin alone" : "")}"));
        }
        else
        {
            // Refused after a page that was not: HTX may not know the row any more that the cursor names.
            Go(answer is HtxResult<ListPage>.Ok { Value: ListPage.OfV5 ok } ? List.AddPage(ok.Rows) : V5ListStep.Shifted, where, error, mayRestart);
        }
    }

    public override OpenList Another() => new V5OpenList(kind, Scope, ContractCode);

    public override string ToString() => $"v5 {kind} of {ContractCode ?? "*"}";

    private void Go(V5ListStep step, string where, HtxError? error, bool mayRestart)
    {
        if (step == V5ListStep.Ended)
        {
            End();
        }
        else if (_taken >= maximumPages)
        {
            End(new LookProblem(HtxCodeClass.Unknown, $"{kind} has more than {maximumPages} pages"));
        }
        else if (step == V5ListStep.Shifted && (!mayRestart || _restarts++ == MaximumRestarts))
        {
            End(new LookProblem(HtxCodeClass.Unknown, $"{where}: {error?.ToString() ?? "the list shifts while it is read"}", IsShift: !mayRestart));
        }
        else if (step == V5ListStep.Shifted)
        {
            StartOver();
            _list = null;
        }
    }
}
