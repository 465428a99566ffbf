namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>A v1 list of one margin mode while it is read. Pages are asked for side by side as far as orders are expected, and taken in
/// their order; what they hold decides. A list of more than <paramref name="maximumPages"/> pages is not whole.</summary>
internal sealed class V1OpenList(MarginMode margin, CancelScope scope, string? contractCode, int maximumPages = int.MaxValue)
    : OpenList(scope, contractCode)
{
    private const int MaximumPagesAhead = 8;

    private readonly Dictionary<int, HtxResult<ListPage>> _answered = [];
    private V1List? _list;
    private int _asked;
    private int _taken;
    private int _expected = contractCode is null && scope.ContractCodes.Count > V1Calls.PageSize ? 2 : 1;

    public MarginMode Margin => margin;

    public override bool TryNext(out string? page)
    {
        var next = _asked + 1;
        page = next.ToString(CultureInfo.InvariantCulture);
        return !IsEnded && next <= maximumPages && (next == _taken + 1 || (next <= _expected && _asked - _taken < MaximumPagesAhead));
    }

    public override void Asked(string? page) => _asked = int.Parse(page!, CultureInfo.InvariantCulture);

    public override void Take(string? page, HtxResult<ListPage> answer, bool mayRestart = true)
    {
        _answered[page is null ? 1 : int.Parse(page, CultureInfo.InvariantCulture)] = answer;
        while (_answered.Remove(_taken + 1, out var next))
        {
            _taken++;
            TakeNext(next);
        }
    }

    public override OpenList Another() => new V1OpenList(margin, Scope, ContractCode);

    public override string ToString() => $"v1 {margin.ToString().ToLowerInvariant()} list of {ContractCode ?? "*"}";

    private void TakeNext(HtxResult<ListPage> answer)
    {
        var list = _list ??= new V1List(Reading, margin);
        if (IsEnded)
        {
            // A page that was asked for too many: an order there is one that was shown.
            if (answer is HtxResult<ListPage>.Ok { Value: ListPage.OfV1 { Rows.Count: > 0 } spare })
                list.AddPage(spare.Rows, spare.TotalSize, V1Calls.PageSize);

            return;
        }

        switch (answer)
        {
            case HtxResult<ListPage>.Ok { Value: ListPage.OfV1 rows }:
                _expected = (rows.TotalSize + V1Calls.PageSize - 1) / V1Calls.PageSize;
                if (list.AddPage(rows.Rows, rows.TotalSize, V1Calls.PageSize))
                    End();
                else if (_taken == maximumPages)
                    End(new LookProblem(HtxCodeClass.Unknown, $"the list has more than {maximumPages} pages"));

                break;
            case HtxResult<ListPage>.Failed failed:
                End(new LookProblem(failed.Error.Class, $"page {_taken} of the list: {failed.Error}"));
                break;
            case HtxResult<ListPage>.NoAnswer lost:
                End(new LookProblem(HtxCodeClass.Unknown, $"page {_taken} of the list: {lost.Detail}"));
                break;
        }
    }
}
