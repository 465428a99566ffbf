using Console.Tests.Drivers;
using Sandbox;

namespace Console.Tests;

/// <summary>The pictures of the documents: <c>HTX_PICTURES=docs/images</c> draws them anew.</summary>
public sealed class PictureTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("HTX_PICTURES");

    // Those that a document shows.
    private static readonly string[] Kept = ["page-phone-targets", "page-phone-clear", "page-phone-dark-red", "page-desktop-dry-run", "page-desktop-dark-remaining"];

    [FactInBrowser]
    public Task On_a_phone() => DrawAsync("page-phone", Look.Phone with { Scale = 1.25f });

    [FactInBrowser]
    public Task On_a_phone_in_the_dark() => DrawAsync("page-phone-dark", Look.Phone with { Scale = 1.25f, IsDark = true });

    [FactInBrowser]
    public Task On_a_desktop() => DrawAsync("page-desktop", Look.Desktop);

    [FactInBrowser]
    public Task On_a_desktop_in_the_dark() => DrawAsync("page-desktop-dark", Look.Desktop with { IsDark = true });

    private static async Task DrawAsync(string name, Look look)
    {
        await using var page = await PageDriver.OpenAsync(look, new() { Accounts = [new SandboxAccount(SandboxWorld.AccountName) { AssetMode = 2 }] });
        page.Place(plain: 12, triggers: 7);

        await DrawAsync(page, $"{name}-key");
        await page.GiveKeyAsync(page.World.Functions.HostKey);
        await page.Page.GetByText("READY: a kill would work now.").WaitForAsync();
        await DrawAsync(page, $"{name}-targets");
        await page.PressAsync("Dry run of sandbox");
        await page.Page.GetByText("7 trigger orders rest outside sandbox").WaitForAsync();
        await DrawAsync(page, $"{name}-dry-run");
        await page.PressAsync("Kill sandbox …");
        await page.Page.GetByRole(AriaRole.Textbox).FillAsync("sandbox");
        await DrawAsync(page, $"{name}-confirm");
        await page.PressAsync("Kill now");
        await page.Page.GetByText("KILLING").WaitForAsync();
        await DrawAsync(page, $"{name}-killing");
        await page.Page.GetByText("Kill those, too").WaitForAsync();
        await DrawAsync(page, $"{name}-clear");
        page.Place(plain: 12);
        page.Exchange.CancelsDoNothing = true;
        await page.PressAsync("Back to the targets");
        await page.KillAsync();
        await page.Page.GetByText("7 trigger orders rest outside sandbox").WaitForAsync();
        await DrawAsync(page, $"{name}-remaining");
        page.World.Vault.Secrets.Clear();
        await page.PressAsync("Back to the targets");
        await page.Page.GetByText("NOT READY: a kill may not work.").WaitForAsync();
        await DrawAsync(page, $"{name}-red");
    }

    private static async Task DrawAsync(PageDriver page, string name)
    {
        var picture = await page.Page.ScreenshotAsync(new() { FullPage = true });
        Assert.InRange(picture.Length, 1, 200 * 1024);
        if (Folder is not null && Kept.Contains(name))
            await File.WriteAllBytesAsync(Path.Combine(Repository.PathOf(), Folder, $"{name}.png"), picture);
    }
}
