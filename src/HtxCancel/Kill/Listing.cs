namespace HtxCancel.Kill;

/// <summary>The looks at one contract, or at the account, through one API: one at a time.</summary>
internal sealed class Listing(ApiGeneration api, string? contractCode, bool isBeside = false)
{
    // Longer than an answer can be late.
    private const int Kept = 100;

    private readonly List<Look> _ended = [];

    public ApiGeneration Api => api;

    public string? ContractCode => contractCode;

    public bool IsBeside => isBeside;

    public Look? Current { get; private set; }

    /// <summary>The last look that has ended; null before the first.</summary>
    public Look? Last => _ended.Count > 0 ? _ended[^1] : null;

    /// <summary>The next look, where one has been thought of.</summary>
    public Look? Prepared { get; set; }

    public void Begin(int id, TimeSpan at)
    {
        (Current, Prepared) = (Prepared, null);
        Current!.Begin(id, at);
    }

    public void Ended()
    {
        _ended.Add(Current!);
        Current = null;
        if (_ended.Count > Kept)
            _ended.RemoveAt(0);
    }

    /// <summary>Whether <paramref name="list"/> is a part of one of its looks.</summary>
    public bool Has(OpenList list) => Looks.Any(look => look.Lists.Contains(list));

    /// <summary>The look that <paramref name="list"/> is a part of.</summary>
    public Look LookOf(OpenList list) => Looks.First(look => look.Lists.Contains(list));

    // The latest first.
    private IEnumerable<Look> Looks => (Current is null ? [] : new[] { Current }).Concat(_ended.AsEnumerable().Reverse());
}
