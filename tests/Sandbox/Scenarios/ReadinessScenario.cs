using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using HtxSimulator;
using Sandbox.Terminal;

namespace Sandbox.Scenarios;

/// <summary>
/// Asks whether a kill would work: of a world that is well, then of one with one thing wrong after the other, then of the
/// mended one. Each fault must turn it red, or be warned of, with the sentence that names it, and no order may be touched.
/// </summary>
/// <param name="stage">Where.</param>
internal sealed class ReadinessScenario(Stage stage)
{
    private static readonly Uri Path = new(CurlLines.ReadinessPath, UriKind.Relative);

    private readonly SandboxWorld world = stage.World;

    /// <summary>Plays it.</summary>
    /// <param name="stage">Where.</param>
    /// <param name="stop">Gives it up.</param>
    /// <returns>Whether each answer was as it should be, and the last one.</returns>
    public static Task<(bool IsRight, string LastLine)> PlayAsync(Stage stage, CancellationToken stop) =>
        new ReadinessScenario(stage).RunAsync(stop);

    private async Task<(bool IsRight, string LastLine)> RunAsync(CancellationToken stop)
    {
        stage.Say($"GET {new Uri(world.Functions.Url, Path)}");
        var orders = world.Exchange!.RestingOrders;
        var (isRight, _) = await CheckAsync("Everything is well", expected: null, isRed: false, stop);
        foreach (var (what, sentence, isRed, breakIt, mendIt) in Faults())
        {
            breakIt();
            isRight &= (await CheckAsync(what, sentence, isRed, stop)).IsRight;
            mendIt();
        }

        var (isMended, lastLine) = await CheckAsync("Everything is mended", expected: null, isRed: false, stop);
        var isUntouched = world.Exchange.RestingOrders.SequenceEqual(orders);
        stage.Say("");
        stage.Say($"The simulated exchange: {orders.Count} orders rest, {(isUntouched ? "none was touched" : "NOT those that were placed")}.");
        return (isRight && isMended && isUntouched, lastLine);
    }

    // What goes wrong, words of the sentence that must say so, whether a kill would not work, and how it comes and goes.
    private (string What, string Sentence, bool IsRed, Action Break, Action Mend)[] Faults()
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
                true,
                () => world.Vault.Secrets[SandboxWorld.SecretName] = wrong,
                () => world.Vault.Secrets[SandboxWorld.SecretName] = secret),
            (
                "This machine's clock is 10 minutes behind",
                "clock is 600 s behind HTX's",
                true,
                () => exchange.ClockOffset = TimeSpan.FromMinutes(10),
                () => exchange.ClockOffset = TimeSpan.Zero),
            (
                "HTX is in maintenance",
                "in maintenance",
                true,
                () => exchange.InMaintenance = true,
                () => exchange.InMaintenance = false),
            (
                "The vault is down",
                "a kill now would use the keys in memory",
                true,
                () => world.Vault.Fault = http =>
                {
                    http.Abort();
                    return Task.FromResult(true);
                },
                () => world.Vault.Fault = null),
            (
                "HTX has moved the account to cross margin only, and the target reaches isolated",
                $"Target {SandboxWorld.Target} has no effect on this account",
                true,
                () => account.AssetMode = 1,
                () => account.AssetMode = 0),
            (
                "The key may not trade",
                "may not trade, so it cannot cancel",
                true,
                () => PutKey(key => key.CanTrade = false),
                () => world.Vault.Secrets[SandboxWorld.SecretName] = secret),
            (
                "The key may withdraw, and ends in nine days",
                "may withdraw",
                false,
                () => PutKey(key => (key.CanWithdraw, key.ValidDays) = (true, 9)),
                () => world.Vault.Secrets[SandboxWorld.SecretName] = secret),
            (
                "HTX does not say what the key may do",
                "HTX did not say what the key of secret",
                false,
                () =>
                {
                    exchange.HasKeyPages = false;
                    PutKey(_ => { });
                },
                () =>
                {
                    exchange.HasKeyPages = true;
                    world.Vault.Secrets[SandboxWorld.SecretName] = secret;
                }),
        ];
    }

    // A new one: of one that it knows, HTX is asked once an hour.
    private void PutKey(Action<SimulatedKey> change)
    {
        var (access, secret) = (Guid.NewGuid().ToString(), RandomNumberGenerator.GetHexString(32, lowercase: true));
        change(world.Exchange!.AddKey(world.Account!.Uid, access, secret));
        world.Vault.Secrets[SandboxWorld.SecretName] = JsonSerializer.Serialize(new { access_key = access, secret_key = secret });
    }

    private async Task<(bool IsRight, string Line)> CheckAsync(string what, string? expected, bool isRed, CancellationToken stop)
    {
        stage.Say("");
        stage.Say($"{what}:");
        using var response = await world.Client.GetAsync(Path, stop);
        var line = await response.Content.ReadAsStringAsync(stop);
        var report = FunctionAnswer.Parse(line);
        var problems = report.Items("problems").Select(problem => problem.ToString()).ToList();
        var warnings = report.Items("warnings").Select(warning => warning.ToString()).ToList();
        var isGreen = response.StatusCode == HttpStatusCode.OK && report.Member("ready")?.ValueKind == JsonValueKind.True && problems.Count == 0;
        var isNotReady = response.StatusCode == HttpStatusCode.ServiceUnavailable && report.Member("ready")?.ValueKind == JsonValueKind.False;
        stage.Say($"  {(int)response.StatusCode}, {(isGreen ? "ready" : "not ready")}, after {report.Text("elapsed_ms") ?? "?"} ms");
        foreach (var problem in problems)
        {
            stage.Say($"  {problem}");
        }

        foreach (var warning in warnings)
        {
            stage.Say($"  Warning: {warning}");
        }

        var isRight = (isRed ? isNotReady : isGreen) && (expected is null || (isRed ? problems : warnings).Exists(text => text.Contains(expected, StringComparison.Ordinal)));
        if (!isRight)
        {
            stage.Say($"  This is NOT as it should be: {(isRed ? "not ready" : "ready")}{(expected is null ? "" : $", with \"{expected}\"")} was to come.");
        }

        return (isRight, line);
    }
}
