using System.Collections;

namespace HtxCancel.Scope;

/// <summary>Members in the order in which they were given, which means nothing: equal to any other list of the same ones. Immutable.</summary>
internal sealed class Unordered<T>(IEnumerable<T> members) : IReadOnlyList<T>, IEquatable<Unordered<T>>
    where T : notnull
{
    private readonly T[] _members = [.. members];

    /// <inheritdoc/>
    public int Count => _members.Length;

    /// <inheritdoc/>
    public T this[int index] => _members[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _members.AsEnumerable().GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Unordered<T>? other) => other is not null && _members.ToHashSet().SetEquals(other._members);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Unordered<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => _members.Distinct().Aggregate(0, (sum, member) => unchecked(sum + member.GetHashCode()));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
