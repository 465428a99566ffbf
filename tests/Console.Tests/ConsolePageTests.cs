using System.Text.RegularExpressions;
using Console.Tests.Drivers;
using HtxSimulator;
using Sandbox;

namespace Console.Tests;

/// <summary>The page, from the key to the proof, through the real worker and the simulated exchange.</summary>
public sealed partial class ConsolePageTests
{
    private const string Settling = """{"status":"error","err_code":1056,"err_msg":"settling","ts":1767323045000}""";

    private static readonly SandboxWorldOptions OnV5 = new() { Accounts = [new SandboxAccount(SandboxWorld.AccountName) { AssetMode = 2 }] };

    [FactInBrowser]
    public async Task A_key_opens_the_page_which_says_ready_and_what_each_target_cancels()
    {
        await using var page = await PageDriver.EnterAsync();

        await page.Page.GetByText("READY: a kill would work now.").WaitForAsync();

        var text = await page.TextAsync();
        Assert.Contains("Cancels plain orders in isolated margin on BTC-USDT, ETH-USDT, XRP-USDT of account main; everything else stays.", text, StringComparison.Ordinal);
        Assert.Contains("Account main: ready, on HTX’s v1 API", text, StringComparison.Ordinal);
        Assert.Equal(page.World.Functions.HostKey, await page.StoredKeyAsync());
    }

    [FactInBrowser]
    public async Task A_switched_off_target_is_red_with_its_reason_and_has_no_button()
    {
        await using var page = await PageDriver.EnterAsync(options: With(("Targets:off:ContractCodes", "BTC")));

        await page.Page.GetByText("NOT READY: a kill may not work.").WaitForAsync();

        var text = await page.TextAsync();
        Assert.Contains("Switched off: it cannot be killed.", text, StringComparison.Ordinal);
        Assert.Contains("Targets:off:ContractCodes", text, StringComparison.Ordinal);
        Assert.Equal(["Kill sandbox …", "Dry run of sandbox"], await page.Page.Locator("#targets button").AllInnerTextsAsync());
    }

    [FactInBrowser]
    public async Task A_vault_without_the_secret_is_red_with_a_sentence_and_green_again_when_it_is_there()
    {
        await using var page = await PageDriver.EnterAsync();
        await page.Page.GetByText("READY: a kill would work now.").WaitForAsync();
        var secret = page.World.Vault.Secrets[SandboxWorld.SecretName];
        page.World.Vault.Secrets.Remove(SandboxWorld.SecretName, out _);

        await page.PressAsync("Check again");
        await page.Page.GetByText("NOT READY: a kill may not work.").WaitForAsync();
        Assert.Contains("htx-main", await page.Page.Locator("#light").InnerTextAsync(), StringComparison.Ordinal);

        page.World.Vault.Secrets[SandboxWorld.SecretName] = secret;
        await page.PressAsync("Check again");
        await page.Page.GetByText("READY: a kill would work now.").WaitForAsync();
    }

    [FactInBrowser]
    public async Task A_dry_run_shows_what_would_go_by_account_and_contract_and_what_stays_and_cancels_nothing()
    {
        await using var page = await PageDriver.EnterAsync();
        page.Place(plain: 4, cross: 2);

        await page.PressAsync("Dry run of sandbox");

        Assert.Equal("DRY RUN", await page.WordAsync());
        Assert.Equal([["BTC-USDT", "2"], ["ETH-USDT", "1"], ["XRP-USDT", "1"]], await RowsAsync(page));
        await page.Page.GetByText("2 plain orders rest outside sandbox").WaitForAsync();
        await page.Page.GetByText("main: plain, cross margin: 2 orders on BTC-USDT and ETH-USDT").WaitForAsync();
        await page.Page.GetByText("main is on HTX’s v1 API, where this switch sees plain orders only.").WaitForAsync();
        Assert.Equal(0, await page.Page.GetByRole(AriaRole.Button, new() { Name = "too" }).CountAsync());
        Assert.Equal(6, page.Exchange.RestingOrders.Count);
    }

