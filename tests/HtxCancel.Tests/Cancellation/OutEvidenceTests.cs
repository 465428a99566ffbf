using HtxCancel.Cancellation;
using HtxCancel.Htx;

namespace HtxCancel.Tests.Cancellation;

public sealed class OutEvidenceTests
{
    private static readonly HtxError Code = new(HtxCodeClass.Moved, 6023, "moved");

    private readonly OutEvidence _evidence = new();
    private readonly OutEvidence _other = new();

    [Fact]
    public void Nothing_is_said_at_first()
    {
        Assert.Null(_evidence.Latest);
        Assert.False(_evidence.HasCode);
        Assert.False(_evidence.IsMissing(0, _other));
    }

    [Fact]
    public void One_code_alone_may_be_a_fault_of_the_moment()
    {
        _evidence.Add([Code]);
        Assert.False(_evidence.HasCode);

        _evidence.Add([Code with { Code = 6002 }, Code]);
        Assert.True(_evidence.HasCode);
        Assert.Equal(6002, _evidence.Latest!.Code);
    }

    [Fact]
    public void One_code_among_missing_paths_is_enough_and_missing_paths_alone_are_no_code()
    {
        _evidence.Add([Missing(0)]);
        _evidence.Add([Missing(1)]);
        Assert.False(_evidence.HasCode);

        _evidence.Add([Code]);
        Assert.True(_evidence.HasCode);
    }

    [Fact]
    public void An_answer_that_says_something_else_takes_back_what_was_said()
    {
        _evidence.Add([Code]);
        _evidence.Add([Code]);
        _evidence.Add([]);
        Assert.Null(_evidence.Latest);
        Assert.False(_evidence.HasCode);

        _evidence.Add([Code]);
        Assert.False(_evidence.HasCode);
    }

    [Fact]
    public void Paths_are_missing_once_every_host_has_said_so()
    {
        _evidence.Add([Missing(0)]);
        _evidence.Add([Missing(0)]);
        Assert.False(_evidence.IsMissing(2, _other));

        _evidence.Add([Missing(1)]);
        Assert.True(_evidence.IsMissing(2, _other));
        Assert.False(_evidence.IsMissing(3, _other));
    }

    [Fact]
    public void Another_kind_of_call_speaks_for_its_host_and_not_for_the_second_time()
    {
        _other.Add([Missing(1)]);
        _evidence.Add([Missing(0)]);
        Assert.False(_evidence.IsMissing(2, _other));

        _evidence.Add([Missing(0)]);
        Assert.True(_evidence.IsMissing(2, _other));
    }

    private static HtxError Missing(int host) => new(HtxCodeClass.Moved, 404, "no path", PathMissing: true) { Host = host };
}
