namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>The cookies an answer sets.</summary>
public abstract class HttpCookies
{
    /// <summary>Adds a cookie.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public abstract void Append(string name, string value);

    /// <summary>Adds a cookie.</summary>
    /// <param name="cookie">The cookie.</param>
    public abstract void Append(IHttpCookie cookie);

    /// <summary>Creates a cookie to be filled in.</summary>
    /// <returns>The cookie, not yet part of the answer.</returns>
    public abstract IHttpCookie CreateNew();
}
