using Azure.Identity;

namespace HtxCancel.Tests.ApiKeys;

public sealed class KeyVaultApiKeysTests : IDisposable
{
    private readonly KeyVaultDriver _driver = new();

    public void Dispose()
    {
        Assert.DoesNotContain(_driver.Log.Lines, line => line.Message.Contains("canary", StringComparison.OrdinalIgnoreCase));
        _driver.Dispose();
    }

    [Fact]
    public async Task Keys_come_with_when_they_were_fetched_and_when_they_expire()
    {
        var expires = new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);
        _driver.Answer = _ => Task.FromResult(KeyVaultDriver.Secret(KeyVaultDriver.Keys(" canary-access-a\t", "canary-secret-a\n"), expires.ToUnixTimeSeconds()));
        var now = _driver.Time.GetUtcNow();

        var found = Assert.IsType<ApiKeyResult.Found>(await _driver.GetAsync());

        Assert.Equal(new ApiKeyPair("canary-access-a", "canary-secret-a"), found.Keys);
        Assert.Equal((now, expires), (found.FetchedAt, found.ExpiresAt));
        Assert.Equal(["/secrets/htx-main"], _driver.Asked);
        Assert.Same(found, _driver.Store.Cached("HTX-MAIN"));
        Assert.Null(_driver.Store.Cached("other"));
        Assert.Empty(_driver.Log.Lines);
    }

    [Fact]
    public async Task Keys_of_five_minutes_are_used_without_a_question()
    {
        var first = await _driver.GetAsync();
        _driver.Time.Advance(KeyVaultApiKeys.FreshFor);

        Assert.Same(first, await _driver.GetAsync());
        Assert.Single(_driver.Asked);
    }

    [Fact]
    public async Task Older_keys_are_used_at_once_and_fetched_anew_beside_the_run()
    {
        await _driver.GetAsync();
        _driver.Time.Advance(KeyVaultApiKeys.FreshFor + TimeSpan.FromMilliseconds(1));
        using var asks = new ManualResetEventSlim();
        _driver.Answer = cancellationToken =>
        {
            // Nothing of the question may hold up whoever uses the keys that are there.
            asks.Wait(TimeSpan.FromSeconds(10), cancellationToken);
            return Task.FromResult(KeyVaultDriver.Secret(KeyVaultDriver.Keys("canary-access-b", "canary-secret-b")));
        };

        var used = _driver.Store.GetAsync("htx-main", CancellationToken.None);
        var wasReady = used.IsCompleted;
        asks.Set();

        Assert.True(wasReady);
        Assert.Equal("canary-access-a", Assert.IsType<ApiKeyResult.Found>(await used).Keys.AccessKey);
        while (_driver.Store.Cached("htx-main")!.Keys.AccessKey == "canary-access-a")
        {
            await Task.Yield();
        }

        Assert.Equal("canary-access-b", Assert.IsType<ApiKeyResult.Found>(await _driver.GetAsync()).Keys.AccessKey);
        Assert.Equal(2, _driver.Asked.Count);
    }

    [Fact]
    public async Task Who_asks_while_a_question_is_under_way_shares_it_and_the_next_one_asks_again()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _driver.Answer = _ => answer.Task;
        var both = Task.WhenAll(_driver.Store.RefreshAsync("htx-main", CancellationToken.None), _driver.Store.RefreshAsync("HTX-main", CancellationToken.None));
        while (_driver.Asked.Count == 0)
        {
            await Task.Yield();
        }

        answer.SetResult(KeyVaultDriver.Secret(KeyVaultDriver.Keys("canary-access-a", "canary-secret-a")));

        Assert.All(await both, result => Assert.IsType<ApiKeyResult.Found>(result));
        Assert.Single(_driver.Asked);
        _driver.Answer = _ => Task.FromResult(KeyVaultDriver.Error(500, "Busy"));
        Assert.IsType<ApiKeyResult.Silent>(await _driver.RefreshAsync());
        Assert.Equal(2, _driver.Asked.Count);
    }

    [Fact]
    public async Task A_vault_that_has_no_answer_is_asked_twice_a_second_until_the_caller_gives_up()
    {
        _driver.Answer = _ => Task.FromResult(KeyVaultDriver.Error(503, "Busy"));
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(1_900), _driver.Time);

        var silent = Assert.IsType<ApiKeyResult.Silent>(await _driver.GetAsync(deadline.Token));

        Assert.Equal("Key Vault answered 503 Busy for secret 'htx-main'", silent.Detail);
        Assert.Equal(4, _driver.Asked.Count);
    }

    [Fact]
    public async Task An_answer_that_comes_in_the_end_is_taken()
    {
        var asked = 0;
        _driver.Answer = _ => Task.FromResult(++asked < 3 ? KeyVaultDriver.Error(500, "Busy") : KeyVaultDriver.Secret(KeyVaultDriver.Keys("canary-access-a", "canary-secret-a")));

        Assert.IsType<ApiKeyResult.Found>(await _driver.GetAsync());
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Each_reason_is_logged_once_until_keys_come_again()
    {
        foreach (var status in new[] { 500, 500, 503, 503, 200, 503 })
        {
            _driver.Answer = _ => Task.FromResult(status == 200
                ? KeyVaultDriver.Secret(KeyVaultDriver.Keys("canary-access-a", "canary-secret-a"))
                : KeyVaultDriver.Error(status, "Busy"));
            await _driver.RefreshAsync();
        }

        Assert.Equal(
            new[] { 500, 503, 503 }.Select(status => $"Exchange keys were not fetched: Key Vault answered {status} Busy for secret 'htx-main'."),
            _driver.Log.Lines.Select(line => line.Message));
    }

    [Fact]
    public async Task A_refusal_is_logged_and_not_asked_again()
    {
        _driver.Answer = _ => Task.FromResult(KeyVaultDriver.Error(404, "SecretNotFound"));

        var refused = Assert.IsType<ApiKeyResult.Refused>(await _driver.GetAsync());

        Assert.Equal("Key Vault answered 404 SecretNotFound for secret 'htx-main': create it, or correct SecretName", refused.Detail);
        Assert.False(refused.IsMalformed);
        Assert.Single(_driver.Asked);
        Assert.Equal($"Exchange keys were not fetched: {refused.Detail}.", Assert.Single(_driver.Log.Lines).Message);
    }

    [Theory]
    [InlineData("SecretDisabled", "the secret is disabled: enable it")]
    [InlineData("ForbiddenByRbac", "give the app's identity the role Key Vault Secrets User, and let the vault's firewall admit the app")]
    public async Task A_forbidden_secret_is_refused_with_what_to_do(string reason, string whatToDo)
    {
        _driver.Answer = _ => Task.FromResult(KeyVaultDriver.Error(403, "Forbidden", reason));

        var refused = Assert.IsType<ApiKeyResult.Refused>(await _driver.GetAsync());

        Assert.Equal($"Key Vault answered 403 Forbidden for secret 'htx-main': {whatToDo}", refused.Detail);
    }

    [Theory]
    [InlineData(null, "is not the JSON that is expected")]
    [InlineData("canary", "is not the JSON that is expected")]
    [InlineData("null", "lacks access_key or secret_key")]
    [InlineData("""{"access_key":"canary"}""", "lacks access_key or secret_key")]
    [InlineData("""{"access_key":" ","secret_key":"canary"}""", "lacks access_key or secret_key")]
    [InlineData("""{"access_key":"canary","secret_key":""}""", "lacks access_key or secret_key")]
    public async Task A_secret_that_is_no_pair_of_keys_is_malformed(string? value, string says)
    {
        _driver.Answer = _ => Task.FromResult(KeyVaultDriver.Secret(value));

        var refused = Assert.IsType<ApiKeyResult.Refused>(await _driver.GetAsync());

        Assert.True(refused.IsMalformed);
        Assert.Equal($"secret 'htx-main' {says}: it must be {{\"access_key\":\"…\",\"secret_key\":\"…\"}}", refused.Detail);
    }

    [Fact]
    public async Task A_vault_that_cannot_be_reached_is_silent()
    {
        _driver.Answer = _ => throw new HttpRequestException("canary");

        Assert.Equal("Key Vault could not be reached for secret 'htx-main'", Assert.IsType<ApiKeyResult.Silent>(await _driver.RefreshAsync()).Detail);
    }

    [Fact]
    public async Task Something_else_at_the_vaults_address_is_refused()
    {
        _driver.Resource = "https://canary.example.com";

        Assert.Equal(
            "what answers at KeyVault:Uri is not the Key Vault of that name: check KeyVault:Uri",
            Assert.IsType<ApiKeyResult.Refused>(await _driver.GetAsync()).Detail);
    }

    [Fact]
    public async Task A_vault_that_hangs_is_given_8_s()
    {
        _driver.Answer = async cancellationToken =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _driver.Time, cancellationToken);
            return KeyVaultDriver.Secret(null);
        };
        var begun = _driver.Time.GetUtcNow();

        var silent = Assert.IsType<ApiKeyResult.Silent>(await _driver.RefreshAsync());

        Assert.Equal("Key Vault or the identity endpoint did not answer for secret 'htx-main' within 8 s", silent.Detail);
        Assert.Equal(TimeSpan.FromSeconds(8), _driver.Time.GetUtcNow() - begun);
    }

    [Fact]
    public async Task A_caller_who_waits_no_longer_is_told_so()
    {
        _driver.Answer = async cancellationToken =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _driver.Time, cancellationToken);
            return KeyVaultDriver.Secret(null);
        };
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1), _driver.Time);

        var silent = Assert.IsType<ApiKeyResult.Silent>(await _driver.GetAsync(deadline.Token));

        Assert.Equal("Key Vault or the identity endpoint did not answer for secret 'htx-main' in time", silent.Detail);
    }

    [Fact]
    public async Task No_token_is_silent_and_tells_the_kind_alone()
    {
        _driver.Token = () => throw new CredentialUnavailableException("canary");

        Assert.Equal(
            "no token from the managed identity for secret 'htx-main' (CredentialUnavailableException)",
            Assert.IsType<ApiKeyResult.Silent>(await _driver.RefreshAsync()).Detail);
    }

    [Theory]
    [InlineData(typeof(NotSupportedException))]
    [InlineData(typeof(ObjectDisposedException))]
    public async Task Whatever_else_goes_wrong_is_silent_and_tells_the_kind_alone(Type kind)
    {
        _driver.Token = () => throw (Exception)Activator.CreateInstance(kind, "canary")!;

        Assert.Equal($"Key Vault could not be read for secret 'htx-main' ({kind.Name})", Assert.IsType<ApiKeyResult.Silent>(await _driver.RefreshAsync()).Detail);
    }

    [Fact]
    public void Neither_half_of_a_pair_is_shown()
    {
        Assert.Equal("ApiKeyPair { … }", $"{new ApiKeyPair("canary", "canary")}");
        Assert.Equal("ApiKeySecret { … }", $"{new ApiKeySecret("canary", "canary")}");
    }
}
