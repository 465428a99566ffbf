using System.Net;
using System.Text;
using FunctionsHost.Http;

namespace HtxFunctions.Tests.Hosting;

/// <summary>What HTTP functions get from the functions host, and their callers.</summary>
public sealed class HttpFrontTests : IAsyncLifetime
{
    private ProbeApp _probe = null!;

    public async Task InitializeAsync() => _probe = await ProbeApp.StartAsync();

    public async Task DisposeAsync() => await _probe.DisposeAsync();

    [Fact]
    public async Task A_call_arrives_with_method_address_headers_and_body_and_its_answer_comes_back()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/probe/one/two?a=1&b=%20x") { Content = new StringContent("hello", Encoding.UTF8, "text/plain") };
        request.Headers.Add("X-Several", ["1", "2"]);

        using var answer = await _probe.Client.SendAsync(request);

        var arrived = await ProbeApp.ReadAsync(answer);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(("one,two", "application/json"), (Assert.Single(answer.Headers.GetValues("X-Probe")), answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(("POST", $"{_probe.App.Url}api/probe/one/two?a=1&b=%20x"), (arrived.GetProperty("method").GetString(), arrived.GetProperty("url").GetString()));
        Assert.Equal(("hello", "5"), (arrived.GetProperty("text").GetString(), arrived.GetProperty("headers").GetProperty("content-length").GetString()));

        // One string, as the real host sends it: the worker cannot tell two values from one with a comma.
        Assert.Equal("1,2", arrived.GetProperty("headers").GetProperty("x-several").GetString()!.Replace(", ", ",", StringComparison.Ordinal));
        Assert.Equal(("one", "two"), (arrived.GetProperty("route").GetProperty("name").GetString(), arrived.GetProperty("route").GetProperty("rest").GetString()));
    }

    [Fact]
    public async Task A_chunked_body_does_not_arrive()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/probe/one") { Content = new StringContent("hello") };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await _probe.Client.SendAsync(request);

        var arrived = await ProbeApp.ReadAsync(answer);
        Assert.Equal((0, "chunked"), (arrived.GetProperty("length").GetInt64(), arrived.GetProperty("headers").GetProperty("transfer-encoding").GetString()));
    }

    [Fact]
    public async Task A_body_of_20_MB_arrives_whole()
    {
        using var answer = await _probe.Client.PostAsync("api/probe/one", new ByteArrayContent(new byte[20_000_000]));

        Assert.Equal(20_000_000, (await ProbeApp.ReadAsync(answer)).GetProperty("length").GetInt64());
    }

    [Fact]
    public async Task A_body_of_more_than_100_MB_is_refused_before_it_is_sent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/probe/one") { Content = new Announced((100 * 1024 * 1024) + 1) };
        request.Headers.ExpectContinue = true;

        using var answer = await _probe.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "api/probe/one", 202)]
    [InlineData("DELETE", "api/probe/one", 404)]
    [InlineData("POST", "api/probe/fixed", 202)]
    [InlineData("PATCH", "api/EchoAny", 202)]
    [InlineData("GET", "api/by/setting", 202)]
    [InlineData("GET", "api/probe", 404)]
    [InlineData("GET", "probe/one", 404)]
    [InlineData("GET", "api/Tick", 404)]
    [InlineData("GET", "", 404)]
    public async Task A_function_is_found_by_route_and_method_and_everything_else_is_404(string method, string path, int status)
    {
        using var answer = await _probe.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("keyed", "own", 202)]
    [InlineData("keyed", "host", 202)]
    [InlineData("keyed", "master", 202)]
    [InlineData("keyed", "another function's", 401)]
    [InlineData("keyed", "wrong", 401)]
    [InlineData("keyed", "none", 401)]
    [InlineData("admin-only", "master", 202)]
    [InlineData("admin-only", "own", 401)]
    [InlineData("admin-only", "host", 401)]
    [InlineData("admin-only", "none", 401)]
    [InlineData("probe/one", "wrong", 202)]
    public async Task A_key_opens_what_it_is_for_in_header_and_query(string path, string key, int status)
    {
        var function = path == "keyed" ? "Keyed" : "AdminOnly";
        var value = key switch
        {
            "own" => _probe.App.KeyOf(function),
            "host" => _probe.App.HostKey,
            "master" => _probe.App.MasterKey,
            "another function's" => _probe.App.KeyOf("OtherKeyed"),
            "wrong" => "wrong",
            _ => null,
        };
        using var inHeader = new HttpRequestMessage(HttpMethod.Get, $"api/{path}");
        if (value is not null)
        {
            inHeader.Headers.Add(FunctionKeys.Header, value);
        }

        using var answer = await _probe.Client.SendAsync(inHeader);
        using var byQuery = await _probe.Client.GetAsync($"api/{path}?{(value is null ? "" : $"{FunctionKeys.QueryField}={value}")}");

        Assert.Equal((status, status), ((int)answer.StatusCode, (int)byQuery.StatusCode));
    }

    [Fact]
    public async Task A_function_that_fails_is_500_with_an_empty_body_and_its_fault_is_in_the_log()
    {
        using var answer = await _probe.Client.GetAsync("api/fail");

        Assert.Equal((HttpStatusCode.InternalServerError, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Contains(_probe.Log, line => line.Category == "Host.Results" && line.Message.Contains("It failed at /api/fail.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_who_hangs_up_cancels_the_functions_token_and_nothing_else()
    {
        using var hangUp = new CancellationTokenSource();
        var call = _probe.Client.GetAsync("api/wait", hangUp.Token);
        await _probe.Probe.Waiting.Reader.ReadAsync();

        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await _probe.Probe.Cancelled.Task;
        Assert.Equal(1, _probe.App.Running);
    }

    [Fact]
    public async Task A_function_that_is_disabled_or_whose_setting_is_missing_is_404_and_the_others_serve()
    {
        await using var probe = await ProbeApp.StartAsync(null, ("AzureWebJobs_EchoAny_Disabled", "1"), ("RouteSetting", null));

        using var disabled = await probe.Client.GetAsync("api/EchoAny");
        using var faulty = await probe.Client.GetAsync("api/by/setting");
        using var other = await probe.Client.GetAsync("api/probe/one");

        Assert.Equal((404, 404, 202), ((int)disabled.StatusCode, (int)faulty.StatusCode, (int)other.StatusCode));
        Assert.Equal("Function EchoSetting is disabled: the app setting RouteSetting is missing.", Assert.Single(probe.Log, line => line.Category == "Host.Startup").Message);
    }

    // Says how long it is, and must not be asked for it.
    private sealed class Announced(long length) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new InvalidOperationException("It was sent.");

        protected override bool TryComputeLength(out long announced)
        {
            announced = length;
            return true;
        }
    }
}
