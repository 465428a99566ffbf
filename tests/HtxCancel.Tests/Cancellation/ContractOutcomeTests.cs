using HtxCancel.Cancellation;

namespace HtxCancel.Tests.Cancellation;

public sealed class ContractOutcomeTests
{
    public static TheoryData<string, string, Outcome> Rows() => new()
    {
        { "Accepted", "EmptyTwice", Outcome.Clear },
        { "Accepted", "Orders", Outcome.Remaining },
        { "Accepted", "Blocked", Outcome.Blocked },
        { "Accepted", "Unproven", Outcome.Unknown },
        { "Refused", "EmptyTwice", Outcome.Refused },
        { "Refused", "Orders", Outcome.Refused },
        { "Refused", "Blocked", Outcome.Refused },
        { "Refused", "Unproven", Outcome.Refused },
        { "Blocked", "EmptyTwice", Outcome.Unknown },
        { "Blocked", "Orders", Outcome.Blocked },
        { "Blocked", "Blocked", Outcome.Blocked },
        { "Blocked", "Unproven", Outcome.Blocked },
        { "Open", "EmptyTwice", Outcome.Unknown },
        { "Open", "Orders", Outcome.Remaining },
        { "Open", "Blocked", Outcome.Blocked },
        { "Open", "Unproven", Outcome.Unknown },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_of_the_table_gives_its_outcome(string cancel, string looks, Outcome expected) =>
        Assert.Equal(expected, ContractOutcome.Of(Enum.Parse<CancelState>(cancel), Enum.Parse<LookState>(looks)));

    [Fact]
    public void The_table_has_every_row() =>
        Assert.Equal(Enum.GetValues<CancelState>().Length * Enum.GetValues<LookState>().Length, Rows().Count);

    [Fact]
    public void Refused_is_worse_than_unknown_than_remaining_than_blocked_than_clear() =>
        Assert.Equal(
            [Outcome.Refused, Outcome.Unknown, Outcome.Remaining, Outcome.Blocked, Outcome.Clear, Outcome.DryRun],
            Enum.GetValues<Outcome>().OrderDescending());
}
