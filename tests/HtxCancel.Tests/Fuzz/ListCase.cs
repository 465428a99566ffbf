namespace HtxCancel.Tests.Fuzz;

/// <summary>A list that is asked for, and the answers that come, one a page.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Pages">What is answered.</param>
/// <param name="Mutated">How many of them are not the exchange's.</param>
internal sealed record ListCase(ListQuestion Question, IReadOnlyList<FuzzedAnswer> Pages, int Mutated)
{
    // Small pages, so that a list of few rows has several.
    private const int PageSize = 3;

    /// <summary>Draws a list of few orders, often with none in scope, and mutates some of its pages.</summary>
    public static ListCase Draw(Random random, SimulatedAnswers answers)
    {
        var question = Ask(random);
        var rows = answers.RowsFor(question);
        random.Shuffle(rows);
        var shown = rows.Take(random.Next(3) == 0 ? 0 : random.Next(8));
        if (random.Next(4) != 0)
        {
            shown = shown.Where(row => AnswerOracle.RowOf(question, row.Json).InScope == false);
        }

        var pages = SimulatedAnswers.PagesOf(question, [.. shown]);
        var mutated = 0;
        if (random.Next(16) != 0)
        {
            var first = random.Next(pages.Count);
            for (var page = 0; page < pages.Count; page++)
            {
                if (page == first || random.Next(4) == 0)
                {
                    pages[page] = AnswerMutator.Mutate(random, pages[page]);
                    mutated++;
                }
            }
        }

        return new ListCase(question, pages, mutated);
    }

    public override string ToString() => $"{Question}\n  {string.Join("\n  ", Pages)}";

    private static ListQuestion Ask(Random random)
    {
        var code = random.Next(3) == 0 ? null : "BTC-USDT";
        var scope = new CancelScope(
            ["main"],
            code is not null ? [code] : random.Next(2) == 0 ? [CancelScope.EveryContract] : ["BTC-USDT"],
            random.Next(4) switch { 0 => Direction.Buy, 1 => Direction.Sell, _ => null },
            random.Next(4) switch { 0 => Offset.Open, 1 => Offset.Close, _ => null })
        {
            MarginModeAsked = (MarginScope)random.Next(3),
            OrderTypes = Enum.GetValues<OrderType>(),
        };
        var generation = random.Next(2) == 0 ? ApiGeneration.V1 : ApiGeneration.V5;
        V5ListKind[] kinds = [.. V5ListKind.Of(generation == ApiGeneration.V1 ? OrderType.Plain : scope.OrderTypes[random.Next(scope.OrderTypes.Count)], scope.MarginMode)];
        return new ListQuestion(generation, kinds[random.Next(kinds.Length)], scope, code, PageSize);
    }
}
