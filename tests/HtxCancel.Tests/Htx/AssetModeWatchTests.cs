using HtxCancel.Htx;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Htx;

public sealed class AssetModeWatchTests : IDisposable
{
    private static readonly AssetModeFinding SingleAsset = new AssetModeFinding.Known(AssetMode.SingleAsset);

    private readonly ClientDriver _driver = new();

    public void Dispose() => _driver.Dispose();

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(0, true, false)]
    [InlineData(1, false, true)]
    [InlineData(2, false, true)]
    public void Before_an_answer_only_what_was_remembered_is_used(int? remembered, bool v1, bool v5)
    {
        using var watch = Watch(remembered);

        Assert.Equal((v1, v5), (watch.Uses(ApiGeneration.V1), watch.Uses(ApiGeneration.V5)));
        Assert.Equal(new AssetModeFinding.Unread("not answered yet"), watch.Finding);
        Assert.False(watch.Changed.IsCompleted);
    }

    [Theory]
    [InlineData(290, false)]
    [InlineData(310, true)]
    public async Task Both_generations_are_used_when_the_answer_takes_longer_than_300_ms(int milliseconds, bool both)
    {
        _driver.Answers((_, _) => SimulatedResponse.Hang);
        using var watch = Watch(remembered: 0);

        var changed = await RunAsync(watch, milliseconds);

        Assert.Equal(both, changed);
        Assert.Equal((true, both), (watch.Uses(ApiGeneration.V1), watch.Uses(ApiGeneration.V5)));
    }

    [Theory]
    [InlineData(0, true, false)]
    [InlineData(1, false, true)]
    [InlineData(2, false, true)]
    public async Task The_answer_settles_what_is_used_whatever_was_remembered(int mode, bool v1, bool v5)
    {
        _driver.Answers((_, _) => ClientDriver.Mode(mode));
        using var watch = Watch(remembered: 2 - mode);

        var took = await WatchAsync(watch, TimeSpan.FromMinutes(1));

        Assert.Equal(new AssetModeFinding.Known((AssetMode)mode), watch.Finding);
        Assert.Equal((v1, v5), (watch.Uses(ApiGeneration.V1), watch.Uses(ApiGeneration.V5)));
        Assert.Single(_driver.Asked);

        // Nothing that it began is left behind.
        Assert.Equal(TimeSpan.FromMilliseconds(300), took);
    }

    [Theory]
    [InlineData(503, "HTTP 503 with a page of HTML, from the edge and not from the exchange", 0, 250, 750, 1750, 3750, 5750, 7750, 9750)]
    [InlineData(1003, "HTX 1003: no", 0, 250, 750, 1750, 3750, 5750, 7750, 9750)]
    [InlineData(404, "HTX 404: the host does not know this path", 0, 250, 750, 1750, 3750, 5750, 7750, 9750)]
    [InlineData(6023, "HTX 6023: no", 0, 250, 750, 1750, 3750, 5750, 7750, 9750)]
    public async Task It_asks_the_hosts_in_turn_until_it_knows(int answer, string detail, params int[] at)
    {
        _driver.Answers((_, _) => _driver.Answer(answer));
        using var watch = Watch();

        await WatchAsync(watch, TimeSpan.FromSeconds(10.5));

        Assert.Equal(new AssetModeFinding.Unread(detail), watch.Finding);
        Assert.Equal(at.Select(milliseconds => (double)milliseconds), _driver.AskedAt);
        Assert.Equal(at.Select((_, number) => number % 2), _driver.Asked);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(404)]
    [InlineData(0)]
    public async Task Whoever_waits_hears_of_each_answer(int answer)
    {
        _driver.Answers((_, _) => _driver.Answer(answer));
        using var watch = Watch();

        Assert.True(await RunAsync(watch, milliseconds: 10));

        Assert.False(watch.Changed.IsCompleted);
    }

    [Fact]
    public async Task A_watch_that_is_ended_before_it_begins_asks_nothing()
    {
        using var watch = Watch();

        await WatchAsync(watch, TimeSpan.Zero);

        Assert.Empty(_driver.Asked);
        Assert.False(watch.Uses(ApiGeneration.V1));
        Assert.False(watch.Changed.IsCompleted);
    }

    [Fact]
    public async Task A_mode_is_confirmed_by_one_question_for_all_looks_that_were_begun_before_it()
    {
        using var watch = await KnownAsync();
        var now = _driver.Time.GetTimestamp();

        Assert.True(await ConfirmAsync(watch, now));
        Assert.True(await ConfirmAsync(watch, now));
        Assert.True(await ConfirmAsync(watch, now - 1));
        Assert.Equal(2, _driver.Asked.Count());

        Assert.True(await ConfirmAsync(watch, now + 1));
        Assert.Equal(3, _driver.Asked.Count());
        Assert.Equal(long.MinValue, watch.MovedAt);
    }

    [Fact]
    public async Task A_look_that_was_begun_while_the_question_was_under_way_needs_another()
    {
        using var watch = await KnownAsync();
        _driver.Answers((_, _) => ClientDriver.Mode(0) with { Delay = TimeSpan.FromMilliseconds(100) });

        var confirmed = await _driver.RunAsync(async () =>
        {
            var begunAt = _driver.Time.GetTimestamp();
            var first = watch.ConfirmAsync(SingleAsset, begunAt, CancellationToken.None);
            var beside = watch.ConfirmAsync(SingleAsset, begunAt, CancellationToken.None);
            await Task.Delay(TimeSpan.FromMilliseconds(50), _driver.Time);
            var during = watch.ConfirmAsync(SingleAsset, _driver.Time.GetTimestamp(), CancellationToken.None);
            return await Task.WhenAll(first, beside, during);
        });

        Assert.Equal([true, true, true], confirmed);
        Assert.Equal(1 + 2, _driver.Asked.Count());
    }

    [Fact]
    public async Task A_mode_that_has_changed_is_not_confirmed_and_is_the_new_finding()
    {
        using var watch = await KnownAsync();
        var changed = watch.Changed;
        _driver.Account.AssetMode = 2;

        Assert.False(await ConfirmAsync(watch, _driver.Time.GetTimestamp()));

        Assert.Equal(new AssetModeFinding.Known(AssetMode.SingleAssetV5), watch.Finding);
        Assert.True(changed.IsCompleted);
        Assert.Equal(_driver.Time.GetTimestamp(), watch.MovedAt);
        Assert.False(await ConfirmAsync(watch, _driver.Time.GetTimestamp() + 1));
        Assert.Equal(2, _driver.Asked.Count());
    }

    [Fact]
    public async Task A_question_without_an_answer_confirms_nothing_and_the_next_goes_to_the_other_host()
    {
        using var watch = await KnownAsync();
        _driver.Answers((_, number) => number < 5 ? SimulatedResponse.Html(503) : null);

        for (var question = 0; question < 3; question++)
        {
            Assert.False(await ConfirmAsync(watch, _driver.Time.GetTimestamp()));
        }

        Assert.Equal(SingleAsset, watch.Finding);
        Assert.True(await ConfirmAsync(watch, _driver.Time.GetTimestamp()));
        Assert.Equal([0, 0, 1, 0, 1], _driver.Asked);
    }

    private AssetModeWatch Watch(int? remembered = null) => new(_driver.Client, (AssetMode?)remembered, _driver.Time);

    // How long it took.
    private async Task<TimeSpan> WatchAsync(AssetModeWatch watch, TimeSpan deadline)
    {
        var begunAt = _driver.Time.GetUtcNow();
        return await _driver.RunAsync(async () =>
        {
            using var end = new CancellationTokenSource(deadline, _driver.Time);
            await watch.WatchAsync(end.Token);
            return _driver.Time.GetUtcNow() - begunAt;
        });
    }

    // Whether those that waited from the start had heard of anything by then.
    private Task<bool> RunAsync(AssetModeWatch watch, int milliseconds) => _driver.RunAsync(async () =>
    {
        using var end = new CancellationTokenSource();
        var changed = watch.Changed;
        var run = watch.WatchAsync(end.Token);
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), _driver.Time);
        var hasChanged = changed.IsCompleted;
        await end.CancelAsync();
        await run;
        return hasChanged;
    });

    private async Task<AssetModeWatch> KnownAsync()
    {
        var watch = Watch();
        await WatchAsync(watch, TimeSpan.FromMinutes(1));
        return watch;
    }

    private Task<bool> ConfirmAsync(AssetModeWatch watch, long lookBegunAt) =>
        _driver.RunAsync(() => watch.ConfirmAsync(SingleAsset, lookBegunAt, CancellationToken.None));
}
