using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>
/// Gathers what says that an API generation does not serve an account: answers of that meaning, in a row. One alone may be
/// a fault of the moment, a 404 the edge's. Not thread-safe.
/// </summary>
internal sealed class OutEvidence
{
    private readonly List<IReadOnlyList<HtxError>> _inARow = [];

    /// <summary>The last answer that said so; null when the last answer said something else.</summary>
    public HtxError? Latest => _inARow.LastOrDefault()?[0];

    /// <summary>It was said twice, at least once by a code of HTX's.</summary>
    public bool HasCode => _inARow.Count > 1 && Errors.Any(error => !error.PathMissing);

    private IEnumerable<HtxError> Errors => _inARow.SelectMany(errors => errors);

    /// <summary>The paths are missing: said twice and, together with another kind of call's answers, by every host.</summary>
    public bool IsMissing(int hosts, OutEvidence with) =>
        _inARow.Count > 1 && Errors.Concat(with.Errors).DistinctBy(error => error.Host).Count() >= hosts;

    /// <summary>Takes the errors of the next answer; none for an answer that said something else.</summary>
    public void Add(IReadOnlyList<HtxError> errors)
    {
        if (errors.Count > 0)
        {
            _inARow.Add(errors);
        }
        else
        {
            _inARow.Clear();
        }
    }
}
