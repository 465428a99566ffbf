namespace HtxCancel.Tests.Kill;

/// <summary>Which API the account lives on. Times are milliseconds since the run's start; the question is asked from 100 on.</summary>
public sealed class ModeQuestionTests
{
    private ModeQuestion _mode = New();
    private int _asked;

    [Theory]
    [InlineData(AssetMode.SingleAsset, ApiGeneration.V1)]
    [InlineData(AssetMode.MultiAssets, ApiGeneration.V5)]
    [InlineData(AssetMode.SingleAssetV5, ApiGeneration.V5)]
    public void What_htx_says_is_used_and_nothing_else(object mode, object api)
    {
        Answer(Ask(), (AssetMode)mode);

        Assert.Equal([(ApiGeneration)api], Used(at: 10_000));
    }

    [Fact]
    public void Both_are_used_after_300_ms_without_an_answer()
    {
        Assert.Empty(Used(at: 399));
        Assert.Equal([ApiGeneration.V1, ApiGeneration.V5], Used(at: 400));
    }

    [Fact]
    public void What_is_remembered_only_chooses_what_is_used_first()
    {
        _mode = New(AssetMode.MultiAssets);
        Assert.Equal([ApiGeneration.V5], Used(at: 100));
        Assert.Equal([ApiGeneration.V1, ApiGeneration.V5], Used(at: 400));
        Assert.Null(_mode.Named);

        Answer(Ask(), AssetMode.SingleAsset);
        Assert.Equal([ApiGeneration.V1], Used(at: 100));
    }

    [Fact]
    public void Of_several_answers_the_one_that_was_asked_last_counts()
    {
        var first = Ask();
        Lose(first, at: 200);
        Answer(Ask(), AssetMode.MultiAssets);
        Answer(first, AssetMode.SingleAsset, isLate: true);

        Assert.Equal(AssetMode.MultiAssets, _mode.Named);
    }

    [Fact]
    public void An_answer_that_comes_late_counts_while_no_later_question_is_answered_and_ends_none()
    {
        var first = Ask();
        Lose(first, at: 200);
        Ask();
        Answer(first, AssetMode.SingleAsset, isLate: true);

        Assert.Equal((AssetMode.SingleAsset, true), (_mode.Named, _mode.IsUnderWay));
    }

    [Theory]
    [InlineData(AssetMode.MultiAssets, AssetMode.SingleAssetV5, false)]
    [InlineData(AssetMode.SingleAsset, AssetMode.SingleAsset, false)]
    [InlineData(AssetMode.SingleAsset, AssetMode.MultiAssets, true)]
    [InlineData(AssetMode.SingleAssetV5, AssetMode.SingleAsset, true)]
    public void An_account_has_moved_when_its_api_is_another_one_than_before(object before, object after, bool moved)
    {
        Answer(Ask(), (AssetMode)before);

        Assert.Equal(moved, Answer(Ask(), (AssetMode)after));
    }

    [Theory]
    [InlineData(AssetMode.SingleAsset, false)]
    [InlineData(AssetMode.MultiAssets, true)]
    [InlineData(AssetMode.SingleAssetV5, true)]
    public void An_account_that_is_first_said_to_live_on_v5_may_have_moved_there_since(object mode, bool moved) =>
        Assert.Equal(moved, Answer(Ask(), (AssetMode)mode));

    [Fact]
    public void It_is_asked_once_and_when_the_keys_are_there()
    {
        Assert.Equal(100, DueAt());

        var asked = Ask();
        Assert.Null(DueAt());

        Answer(asked, AssetMode.SingleAsset);
        Assert.Null(DueAt());
    }

    [Fact]
    public void Without_an_answer_it_is_asked_again_and_again_later_and_later()
    {
        var waits = new List<double?>();
        for (var question = 0; question < 5; question++)
        {
            Lose(Ask(), at: 1000);
            waits.Add(DueAt() - 1000);
        }

        Assert.Equal([250, 500, 1000, 2000, 2000], waits);
        Assert.Equal(("no answer", 5), (_mode.Problem, _mode.Fruitless));
    }

    [Fact]
    public void It_is_asked_again_after_a_look_that_ended_since_it_was_asked_last()
    {
        Answer(Ask(afterEnded: 2), AssetMode.SingleAsset);

        Assert.Equal(2, _mode.NamedAfterEnded);
        Assert.Null(DueAt(afterLook: 2));
        Assert.NotNull(DueAt(afterLook: 3));
    }

    [Fact]
    public void It_is_asked_again_when_the_api_that_htx_named_says_that_the_account_moved()
    {
        Answer(Ask(), AssetMode.SingleAsset);
        _mode.Doubt();
        Assert.NotNull(DueAt());

        Lose(Ask(), 200);
        Assert.NotNull(DueAt());

        Answer(Ask(), AssetMode.SingleAsset);
        Assert.Null(DueAt());
    }

    private static ModeQuestion New(AssetMode? remembered = null) => new(remembered, TimeSpan.FromMilliseconds(100));

    private double? DueAt(int? afterLook = null) => _mode.DueAt(afterLook)?.TotalMilliseconds;

    private List<ApiGeneration> Used(double at) => [.. Enum.GetValues<ApiGeneration>().Where(api => _mode.Uses(api, TimeSpan.FromMilliseconds(at)))];

    private UnderWay Ask(int afterEnded = 0)
    {
        _mode.Asked();
        return new UnderWay(++_asked, new Do.ReadMode(0), TimeSpan.Zero, [], After: 0, afterEnded);
    }

    private bool Answer(UnderWay asked, AssetMode mode, bool isLate = false) =>
        _mode.Answered(new HtxResult<AssetMode>.Ok(mode), asked, isLate, TimeSpan.FromMilliseconds(150));

    private void Lose(UnderWay asked, double at) =>
        _mode.Answered(new HtxResult<AssetMode>.NoAnswer("no answer"), asked, isLate: false, TimeSpan.FromMilliseconds(at));
}
