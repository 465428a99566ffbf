namespace HtxCancel.Scope;

/// <summary>What is wrong with an input, field by field.</summary>
public sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> _byField = new(StringComparer.Ordinal);

    /// <summary>Nothing is wrong.</summary>
    public bool IsEmpty => _byField.Count == 0;

    /// <summary>The messages of each field.</summary>
    public IReadOnlyDictionary<string, string[]> ByField => _byField.ToDictionary(e => e.Key, e => e.Value.ToArray());

    /// <summary>Notes that <paramref name="field"/> is wrong, and what is allowed.</summary>
    public void Add(string field, string message)
    {
        if (!_byField.TryGetValue(field, out var messages))
            _byField.Add(field, messages = []);

        if (!messages.Contains(message))
            messages.Add(message);
    }
}
