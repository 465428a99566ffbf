namespace HtxCancel.Tests.Fuzz;

/// <summary>Reads the pages of one list with the parsers of the service, as its order books do.</summary>
internal static class ListReader
{
    /// <summary>The look that the pages make, and how many of them were read until it was whole or unreadable.</summary>
    public static (ListReading List, int Pages) Read(ListQuestion question, IReadOnlyList<FuzzedAnswer> pages)
    {
        var reading = new ListReading(question.Scope, question.ContractCode);
        return question.Generation == ApiGeneration.V1 ? ReadV1(question, reading, pages) : ReadV5(question, reading, pages);
    }

    private static (ListReading List, int Pages) ReadV1(ListQuestion question, ListReading reading, IReadOnlyList<FuzzedAnswer> pages)
    {
        var list = new V1List(reading, question.Kind.MarginMode!.Value);
        for (var page = 0; page < pages.Count; page++)
        {
            if (V1Calls.ReadPage(pages[page].Reply) is not HtxResult<ListPage>.Ok { Value: ListPage.OfV1 rows })
            {
                return (Unreadable(reading, "no page"), page + 1);
            }

            if (list.AddPage(rows.Rows, rows.TotalSize, question.PageSize))
            {
                return (reading, page + 1);
            }
        }

        return (Unreadable(reading, "more pages"), pages.Count);
    }

    private static (ListReading List, int Pages) ReadV5(ListQuestion question, ListReading reading, IReadOnlyList<FuzzedAnswer> pages)
    {
        var list = new V5List(reading, question.Kind);
        for (var page = 0; page < pages.Count; page++)
        {
            if (V5Calls.ReadPage(pages[page].Reply) is not HtxResult<ListPage>.Ok { Value: ListPage.OfV5 rows })
            {
                return (Unreadable(reading, "no page"), page + 1);
            }

            switch (list.AddPage(rows.Rows))
            {
                case V5ListStep.Ended:
                    return (reading, page + 1);
                case V5ListStep.Shifted:
                    return (Unreadable(reading, "the list shifts"), page + 1);
                case V5ListStep.More:
                    break;
            }
        }

        return (Unreadable(reading, "more pages"), pages.Count);
    }

    private static ListReading Unreadable(ListReading reading, string detail)
    {
        reading.Unreadable(new LookProblem(HtxCodeClass.Unknown, detail));
        return reading;
    }
}
