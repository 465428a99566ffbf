using HtxCancel.Cancellation;
using HtxCancel.Htx;
using HtxCancel.Htx.LinearSwapV1;
using HtxCancel.Htx.TradeV5;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Fuzz;

/// <summary>Reads the pages of one list with the parsers of the service, as its order books do.</summary>
internal static class ListReader
{
    /// <summary>The look that the pages make, and how many of them were read until it was whole or unreadable.</summary>
    public static (Look Look, int Pages) Read(ListQuestion question, IReadOnlyList<FuzzedAnswer> pages)
    {
        var reading = new ListReading(question.Scope, question.ContractCode, new FakeTimeProvider());
        return question.Generation == ApiGeneration.V1 ? ReadV1(question, reading, pages) : ReadV5(question, reading, pages);
    }

    private static (Look Look, int Pages) ReadV1(ListQuestion question, ListReading reading, IReadOnlyList<FuzzedAnswer> pages)
    {
        var list = new V1List(reading, question.Kind.MarginMode!.Value);
        for (var page = 0; page < pages.Count; page++)
        {
            if (LinearSwapV1OrderBook.ReadPage(pages[page].Reply) is not HtxResult<OpenOrdersData>.Ok ok)
            {
                return (reading.Unreadable(HtxCodeClass.Unknown, "no page"), page + 1);
            }

            if (list.AddPage(ok.Value.Orders!, ok.Value.TotalSize!.Value, question.PageSize))
            {
                return (reading.Finished(), page + 1);
            }
        }

        return (reading.Unreadable(HtxCodeClass.Unknown, "more pages"), pages.Count);
    }

    private static (Look Look, int Pages) ReadV5(ListQuestion question, ListReading reading, IReadOnlyList<FuzzedAnswer> pages)
    {
        var list = new V5List(reading, question.Kind);
        for (var page = 0; page < pages.Count; page++)
        {
            if (TradeV5OrderBook.ReadPage(pages[page].Reply) is not HtxResult<ListedRow?[]>.Ok ok)
            {
                return (reading.Unreadable(HtxCodeClass.Unknown, "no page"), page + 1);
            }

            switch (list.AddPage(ok.Value))
            {
                case V5ListStep.Ended:
                    return (reading.Finished(), page + 1);
                case V5ListStep.Shifted:
                    return (reading.Unreadable(HtxCodeClass.Unknown, "the list shifts"), page + 1);
                case V5ListStep.More:
                    break;
            }
        }

        return (reading.Unreadable(HtxCodeClass.Unknown, "more pages"), pages.Count);
    }
}
