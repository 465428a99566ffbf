using System.Collections.Concurrent;
using HtxSimulator;
using Sandbox;

namespace Console.Tests.Drivers;

/// <summary>
/// The page in a browser, and behind it the whole app: functions host, real worker, vault, identity and exchange. Its end checks
/// that nothing but the app was asked, that the page threw nothing and broke no policy, and that no address held the key.
/// </summary>
internal sealed class PageDriver : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentQueue<string> _blocked = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly IBrowserContext _context;

    private PageDriver(SandboxWorld world, IBrowserContext context, IPage page)
    {
        (World, _context, Page) = (world, context, page);
        context.Request += (_, request) => _asked.Enqueue(request.Url);
        context.RequestFailed += (_, request) =>
        {
            if (request.Failure == "csp")
                _blocked.Enqueue(request.Url);
        };
        page.PageError += (_, error) => _faults.Enqueue(error);
        page.Console += (_, line) =>
        {
            // A browser reports every answer that is an error, too.
            if (line.Type == "error" && !line.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                _faults.Enqueue(line.Text);
        };
    }

    public SandboxWorld World { get; }

    public IPage Page { get; }

    public SimulatedAccount Account => World.Account!;

    public SimulatedExchange Exchange => World.Exchange!;

    /// <summary>What the browser complained of; a test that provokes it takes it out.</summary>
    public ConcurrentQueue<string> Faults => _faults;

    /// <summary>Opens the page, and gives it no key.</summary>
    public static async Task<PageDriver> OpenAsync(Look? look = null, SandboxWorldOptions? options = null)
    {
        var world = await SandboxWorld.StartAsync((options ?? new SandboxWorldOptions()) with
        {
            Settings = new Dictionary<string, string?>(options?.Settings ?? new Dictionary<string, string?>())
            {
                ["Cancel:LookInterval"] = "00:00:00.3",
                ["Cancel:HttpDeadline"] = "00:00:03",
            },
        });
        try
        {
            look ??= Look.Desktop;
            var browser = await Browser.GetAsync();
            var context = await browser.NewContextAsync(new BrowserNewContextOptions
            {
                BaseURL = world.Functions.Url.ToString(),
                ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
                ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
                DeviceScaleFactor = look.Scale,
                Locale = "en-GB",
            });
            context.SetDefaultTimeout(15_000);
            var driver = new PageDriver(world, context, await context.NewPageAsync());
            await driver.Page.GotoAsync("api/console");
            return driver;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the page and gives it the host key.</summary>
    public static async Task<PageDriver> EnterAsync(Look? look = null, SandboxWorldOptions? options = null)
    {
        var driver = await OpenAsync(look, options);
        await driver.GiveKeyAsync(driver.World.Functions.HostKey);
        await driver.Page.GetByRole(AriaRole.Heading, new() { Name = "What do you want to kill?" }).WaitForAsync();
        return driver;
    }

    public async Task GiveKeyAsync(string key)
    {
        await Page.GetByLabel("Host key").FillAsync(key);
        await PressAsync("Use this key");
    }

    public Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Asks to kill, types the name, and waits for the word.</summary>
    public async Task<string> KillAsync(string button = "Kill sandbox …", string typed = "sandbox")
    {
        await PressAsync(button);
        await Page.GetByRole(AriaRole.Textbox).FillAsync(typed);
        await PressAsync("Kill now");
        return await WordAsync();
    }

    /// <summary>The word on top of the result.</summary>
    public async Task<string> WordAsync()
    {
        await Page.Locator("#result .word strong").WaitForAsync();
        return await Page.Locator("#result .word strong").InnerTextAsync();
    }

    /// <summary>All that a person sees.</summary>
    public Task<string> TextAsync() => Page.Locator("body").InnerTextAsync();

    public Task<string?> StoredKeyAsync() => Page.EvaluateAsync<string?>("sessionStorage.getItem('htx-kill-switch-key')");

    /// <summary>Places orders of several types: the target reaches plain ones in isolated margin on three contracts.</summary>
    public void Place(int plain = 4, int triggers = 0, int cross = 0)
    {
        string[] contracts = ["BTC-USDT", "ETH-USDT", "XRP-USDT"];
        for (var number = 0; number < plain; number++)
            Account.Place(contracts[number % 3], number % 2 == 0 ? "buy" : "sell", "open", 100m + number, 1);
        for (var number = 0; number < triggers; number++)
            Account.PlaceAlgo(contracts[number % 3], "trigger", "sell", "close", 100m + number, 1);
        for (var number = 0; number < cross; number++)
            Account.Place(contracts[number % 3], "buy", "open", 100m + number, 1, "cross");
    }

    public async ValueTask DisposeAsync()
    {
        var key = World.Functions.HostKey;
        await _context.CloseAsync();
        var origin = World.Functions.Url.ToString();
        await World.DisposeAsync();
        Assert.All(_asked.Except(_blocked), url => Assert.StartsWith(origin, url, StringComparison.Ordinal));
        Assert.All(_asked, url => Assert.DoesNotContain(key, url, StringComparison.Ordinal));
        Assert.Empty(_faults);
    }
}

/// <summary>The size and the colours that a page is looked at in.</summary>
internal sealed record Look(int Width, int Height, bool IsDark = false, float Scale = 1)
{
    public static Look Desktop { get; } = new(1280, 900);

    public static Look Phone { get; } = new(390, 844, Scale: 2);
}
