namespace HtxCancel.Tests.Kill;

public sealed class TablesTests
{
    [Theory]
    [InlineData(nameof(HtxCodeClass.Nothing), nameof(CancelState.Accepted))]
    [InlineData(nameof(HtxCodeClass.Gone), nameof(CancelState.Accepted))]
    [InlineData(nameof(HtxCodeClass.Filled), nameof(CancelState.Accepted))]
    [InlineData(nameof(HtxCodeClass.InProgress), nameof(CancelState.Accepted))]
    [InlineData(nameof(HtxCodeClass.Retry), nameof(CancelState.Open))]
    [InlineData(nameof(HtxCodeClass.Unknown), nameof(CancelState.Open))]
    [InlineData(nameof(HtxCodeClass.Moved), nameof(CancelState.Open))]
    [InlineData(nameof(HtxCodeClass.Blocked), nameof(CancelState.Blocked))]
    [InlineData(nameof(HtxCodeClass.Fatal), nameof(CancelState.Refused))]
    public void A_code_says_what_a_cancel_came_to(string @class, string state) =>
        Assert.Equal(state, Tables.StateAfter(Enum.Parse<HtxCodeClass>(@class)).ToString());

    [Theory]
    [InlineData(nameof(CancelState.Accepted), nameof(ListState.NotRead), Outcome.Unknown)]
    [InlineData(nameof(CancelState.Accepted), nameof(ListState.Unreadable), Outcome.Unknown)]
    [InlineData(nameof(CancelState.Accepted), nameof(ListState.Blocked), Outcome.Blocked)]
    [InlineData(nameof(CancelState.Accepted), nameof(ListState.Orders), Outcome.Remaining)]
    [InlineData(nameof(CancelState.Accepted), nameof(ListState.NotProven), Outcome.Unknown)]
    [InlineData(nameof(CancelState.Accepted), nameof(ListState.Proven), Outcome.Clear)]
    [InlineData(nameof(CancelState.Open), nameof(ListState.NotRead), Outcome.Unknown)]
    [InlineData(nameof(CancelState.Open), nameof(ListState.Unreadable), Outcome.Unknown)]
    [InlineData(nameof(CancelState.Open), nameof(ListState.Blocked), Outcome.Blocked)]
    [InlineData(nameof(CancelState.Open), nameof(ListState.Orders), Outcome.Remaining)]
    [InlineData(nameof(CancelState.Open), nameof(ListState.NotProven), Outcome.Unknown)]
    [InlineData(nameof(CancelState.Open), nameof(ListState.Proven), Outcome.Unknown)]
    [InlineData(nameof(CancelState.Blocked), nameof(ListState.NotRead), Outcome.Blocked)]
    [InlineData(nameof(CancelState.Blocked), nameof(ListState.Unreadable), Outcome.Blocked)]
    [InlineData(nameof(CancelState.Blocked), nameof(ListState.Blocked), Outcome.Blocked)]
    [InlineData(nameof(CancelState.Blocked), nameof(ListState.Orders), Outcome.Blocked)]
    [InlineData(nameof(CancelState.Blocked), nameof(ListState.NotProven), Outcome.Blocked)]
    [InlineData(nameof(CancelState.Blocked), nameof(ListState.Proven), Outcome.Unknown)]
    [InlineData(nameof(CancelState.Refused), nameof(ListState.NotRead), Outcome.Refused)]
    [InlineData(nameof(CancelState.Refused), nameof(ListState.Unreadable), Outcome.Refused)]
    [InlineData(nameof(CancelState.Refused), nameof(ListState.Blocked), Outcome.Refused)]
    [InlineData(nameof(CancelState.Refused), nameof(ListState.Orders), Outcome.Refused)]
    [InlineData(nameof(CancelState.Refused), nameof(ListState.NotProven), Outcome.Refused)]
    [InlineData(nameof(CancelState.Refused), nameof(ListState.Proven), Outcome.Refused)]
    public void The_last_cancel_and_the_lists_say_how_a_contract_ends(string cancel, string lists, Outcome outcome) =>
        Assert.Equal(outcome, Tables.OutcomeOf(Enum.Parse<CancelState>(cancel), Enum.Parse<ListState>(lists)));

    [Theory]
    [InlineData(Outcome.Refused, Outcome.Refused, Outcome.Refused)]
    [InlineData(Outcome.Blocked, Outcome.Refused, Outcome.Blocked)]
    [InlineData(Outcome.Blocked, Outcome.Blocked, Outcome.Remaining)]
    [InlineData(Outcome.Blocked, Outcome.Clear, Outcome.Blocked)]
    [InlineData(Outcome.Remaining, Outcome.Remaining, Outcome.Unknown)]
    [InlineData(Outcome.Remaining, Outcome.Refused, Outcome.Remaining)]
    [InlineData(Outcome.Unknown, Outcome.Refused, Outcome.Unknown)]
    [InlineData(Outcome.Unknown, Outcome.Refused, Outcome.Clear)]
    [InlineData(Outcome.Unknown, Outcome.Clear, Outcome.Clear)]
    [InlineData(Outcome.Unknown, Outcome.DryRun, Outcome.DryRun)]
    public void While_the_mode_is_unread_nothing_is_clear(Outcome outcome, Outcome v1, Outcome v5)
    {
        Assert.Equal(outcome, Tables.WhileUnread([v1, v5]));
        Assert.Equal(outcome, Tables.WhileUnread([v5, v1]));
    }

    [Theory]
    [InlineData(0, 250)]
    [InlineData(1, 250)]
    [InlineData(2, 500)]
    [InlineData(3, 1000)]
    [InlineData(4, 2000)]
    [InlineData(5, 2000)]
    [InlineData(1000, 2000)]
    public void What_is_fruitless_is_tried_again_later_and_later_up_to_2_seconds(int fruitless, double milliseconds) =>
        Assert.Equal(milliseconds, Times.PauseAfter(fruitless).TotalMilliseconds);
}
