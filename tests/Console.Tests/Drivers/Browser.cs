namespace Console.Tests.Drivers;

/// <summary>A Chromium of this machine, started once. Playwright's own would have to be downloaded.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    /// <summary>Where it is; null where there is none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    public static Task<IBrowser> GetAsync() => Started.Value;

    // It ends with this process, as Playwright's driver does.
    private static async Task<IBrowser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Args = Environment.UserName == "root" ? ["--no-sandbox"] : [],
        });
    }
}

/// <summary>A test in a browser, skipped where there is none; <c>HTX_BROWSER=required</c> makes it fail there.</summary>
internal sealed class FactInBrowserAttribute : FactAttribute
{
    public FactInBrowserAttribute() => Skip = Reason.ToSkip;
}

/// <summary>A row of tests in a browser, skipped where there is none; <c>HTX_BROWSER=required</c> makes them fail there.</summary>
internal sealed class TheoryInBrowserAttribute : TheoryAttribute
{
    public TheoryInBrowserAttribute() => Skip = Reason.ToSkip;
}

/// <summary>A test of accessibility, skipped without a browser or without axe-core.</summary>
internal sealed class TheoryWithAxeAttribute : TheoryAttribute
{
    public TheoryWithAxeAttribute() => Skip = Reason.ToSkip
        ?? (File.Exists(Axe.Path) || Reason.IsRequired ? null : "axe-core is not there: run npm ci in tests/Console.Tests.");
}

internal static class Reason
{
    public static bool IsRequired { get; } = Environment.GetEnvironmentVariable("HTX_BROWSER") == "required";

    public static string? ToSkip { get; } =
        Browser.Path is not null || IsRequired ? null : "There is no Chromium on the PATH: install Debian's package chromium, or Chrome.";
}
