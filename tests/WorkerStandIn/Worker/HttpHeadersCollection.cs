using System.Net.Http.Headers;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>The headers of a request or an answer.</summary>
public class HttpHeadersCollection : HttpHeaders
{
    /// <summary>Creates a collection without headers.</summary>
    public HttpHeadersCollection()
    {
    }

    /// <summary>Creates a collection of headers that may have several values each.</summary>
    /// <param name="headers">The names and their values; not validated.</param>
    public HttpHeadersCollection(IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
    {
        foreach (var header in headers)
        {
            TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    /// <summary>Creates a collection of headers with one value each.</summary>
    /// <param name="headers">The names and their values; not validated.</param>
    public HttpHeadersCollection(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var header in headers)
        {
            TryAddWithoutValidation(header.Key, header.Value);
        }
    }
}
