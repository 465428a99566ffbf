namespace HtxCancel.Htx;

/// <summary>One request to HTX, without host, keys or time: those belong to the attempt. A GET has parameters, a POST a JSON body.</summary>
internal sealed record HtxRequest(
    HttpMethod Method, string Path, RatePool Pool, IReadOnlyCollection<KeyValuePair<string, string>> Parameters, ReadOnlyMemory<byte>? Body)
{
    /// <summary>The host that is to be asked, from 0; null for whichever gives answers.</summary>
    public int? Host { get; init; }

    public static HtxRequest Get(string path, RatePool pool, IReadOnlyCollection<KeyValuePair<string, string>>? parameters = null) =>
        new(HttpMethod.Get, path, pool, parameters ?? [], null);

    public static HtxRequest Post(string path, RatePool pool, ReadOnlyMemory<byte> body) => new(HttpMethod.Post, path, pool, [], body);
}

/// <summary>HTX counts private calls of a UID in two pools: calls that need the permission to trade, and calls that only read.</summary>
internal enum RatePool
{
    Trade,
    Read,
}
