using BlobSimulator;
using Console.Tests.Drivers;
using Sandbox;

namespace Console.Tests;

/// <summary>What the page shows of open kills, and how a person releases one.</summary>
public sealed class OpenKillsPageTests
{
    private const string KillPath = "api/targets/sandbox/cancel?hold_minutes=30&reason=bot+gone+mad";

    private readonly SimulatedBlobs _blobs = new();

    [FactInBrowser]
    public async Task An_open_kill_is_shown_with_what_it_cancels_why_until_when_and_how_it_stands()
    {
        await using var page = await EnterAsync();
        await HoldAsync(page);

        await page.PressAsync("Check again");

        var card = page.Page.Locator("#kills article");
        Assert.Equal(
            "Cancels plain orders in isolated margin on BTC-USDT, ETH-USDT, XRP-USDT of account main; everything else stays.",
            await card.GetByRole(AriaRole.Heading).InnerTextAsync());
        var lines = await card.Locator("li").AllInnerTextsAsync();
        Assert.Equal(4, lines.Count);
        Assert.Matches("^Since [0-9]+ [A-Z][a-z]+ [0-9]{4}, [0-9:]{8} [A-Z].*, by a call$", lines[0]);
        Assert.Equal("Reason: bot gone mad", lines[1]);
        Assert.Matches("^Cancels whatever comes until [0-9]+ [A-Z][a-z]+ [0-9]{4}, [0-9:]{8} [A-Z]", lines[2]);
        Assert.Matches("^Last outcome: clear; tries: [1-9]$", lines[3]);
    }