    [FactInBrowser]
    public async Task A_kill_asks_for_the_targets_name_shows_that_it_works_and_then_the_proof()
    {
        await using var page = await PageDriver.EnterAsync();
        page.Place(plain: 4);

        await page.PressAsync("Kill sandbox …");
        await page.Page.GetByRole(AriaRole.Textbox).FillAsync("sandbo");
        await page.PressAsync("Kill now");
        await page.Page.GetByText("Nothing was sent. Type exactly: sandbox").WaitForAsync();
        Assert.Equal(4, page.Exchange.RestingOrders.Count);
        await page.Page.GetByRole(AriaRole.Textbox).FillAsync("Sandbox ");
        await page.PressAsync("Kill now");
        await page.Page.GetByText("KILLING").WaitForAsync();

        Assert.Equal("CLEAR", await page.WordAsync());
        Assert.Equal([["BTC-USDT", "clear", "2", "0"], ["ETH-USDT", "clear", "1", "0"], ["XRP-USDT", "clear", "1", "0"]], await RowsAsync(page));
        Assert.Contains("4 cancelled, 0 still seen.", await page.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("Stop the bot", await page.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Exchange.RestingOrders);
        Assert.Equal(0, await page.Page.GetByRole(AriaRole.Button, new() { Name = "again" }).CountAsync());
    }

    [FactInBrowser]
    public async Task A_kill_that_is_thought_better_of_sends_nothing()
    {
        await using var page = await PageDriver.EnterAsync();
        page.Place(plain: 1);

        await page.PressAsync("Kill sandbox …");
        await page.PressAsync("Back: kill nothing");
        await page.PressAsync("Kill sandbox …");
        await page.Page.Keyboard.PressAsync("Escape");

        Assert.Single(page.Exchange.RestingOrders);
        Assert.False(await page.Page.Locator("#confirm").IsVisibleAsync());
    }

    [FactInBrowser]
    public async Task What_rests_outside_the_scope_stands_beside_the_word_and_a_second_button_kills_it_too()
    {
        await using var page = await PageDriver.EnterAsync(options: OnV5);
        page.Place(plain: 4, triggers: 7, cross: 1);

        Assert.Equal("CLEAR", await page.KillAsync());
        await page.Page.GetByText("8 orders rest outside sandbox").WaitForAsync();
        Assert.Equal(
            ["main: plain, cross margin: 1 order on BTC-USDT", "main: trigger, isolated margin: 7 orders on BTC-USDT, ETH-USDT and XRP-USDT"],
            await page.Page.Locator(".beside li").AllInnerTextsAsync());
        Assert.Equal(8, page.Exchange.RestingOrders.Count);

        Assert.Equal("CLEAR", await KillOutsideAsync(page));
        await page.Page.GetByText("Nothing else rests on these accounts.").WaitForAsync();
        Assert.Empty(page.Exchange.RestingOrders);
    }

    [FactInBrowser]
    public async Task What_rests_on_other_contracts_can_be_listed_and_killed_too_and_the_page_says_which_these_are()
    {
        await using var page = await PageDriver.EnterAsync(options: OnV5 with { Settings = new Dictionary<string, string?> { ["Targets:sandbox:ContractCodes"] = "BTC-USDT", ["Targets:sandbox:Direction"] = "buy" } });
        page.Place(plain: 6);

        Assert.Equal("CLEAR", await page.KillAsync());
        await page.PressAsync("Kill those, too …");
        Assert.StartsWith(
            "This cancels plain orders on BTC-USDT, ETH-USDT and XRP-USDT in isolated margin, of main, also those of other bots.",
            await page.Page.Locator("#confirm-what").InnerTextAsync(), StringComparison.Ordinal);
        await page.PressAsync("Dry run first");
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Dry run of sandbox and what rests outside it" }).WaitForAsync();
        Assert.Equal([["BTC-USDT", "1"], ["ETH-USDT", "2"], ["XRP-USDT", "2"]], await RowsAsync(page));

        Assert.Equal("CLEAR", await page.KillAsync("Kill sandbox and what rests outside it …"));
        Assert.Empty(page.Exchange.RestingOrders);
    }

    [FactInBrowser]
    public async Task An_exchange_that_is_down_is_unknown_and_the_kill_can_be_repeated_at_once()
    {
        await using var page = await PageDriver.EnterAsync();
        page.Place(plain: 2);
        Fault.Reset.Befall(page.Exchange, Paths.All);

        Assert.Equal("UNKNOWN", await page.KillAsync());
        Assert.Contains("Orders may rest.", await page.TextAsync(), StringComparison.Ordinal);

        await page.PressAsync("Kill sandbox again");
        await page.Page.GetByText("KILLING").WaitForAsync();
        Assert.Equal("UNKNOWN", await page.WordAsync());
        Assert.Equal(2, page.Exchange.RestingOrders.Count);
    }

    [FactInBrowser]
    public async Task An_exchange_that_settles_is_blocked_with_the_time_to_wait()
    {
        await using var page = await PageDriver.EnterAsync();
        page.Place(plain: 2);
        page.Exchange.OnRequest("/linear-swap-api/v1/swap_cancelall", (_, _) => SimulatedResponse.Json(Settling));

        Assert.Equal("BLOCKED", await page.KillAsync());
        Assert.Contains("Kill again in 30 seconds", await page.TextAsync(), StringComparison.Ordinal);
    }

    [FactInBrowser]
    public async Task An_order_that_htx_does_not_cancel_is_red_and_counted()
    {
        await using var page = await PageDriver.EnterAsync();
        page.Place(plain: 2);
        page.Exchange.CancelsDoNothing = true;

        Assert.Equal("ORDERS REMAIN", await page.KillAsync());
        Assert.Equal([["remaining", "0", "1"], ["remaining", "0", "1"]], (await RowsAsync(page)).Select(row => row[1..]));
        Assert.Contains("1 order in scope stood in HTX's last list", (await RowsAsync(page))[0][0], StringComparison.Ordinal);
    }

    [FactInBrowser]
    public async Task A_missing_secret_is_refused_and_the_page_says_how_to_cancel_by_hand()
    {
        await using var page = await PageDriver.EnterAsync(options: With(("Accounts:main:SecretName", "no-such-secret")));

        Assert.Equal("REFUSED", await page.KillAsync());
        Assert.Contains("Cancel at HTX itself", await page.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("no-such-secret", await page.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Page.GetByRole(AriaRole.Button, new() { Name = "again" }).CountAsync());
    }

    [TheoryInBrowser]
    [InlineData("", "Enter the key first.")]
    [InlineData("wrong", "The app does not accept this key. Nothing was stored.")]
    [InlineData("two words", "This is no key")]
    [InlineData("schlüssel", "This is no key")]
    public async Task A_key_that_is_missing_or_wrong_is_said_in_words_and_not_stored(string key, string words)
    {
        await using var page = await PageDriver.OpenAsync();

        await page.GiveKeyAsync(key);

        await page.Page.GetByText(words).WaitForAsync();
        Assert.Null(await page.StoredKeyAsync());
    }

    [FactInBrowser]
    public async Task The_key_of_one_function_is_not_enough_and_not_stored()
    {
        await using var page = await PageDriver.OpenAsync();

        await page.GiveKeyAsync(page.World.Functions.KeyOf("ListTargets"));

        await page.Page.GetByText("a function’s own key opens one call only").WaitForAsync();
        Assert.Null(await page.StoredKeyAsync());
    }

    [FactInBrowser]
    public async Task A_key_outlives_a_reload_and_can_be_forgotten()
    {
        await using var page = await PageDriver.EnterAsync();
        await page.Page.GetByText("READY: a kill would work now.").WaitForAsync();

        await page.Page.ReloadAsync();
        await page.Page.GetByText("READY: a kill would work now.").WaitForAsync();
        await page.PressAsync("Forget the key");

        Assert.Null(await page.StoredKeyAsync());
        Assert.Equal("", await page.Page.GetByLabel("Host key").InputValueAsync());
    }

    [FactInBrowser]
    public async Task A_key_that_was_rotated_meanwhile_cancels_nothing_and_is_asked_for_again()
    {
        await using var page = await PageDriver.EnterAsync();
        page.Place(plain: 1);
        await page.Page.RouteAsync("**/cancel*", route => route.FulfillAsync(new() { Status = 401 }));

        await page.PressAsync("Kill sandbox …");
        await page.Page.GetByRole(AriaRole.Textbox).FillAsync("sandbox");
        await page.PressAsync("Kill now");

        await page.Page.GetByText("The app no longer accepts the key: NOTHING was cancelled.").WaitForAsync();
        Assert.Null(await page.StoredKeyAsync());
    }

    public static TheoryData<int, string, string, string> Answers() => new()
    {
        { 500, "", "UNKNOWN", "The app’s process ended during the call (500)." },
        { 502, "<html>Bad gateway</html>", "UNKNOWN", "The app’s answer (HTTP 502) is no report." },
        { 503, "", "UNKNOWN", "The app’s answer (HTTP 503) is no report." },
        { 200, "", "UNKNOWN", "The app’s answer (HTTP 200) is no report." },
        { 200, """{"outcome":"clear","dry_run":false,"accounts":[""", "UNKNOWN", "The app’s answer (HTTP 200) is no report." },
        { 200, """{"outcome":"clear","dry_run":true,"accounts":[]}""", "UNKNOWN", "The app’s answer (HTTP 200) is no report." },
        { 503, """{"outcome":"clear","dry_run":false,"accounts":[]}""", "UNKNOWN", "The app’s answer (HTTP 503) is no report." },
        { 200, """{"outcome":"splendid","dry_run":false,"accounts":[]}""", "UNKNOWN", "The app’s answer (HTTP 200) is no report." },
        { 200, """{"outcome":"constructor","dry_run":false,"accounts":[]}""", "UNKNOWN", "The app’s answer (HTTP 200) is no report." },
        { 503, """{"outcome":"unknown","title":"An unexpected fault ended the call","errors":{}}""", "UNKNOWN", "The app’s answer (HTTP 503) is no report." },
        { 403, "<html>Web App is stopped</html>", "NOTHING WAS DONE", "Azure keeps you out (403)" },
        { 404, "", "NOTHING WAS DONE", "The app does not have this call (404)." },
        { 404, """{"outcome":"invalid","errors":{"target":["is not a target of the settings: there are a"]}}""", "NOTHING WAS DONE", "target is not a target of the settings: there are a" },
        { 0, "", "NO ANSWER", "The connection was lost." },
    };

    [TheoryInBrowser, MemberData(nameof(Answers))]
    public async Task An_answer_that_is_no_proof_is_never_clear_and_is_said_in_words(int status, string body, string word, string words)
    {
        await using var page = await PageDriver.EnterAsync();
        await page.Page.RouteAsync("**/cancel*", route => status == 0 ? route.AbortAsync() : route.FulfillAsync(new() { Status = status, Body = body }));

        Assert.Equal(word, await page.KillAsync());
        Assert.Contains(words, await page.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("HTX", await page.TextAsync(), StringComparison.Ordinal);
        Assert.NotNull(await page.StoredKeyAsync());
    }

    [FactInBrowser]
    public async Task A_lost_connection_at_the_start_keeps_the_key_for_another_try()
    {
        await using var page = await PageDriver.EnterAsync();
        await page.Page.GetByText("READY: a kill would work now.").WaitForAsync();
        await page.Page.RouteAsync("**/targets", route => route.AbortAsync());

        await page.Page.ReloadAsync();
        await page.Page.GetByText("The app did not answer.").WaitForAsync();
        await page.Page.UnrouteAllAsync();
        await page.PressAsync("Use this key");

        await page.Page.GetByText("READY: a kill would work now.").WaitForAsync();
    }

    [FactInBrowser]
    public async Task Readiness_without_an_answer_is_not_known_and_keeps_nobody_from_killing()
    {
        await using var page = await PageDriver.OpenAsync();
        page.Place(plain: 1);
        await page.Page.RouteAsync("**/readiness", route => route.FulfillAsync(new() { Status = 500 }));

        await page.GiveKeyAsync(page.World.Functions.HostKey);
        await page.Page.GetByText("NOT KNOWN: the app did not say whether a kill would work.").WaitForAsync();

        Assert.Equal("CLEAR", await page.KillAsync());
    }

    [FactInBrowser]
    public async Task Everything_can_be_done_with_the_keyboard()
    {
        await using var page = await PageDriver.OpenAsync();
        page.Place(plain: 2);

        await page.Page.Keyboard.TypeAsync(page.World.Functions.HostKey);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.GetByText("READY: a kill would work now.").WaitForAsync();
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Keyboard.TypeAsync("sandbox");
        await page.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("CLEAR", await page.WordAsync());
        Assert.Empty(page.Exchange.RestingOrders);
    }

    [FactInBrowser]
    public async Task Hostile_names_are_shown_as_text_and_marks_that_reorder_text_by_their_number()
    {
        const string Script = "<script>alert(1)</script>";
        const string Reversed = "a\u202Eb\u200F";
        await using var page = await PageDriver.EnterAsync(options: With(($"Targets:{Script}:ContractCodes", "BTC-USDT"), ($"Targets:{Reversed}:ContractCodes", "BTC-USDT")));

        var text = await page.Page.Locator("#targets").InnerTextAsync();

        Assert.Contains(Script, text, StringComparison.Ordinal);
        Assert.Contains("a[U+202E]b[U+200F]", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', text);
        Assert.Equal("CLEAR", await page.KillAsync());
    }

    [FactInBrowser]
    public async Task A_report_of_10_000_hostile_contracts_stays_usable()
    {
        await using var page = await PageDriver.EnterAsync(Look.Phone);
        await page.Page.RouteAsync("**/cancel*", route => route.FulfillAsync(new() { Status = 503, Body = HostileReport(10_000) }));

        Assert.Equal("UNKNOWN", await page.KillAsync());

        Assert.Equal(100, await page.Page.Locator("tbody tr").CountAsync());
        Assert.Contains("<img src=x onerror=alert(1)>", await page.Page.Locator("tbody tr").First.InnerTextAsync(), StringComparison.Ordinal);
        await page.PressAsync("Show more of 10000 contracts (100 shown)");
        Assert.Equal(200, await page.Page.Locator("tbody tr").CountAsync());
        Assert.Equal(0, await page.Page.Locator("main img, main script").CountAsync());
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the phone.");
    }

    [FactInBrowser]
    public async Task A_script_a_style_or_a_frame_that_gets_in_is_blocked_and_so_is_every_other_origin()
    {
        await using var page = await PageDriver.OpenAsync();

        var asked = await page.Page.EvaluateAsync<string>("""
            async () => {
              const script = document.createElement('script');
              try { script.textContent = 'window.got = "script"'; document.body.append(script); } catch { }
              try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.got = 1">'); window.got = 'html'; } catch { }
              const style = document.createElement('style');
              style.textContent = 'body { outline-color: rgb(1, 2, 3) }';
              document.body.append(style);
              const frame = document.createElement('iframe');
              frame.src = 'http://127.0.0.1:9/';
              document.body.append(frame);
              const image = document.createElement('img');
              image.src = 'http://127.0.0.1:9/image';
              document.body.append(image);
              try { await fetch('http://127.0.0.1:9/'); return 'another origin'; } catch { }
              return `${window.got} ${getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)'}`;
            }
            """);

        Assert.Equal("undefined false", asked);
        Assert.Contains(page.Faults, fault => fault.Contains("script", StringComparison.OrdinalIgnoreCase));
        await Eventually.TrueAsync(() => page.Faults.Any(fault => fault.Contains("connect-src 'self'", StringComparison.Ordinal)), "word of a blocked call");
        await Eventually.TrueAsync(() => page.Faults.Any(fault => fault.StartsWith("Framing", StringComparison.Ordinal)), "word of a blocked frame");
        page.Faults.Clear();
    }

    [FactInBrowser]
    public async Task The_page_is_served_without_a_key_and_its_policy_names_its_own_script_and_style_only()
    {
        await using var page = await PageDriver.OpenAsync();
        using var client = new HttpClient();

        using var answer = await client.GetAsync(new Uri(page.World.Functions.Url, "api/console"));

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Matches(
            "^default-src 'none'; script-src 'sha256-[^']{44}'; style-src 'sha256-[^']{44}'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; ",
            policy);
        Assert.InRange((await answer.Content.ReadAsStringAsync()).Split('\n').Length, 100, 501);
    }

    public static TheoryData<string, bool> Looks() => new() { { "phone", false }, { "phone", true }, { "desktop", false }, { "desktop", true } };

    [TheoryWithAxe, MemberData(nameof(Looks))]
    public async Task No_screen_has_a_serious_fault_of_accessibility_and_none_is_wider_than_its_window(string size, bool isDark)
    {
        await using var page = await PageDriver.OpenAsync((size == "phone" ? Look.Phone : Look.Desktop) with { IsDark = isDark }, OnV5);
        page.Place(plain: 4, triggers: 7);

        await Axe.AssertFineAsync(page.Page, "key");
        await page.GiveKeyAsync("wrong");
        await page.Page.GetByText("Nothing was stored").WaitForAsync();
        await Axe.AssertFineAsync(page.Page, "wrong key");
        await page.GiveKeyAsync(page.World.Functions.HostKey);
        await page.Page.GetByText("READY: a kill would work now.").WaitForAsync();
        await Axe.AssertFineAsync(page.Page, "targets");
        await page.PressAsync("Dry run of sandbox");
        await page.WordAsync();
        await Axe.AssertFineAsync(page.Page, "dry run");
        await page.PressAsync("Kill sandbox …");
        await Axe.AssertFineAsync(page.Page, "confirmation");
        await page.Page.GetByRole(AriaRole.Textbox).FillAsync("sandbox");
        await page.PressAsync("Kill now");
        await page.Page.GetByText("KILLING").WaitForAsync();
        await page.Page.GetByText("7 trigger orders rest outside sandbox").WaitForAsync();
        await Axe.AssertFineAsync(page.Page, "clear");
        page.Place(plain: 2);
        page.Exchange.CancelsDoNothing = true;
        await page.PressAsync("Back to the targets");
        await page.KillAsync();
        await Axe.AssertFineAsync(page.Page, "remaining");
        Fault.Reset.Befall(page.Exchange, Paths.All);
        await page.PressAsync("Kill sandbox again");
        await page.Page.GetByText("UNKNOWN", new() { Exact = true }).WaitForAsync();
        await Axe.AssertFineAsync(page.Page, "unknown");
    }

    private static async Task<string> KillOutsideAsync(PageDriver page)
    {
        await page.PressAsync("Kill those, too …");
        await page.Page.GetByRole(AriaRole.Textbox).FillAsync("sandbox");
        await page.PressAsync("Kill now");
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Kill of sandbox and what rests outside it" }).WaitForAsync();
        return await page.WordAsync();
    }

    private static async Task<List<string[]>> RowsAsync(PageDriver page) =>
        [.. (await page.Page.Locator("tbody tr").AllInnerTextsAsync()).Select(row => Gap().Split(row.Trim()))];

    private static SandboxWorldOptions With(params (string Key, string? Value)[] settings) =>
        new() { Settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value) };

    private static string HostileReport(int contracts)
    {
        var rows = Enumerable.Range(0, contracts).Select(number =>
            $$"""{"contract_code":"<img src=x onerror=alert(1)> {{number:00000}} \u202E","outcome":"unknown","detail":"<b>no</b>","rounds":1,"cancelled":[],"already_gone":[],"filled":[],"unverified":["1"],"reappeared":[],"failed":[],"still_open":null,"last_look_at":null}""");
        return $$$"""
            {"run_id":"1","outcome":"unknown","dry_run":false,"started_at":"now","elapsed_ms":3000,"accounts":[{"account":"main","apis":["v1"],"outcome":"unknown","detail":null,
            "contracts":[{{{string.Join(',', rows)}}}],"out_of_scope":{"isolated":null,"cross":null}}]}
            """;
    }

    [GeneratedRegex(@"\s*\t\s*")]
    private static partial Regex Gap();
}
