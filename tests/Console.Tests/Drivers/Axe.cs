using System.Text.Json;

namespace Console.Tests.Drivers;

/// <summary>The accessibility rules of axe-core, evaluated in a page: its policy would block a script tag.</summary>
internal static class Axe
{
    public static string Path { get; } = Repository.PathOf("tests", "Console.Tests", "node_modules", "axe-core", "axe.min.js");

    /// <summary>A screen has no serious fault, and is not wider than its window.</summary>
    public static async Task AssertFineAsync(IPage page, string screen)
    {
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{screen}: wider than the window.");
        Assert.Equal([], (await FaultsAsync(page)).Select(fault => $"{screen}: {fault}"));
    }

    // Those of level serious or critical, each with its place.
    private static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path));
        var found = await page.EvaluateAsync<JsonElement>("axe.run().then(result => result.violations)");
        return
        [
            .. found.EnumerateArray()
                .Where(fault => fault.GetProperty("impact").GetString() is "serious" or "critical")
                .SelectMany(fault => fault.GetProperty("nodes").EnumerateArray().Select(node => $"{fault.GetProperty("id")}: {node.GetProperty("html")}")),
        ];
    }
}
