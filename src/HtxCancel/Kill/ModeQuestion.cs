namespace HtxCancel.Kill;

/// <summary>
/// Which API the account's orders live on: only HTX's own answer in this run says it, neither a 404 nor a refusal of either
/// API. Of several answers the one that was asked last counts.
/// </summary>
internal sealed class ModeQuestion(AssetMode? remembered, TimeSpan begunAt)
{
    // So long an answer may take before both APIs are used: long enough for a distant host to be asked once.
    private static readonly TimeSpan s_bothAfter = TimeSpan.FromMilliseconds(300);

    private TimeSpan _nextAt = begunAt;
    private int _doubts;
    private int _doubtsWhenAsked;
    private int _doubtsSettled;
    private int _namedBy;

    /// <summary>What HTX said in this run; null while it has not.</summary>
    public AssetMode? Named { get; private set; }

    /// <summary>How many looks had ended when that was asked.</summary>
    public int NamedAfterEnded { get; private set; }

    /// <summary>Why it is not known, as a part of a sentence.</summary>
    public string Problem { get; private set; } = "not answered yet";

    public int Fruitless { get; private set; }

    public bool IsUnderWay { get; private set; }

    /// <summary>The API that HTX named has answered since that the account's orders live elsewhere.</summary>
    public bool IsDoubted => _doubts > _doubtsSettled;

    /// <summary>When both APIs are used for want of an answer.</summary>
    public TimeSpan BothFrom { get; } = begunAt + s_bothAfter;

    /// <summary>Whether orders are sought through <paramref name="api"/>.</summary>
    public bool Uses(ApiGeneration api, TimeSpan now) => Named is { } named ? named.Api() == api : now >= BothFrom || remembered?.Api() == api;

    /// <summary>When it is to be asked next; null when it need not be.</summary>
    public TimeSpan? DueAt(int? afterLook) => IsUnderWay ? null : Named is null || IsDoubted || NamedAfterEnded < afterLook ? _nextAt : null;

    /// <summary>The API that HTX named answers that the account's orders live elsewhere.</summary>
    public void Doubt() => _doubts++;

    public void Asked() => (IsUnderWay, _doubtsWhenAsked) = (true, _doubts);

    /// <summary>The question <paramref name="asked"/> was answered, or not, however late.</summary>
    /// <returns>
    /// Whether what lists have shown so far proves nothing: the account lives elsewhere than HTX said before, or, said for the first
    /// time, on v5: it may have been moved there since. (On v1 the mode is asked once more after the last look.)
    /// </returns>
    public bool Answered(HtxResult<AssetMode> answer, UnderWay asked, bool isLate, TimeSpan now)
    {
        IsUnderWay &= isLate;
        if (answer is not HtxResult<AssetMode>.Ok { Value: var mode })
        {
            Problem = answer is HtxResult<AssetMode>.Failed failed ? failed.Error.ToString() : ((HtxResult<AssetMode>.NoAnswer)answer).Detail;
            _nextAt = now + Times.PauseAfter(++Fruitless);
            return false;
        }

        if (asked.Id < _namedBy)
            return false;

        _doubtsSettled = isLate ? _doubtsSettled : _doubtsWhenAsked;
        var moved = Named is { } before ? before.Api() != mode.Api() : mode.Api() == ApiGeneration.V5;
        (Named, NamedAfterEnded, _namedBy, _nextAt, Fruitless) = (mode, asked.AfterEnded, asked.Id, now, 0);
        return moved;
    }
}
