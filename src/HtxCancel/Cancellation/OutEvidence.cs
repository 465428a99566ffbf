using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>
/// Gathers what says that an API generation does not serve an account: answers of that meaning, in a row. One alone may be
/// a fault of the moment, a 404 the edge's. Not thread-safe.
/// </summary>
internal sealed class OutEvidence
{
    private readonly List<HtxError> _inARow = [];

    /// <summary>The last answer that said so; null when the last answer said something else.</summary>
    public HtxError? Latest => _inARow.LastOrDefault();

    /// <summary>It was said twice, at least once by a code of HTX's.</summary>
    public bool HasCode => _inARow.Count > 1 && _inARow.Exists(error => !error.PathMissing);

    /// <summary>The paths are missing: said twice and, together with another kind of call's answers, by every host.</summary>
    public bool IsMissing(int hosts, OutEvidence with) =>
        _inARow.Count > 1 && _inARow.Concat(with._inARow).DistinctBy(error => error.Host).Count() >= hosts;

    /// <summary>Takes the next answer; null for one that is no error of HTX's.</summary>
    public void Add(HtxError? error)
    {
        if (error is { Class: HtxCodeClass.Moved })
        {
            _inARow.Add(error);
        }
        else
        {
            _inARow.Clear();
        }
    }
}
