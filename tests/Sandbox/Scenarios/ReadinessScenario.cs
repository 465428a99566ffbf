using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Sandbox.Terminal;
using Spectre.Console;

namespace Sandbox.Scenarios;

/// <summary>
/// Asks whether a kill would work: of a world that is well, then of one with one thing wrong after the other, then of the
/// mended one. Each fault must turn it red, with the sentence that names it, and no order may be touched.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="output">Where the steps go.</param>
internal sealed class ReadinessScenario(SandboxWorld world, IAnsiConsole output)
{
    private static readonly Uri Path = new(CurlLines.ReadinessPath, UriKind.Relative);

    /// <summary>Plays it.</summary>
    /// <param name="world">The world.</param>
    /// <param name="output">Where the steps go.</param>
    /// <param name="stop">Gives it up.</param>
    /// <returns>Whether each answer was as it should be, and the last one.</returns>
    public static Task<(bool IsRight, string LastLine)> PlayAsync(SandboxWorld world, IAnsiConsole output, CancellationToken stop) =>
        new ReadinessScenario(world, output).RunAsync(stop);

    private async Task<(bool IsRight, string LastLine)> RunAsync(CancellationToken stop)
    {
        output.WriteLine($"GET {new Uri(world.Functions.Url, Path)}");
        var orders = world.Exchange!.RestingOrders;
        var (isRight, _) = await CheckAsync("Everything is well", expected: null, stop);
        foreach (var (what, sentence, breakIt, mendIt) in Faults())
        {
            breakIt();
            isRight &= (await CheckAsync(what, sentence, stop)).IsRight;
            mendIt();
        }

        var (isMended, lastLine) = await CheckAsync("Everything is mended", expected: null, stop);
        var isUntouched = world.Exchange.RestingOrders.SequenceEqual(orders);
        output.WriteLine();
        output.WriteLine($"The simulated exchange: {orders.Count} orders rest, {(isUntouched ? "none was touched" : "NOT those that were placed")}.");
        return (isRight && isMended && isUntouched, lastLine);
    }

    // What goes wrong, words of the sentence that must say so, and how it comes and goes.
    private (string What, string Sentence, Action Break, Action Mend)[] Faults()
    {
        var exchange = world.Exchange!;
        var account = world.Account!;
        var secret = world.Vault.Secrets[SandboxWorld.SecretName];
        var wrong = JsonSerializer.Serialize(new { access_key = Guid.NewGuid().ToString(), secret_key = RandomNumberGenerator.GetHexString(32, lowercase: true) });
        return
        [
            (
                "The secret holds keys that HTX does not know",
                "HTX refuses the keys of secret",
                () => world.Vault.Secrets[SandboxWorld.SecretName] = wrong,
                () => world.Vault.Secrets[SandboxWorld.SecretName] = secret),
            (
                "This machine's clock is 10 minutes behind",
                "clock is 600 s behind HTX's",
                () => exchange.ClockOffset = TimeSpan.FromMinutes(10),
                () => exchange.ClockOffset = TimeSpan.Zero),
            (
                "HTX is in maintenance",
                "in maintenance",
                () => exchange.InMaintenance = true,
                () => exchange.InMaintenance = false),
            (
                "The vault is down",
                "a kill now would use the keys in memory",
                () => world.Vault.Fault = http =>
                {
                    http.Abort();
                    return Task.FromResult(true);
                },
                () => world.Vault.Fault = null),
            (
                "HTX has moved the account to cross margin only, and the target reaches isolated",
                $"Target {SandboxWorld.Target} has no effect on this account",
                () => account.AssetMode = 1,
                () => account.AssetMode = 0),
        ];
    }

    private async Task<(bool IsRight, string Line)> CheckAsync(string what, string? expected, CancellationToken stop)
    {
        output.WriteLine();
        output.WriteLine($"{what}:");
        using var response = await world.Client.GetAsync(Path, stop);
        var line = await response.Content.ReadAsStringAsync(stop);
        var report = FunctionAnswer.Parse(line);
        var problems = report.Items("problems").Select(problem => problem.ToString()).ToList();
        var isGreen = response.StatusCode == HttpStatusCode.OK && report.Member("ready")?.ValueKind == JsonValueKind.True && problems.Count == 0;
        var isRed = response.StatusCode == HttpStatusCode.ServiceUnavailable && report.Member("ready")?.ValueKind == JsonValueKind.False;
        output.WriteLine($"  {(int)response.StatusCode}, {(isGreen ? "ready" : "not ready")}, after {report.Text("elapsed_ms") ?? "?"} ms");
        foreach (var problem in problems)
        {
            output.WriteLine($"  {problem}");
        }

        var isRight = expected is null ? isGreen : isRed && problems.Exists(problem => problem.Contains(expected, StringComparison.Ordinal));
        if (!isRight)
        {
            output.WriteLine($"  This is NOT as it should be: {(expected is null ? "ready" : $"not ready, with \"{expected}\"")} was to come.");
        }

        return (isRight, line);
    }
}
