using System.Security.Cryptography;
using System.Text;

namespace HtxFunctions.Functions;

/// <summary>
/// <c>GET /api/console</c>: the page from which a person kills. It holds no data and needs no key; every call that it makes does.
/// </summary>
public static class ConsolePage
{
    private static readonly string Html = ReadHtml();
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(Html);

    // Its own script and style and nothing else; https://www.w3.org/TR/CSP3/
    private static readonly string Policy =
        $"default-src 'none'; script-src {HashOf("script")}; style-src {HashOf("style")}; connect-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Answers with the page.</summary>
    [Function("Console")]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "console")] HttpRequestData request)
    {
        var response = request.CreateResponse(HttpStatusCode.OK);
        response.Headers.Add("Content-Type", "text/html; charset=utf-8");
        response.Headers.Add("Content-Security-Policy", Policy);
        response.Headers.Add("X-Content-Type-Options", "nosniff");
        response.Headers.Add("Referrer-Policy", "no-referrer");
        response.Headers.Add("Cache-Control", "no-store");
        await response.Body.WriteAsync(Body).ConfigureAwait(false);
        return response;
    }

    // A browser hashes what stands between the tags, with line feeds alone.
    private static string HashOf(string tag)
    {
        var from = Html.IndexOf($"<{tag}>", StringComparison.Ordinal) + tag.Length + 2;
        var text = Html[from..Html.IndexOf($"</{tag}>", StringComparison.Ordinal)];
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
    }

    private static string ReadHtml()
    {
        using var reader = new StreamReader(typeof(ConsolePage).Assembly.GetManifestResourceStream("console.html")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