    [FactInBrowser]
    public async Task A_release_asks_once_says_that_it_is_done_and_the_kill_is_gone()
    {
        await using var page = await EnterAsync();
        await HoldAsync(page);
        await page.PressAsync("Check again");

        await PressReleaseAsync(page);
        Assert.StartsWith("Cancels plain orders in isolated margin", await page.Page.Locator("#release-what").InnerTextAsync(), StringComparison.Ordinal);
        await page.PressAsync("Back: release nothing");
        Assert.Single(Open());
        await PressReleaseAsync(page);
        await page.PressAsync("Release now");

        await page.Page.GetByText("Released. It cancels nothing more, in 6 seconds at the latest.").WaitForAsync();
        Assert.Equal(0, await page.Page.Locator("#kills article").CountAsync());
        Assert.Empty(Open());

        await page.PressAsync("Check again");
        await page.Page.Locator("#kills").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    [FactInBrowser]
    public async Task A_kill_that_goes_on_says_so_in_plain_view_and_can_be_released_there()
    {
        await using var page = await EnterAsync(("Targets:sandbox:HoldMinutes", "30"));
        page.Place(plain: 2);

        Assert.Equal("CLEAR", await page.KillAsync());
        Assert.StartsWith("Whatever comes in this scope is cancelled until ", await page.Page.Locator("#result > .card").InnerTextAsync(), StringComparison.Ordinal);
        await PressReleaseAsync(page);
        await page.PressAsync("Release now");

        await page.Page.GetByText("Released.").WaitForAsync();
        Assert.Empty(Open());
    }

    [FactInBrowser]
    public async Task A_kill_that_the_store_does_not_take_says_that_it_ends_with_its_answer()
    {
        await using var page = await EnterAsync();
        page.Place(plain: 2);
        _blobs.Fault = _ => BlobFault.Answers(403, "AuthorizationPermissionMismatch");

        Assert.Equal("CLEAR", await page.KillAsync());

        Assert.Matches("^The store .*403.*: this kill ends with this answer, or with the app\\.$", await page.Page.Locator("#result > .card").InnerTextAsync());
        await page.Page.GetByText("NOT KNOWN: the app answered 503. Kills may go on.").WaitForAsync();
    }

    [FactInBrowser]
    public async Task Without_a_store_nothing_is_shown_but_that_a_targets_hold_is_left_out()
    {
        await using var page = await PageDriver.EnterAsync(options: new() { Settings = new Dictionary<string, string?> { ["Targets:sandbox:HoldMinutes"] = "30" } });
        await page.Page.GetByText("READY: a kill would work now.").WaitForAsync();
        Assert.False(await page.Page.Locator("#kills").IsVisibleAsync());

        Assert.Equal("CLEAR", await page.KillAsync());

        Assert.StartsWith("Open kills are off (Kills:ContainerUri is not set); its hold of 30 minutes is left out", await page.Page.Locator("#result > .card").InnerTextAsync(), StringComparison.Ordinal);
        Assert.False(await page.Page.Locator("#kills").IsVisibleAsync());
    }

    [TheoryInBrowser]
    [InlineData(0, "NOT KNOWN whether it is released: no answer came.")]
    [InlineData(404, "It was open no more: it had ended, or somebody had released it.")]
    [InlineData(503, "NOT released: the app answered 503. It goes on.")]
    [InlineData(401, "The app no longer accepts the key: NOTHING was released.")]
    public async Task A_release_that_did_not_work_is_said_in_words(int status, string words)
    {
        await using var page = await EnterAsync();
        await HoldAsync(page);
        await page.PressAsync("Check again");
        await page.Page.RouteAsync("**/kills/*", route => status == 0 ? route.AbortAsync() : route.FulfillAsync(new() { Status = status }));

        await PressReleaseAsync(page);
        await page.PressAsync("Release now");

        await page.Page.GetByText(words).WaitForAsync();
        Assert.Single(Open());
    }

    [FactInBrowser]
    public async Task A_kill_that_cannot_be_read_is_red_and_can_be_released()
    {
        const string Id = "0123456789abcdef01234567";
        _blobs.Put($"open/{Id}.json", "{");
        await using var page = await EnterAsync();

        await page.Page.GetByRole(AriaRole.Heading, new() { Name = $"Kill {Id} cannot be read" }).WaitForAsync();
        await page.PressAsync("Release 01234567 …");
        Assert.Contains("Look at the open orders at HTX first.", await page.Page.Locator("#release-what").InnerTextAsync(), StringComparison.Ordinal);
        await page.PressAsync("Release now");

        await page.Page.GetByText("Released.").WaitForAsync();
        Assert.Empty(Open());
    }

    [FactInBrowser]
    public async Task A_hostile_reason_is_shown_as_text()
    {
        const string Script = "<img src=x onerror=alert(1)>";
        await using var page = await EnterAsync();
        await HoldAsync(page, $"api/targets/sandbox/cancel?hold_minutes=30&reason={Uri.EscapeDataString(Script)}");

        await page.PressAsync("Check again");

        await page.Page.GetByText($"Reason: {Script}").WaitForAsync();
        Assert.Equal(0, await page.Page.Locator("main img").CountAsync());
    }

    public static TheoryData<string, bool> Looks() => ConsolePageTests.Looks();

    [TheoryWithAxe, MemberData(nameof(Looks))]
    public async Task No_part_has_a_serious_fault_of_accessibility_and_none_is_wider_than_its_window(string size, bool isDark)
    {
        _blobs.Put("open/0123456789abcdef01234567.json", "{");
        await using var page = await EnterAsync((size == "phone" ? Look.Phone : Look.Desktop) with { IsDark = isDark }, ("Targets:sandbox:HoldMinutes", "30"));
        await page.KillAsync();
        await page.Page.GetByText("Cancels whatever comes until").WaitForAsync();
        await page.Page.Locator(".beside .good, .beside .doubt").First.WaitForAsync();
        await Axe.AssertFineAsync(page.Page, "a kill that goes on");
        await page.PressAsync("Back to the targets");
        await page.Page.GetByText("Cancels whatever comes until").WaitForAsync();
        await Axe.AssertFineAsync(page.Page, "open kills");
        await PressReleaseAsync(page);
        await Axe.AssertFineAsync(page.Page, "release");
        await page.PressAsync("Release now");
        await page.Page.GetByText("Released.").WaitForAsync();
        await Axe.AssertFineAsync(page.Page, "released");
    }

    private Task<PageDriver> EnterAsync(params (string Key, string? Value)[] settings) => EnterAsync(Look.Desktop, settings);

    private Task<PageDriver> EnterAsync(Look look, params (string Key, string? Value)[] settings) =>
        PageDriver.EnterAsync(look, new SandboxWorldOptions { Blobs = _blobs, Settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value) });

    // A hold whose first run has ended, by somebody else.
    private static async Task HoldAsync(PageDriver page, string path = KillPath)
    {
        using var answer = await page.World.Client.PostAsync(new Uri(path, UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    // The kill of the target sandbox: the one that can be read.
    private static Task PressReleaseAsync(PageDriver page) =>
        page.Page.Locator("#kills article").Filter(new() { HasText = "isolated margin" }).GetByRole(AriaRole.Button).ClickAsync();

    private IEnumerable<SimulatedBlob> Open() => _blobs.Blobs.Where(blob => blob.Name.StartsWith("open/", StringComparison.Ordinal));
}
