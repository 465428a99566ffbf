using System.Globalization;
using System.Text.Json;

namespace HtxCancel.Tests.Htx;

public sealed class HtxSignerTests
{
    private static readonly JsonDocument Vectors = JsonDocument.Parse(
        typeof(HtxSignerTests).Assembly.GetManifestResourceStream("signing-vectors.json")!);

    public static TheoryData<string> Names() => [.. Vectors.RootElement.EnumerateArray().Select(vector => vector.GetProperty("name").GetString()!)];

    public static TheoryData<string, string> NamesAndCultures()
    {
        var rows = new TheoryData<string, string>();
        foreach (var culture in new[] { "th-TH", "ar-SA", "fi-FI", "fa-IR" })
        {
            foreach (var vector in Vectors.RootElement.EnumerateArray())
            {
                rows.Add(vector.GetProperty("name").GetString()!, culture);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_vector_gives_its_canonical_text_and_its_signature(string name) => AssertVector(name);

    [Theory]
    [MemberData(nameof(NamesAndCultures))]
    public void No_culture_changes_a_signature(string name, string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            AssertVector(name);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void There_are_vectors() => Assert.True(Vectors.RootElement.GetArrayLength() >= 10);

    [Fact]
    public void A_plus_in_a_signature_is_encoded()
    {
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var queries = Enumerable.Range(0, 64).Select(second => HtxSigner.SignedQuery(
            HttpMethod.Post, "api.hbdm.com", "/x", [], new ApiKeyPair("a", "s"), now.AddSeconds(second)));

        Assert.All(queries, query => Assert.DoesNotContain('+', query));
        Assert.Contains(queries, query => query.Contains("%2B", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_signed_host_is_the_addresss_host_without_its_port()
    {
        var socket = new RecordingSocket();
        using var client = new HttpMessageInvoker(new HtxSigningHandler(TimeProvider.System, socket));
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1:8443/linear-swap-api/v1/swap_cancelall");
        request.Options.Set(HtxSigningHandler.Order, new SigningContext(new ApiKeyPair("a", "s"), [], TimeSpan.Zero));

        using var response = await client.SendAsync(request, CancellationToken.None);

        var query = socket.Address!.Query[1..];
        var signed = query[..query.IndexOf("&Signature=", StringComparison.Ordinal)];
        var expected = HtxSigner.Signature($"POST\n127.0.0.1\n/linear-swap-api/v1/swap_cancelall\n{signed}", "s");
        Assert.Equal(expected, Uri.UnescapeDataString(query[(query.IndexOf("&Signature=", StringComparison.Ordinal) + 11)..]));
        Assert.Equal(8443, socket.Address.Port);
    }

    [Fact]
    public void Keys_do_not_show_in_text() =>
        Assert.DoesNotContain("ecret", new ApiKeyPair("access-secret", "secret").ToString(), StringComparison.Ordinal);

    private static void AssertVector(string name)
    {
        var vector = Vectors.RootElement.EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);
        string Text(string property) => vector.GetProperty(property).GetString()!;
        var method = new HttpMethod(Text("method"));
        var parameters = vector.GetProperty("parameters").EnumerateObject()
            .Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value.GetString()!)).ToList();
        var now = DateTimeOffset.Parse(Text("timestamp_utc"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        var query = HtxSigner.Query(parameters, Text("access_key"), now);
        var canonical = HtxSigner.CanonicalText(method, Text("host"), Text("path"), query);
        var signed = HtxSigner.SignedQuery(method, Text("host"), Text("path"), parameters, new ApiKeyPair(Text("access_key"), Text("secret_key")), now);

        Assert.Equal(Text("canonical"), canonical);
        Assert.Equal(Text("signature"), HtxSigner.Signature(canonical, Text("secret_key")));
        Assert.EndsWith("&Signature=" + Text("signature_encoded"), signed, StringComparison.Ordinal);
    }

    private sealed class RecordingSocket : HttpMessageHandler
    {
        public Uri? Address { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Address = request.RequestUri;
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
