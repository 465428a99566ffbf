namespace HtxCancel.Htx;

/// <summary>One request to HTX, without host, keys or time: those belong to the attempt.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">The path from its slash on, without query.</param>
/// <param name="Pool">Which of the account's two rate pools it draws from.</param>
/// <param name="Parameters">The query's business parameters (GET only).</param>
/// <param name="Body">The JSON body (POST only).</param>
internal sealed record HtxRequest(
    HttpMethod Method,
    string Path,
    RatePool Pool,
    IReadOnlyCollection<KeyValuePair<string, string>> Parameters,
    ReadOnlyMemory<byte>? Body)
{
    /// <summary>The host that is to be asked, from 0; null for whichever gives answers.</summary>
    public int? Host { get; init; }

    /// <summary>A GET without business parameters.</summary>
    public static HtxRequest Get(string path, RatePool pool) => new(HttpMethod.Get, path, pool, [], null);

    /// <summary>A GET with business parameters, which are signed with the rest of the query.</summary>
    public static HtxRequest Get(string path, RatePool pool, IReadOnlyCollection<KeyValuePair<string, string>> parameters) =>
        new(HttpMethod.Get, path, pool, parameters, null);

    /// <summary>A POST whose business parameters are the JSON <paramref name="body"/>.</summary>
    public static HtxRequest Post(string path, RatePool pool, ReadOnlyMemory<byte> body) => new(HttpMethod.Post, path, pool, [], body);
}
