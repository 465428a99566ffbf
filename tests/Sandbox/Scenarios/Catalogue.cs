namespace Sandbox.Scenarios;

/// <summary>The scenarios that the command line knows.</summary>
internal static class Catalogue
{
    private static readonly SandboxAccount OnV1 = new(SandboxWorld.AccountName) { AssetMode = 0 };
    private static readonly SandboxAccount CrossOnly = new("hedge") { AssetMode = 1 };
    private static readonly SandboxAccount OnV5 = new("grid") { AssetMode = 2 };
    private static readonly SandboxAccount MovedToV5 = new(SandboxWorld.AccountName) { AssetMode = 2 };

    private const string Everything = """{"accounts":"*","contract_codes":"*","margin_mode":"all","order_types":"all"}""";

    /// <summary>What is played when nothing is said.</summary>
    public static Scenario Single { get; } = new()
    {
        Name = "single",
        Summary = "one account, 12 orders on three contracts, cancelled by a target",
        ContractCodes = SampleOrders.ContractCodes,
        Place = SampleOrders.Place,
        IsInScope = order => order is { OrderType: "plain", MarginMode: "isolated" },
    };

    /// <summary>All scenarios.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Single,
        new()
        {
            Name = "everything",
            Summary = "three accounts on v5, 600 orders of every type in both margin modes, all cancelled",
            Accounts = [MovedToV5, CrossOnly, OnV5],
            ContractCodes = LargeBook.ContractCodes,
            Place = LargeBook.Place,
            Body = Everything,
            IsInScope = _ => true,
        },
        new()
        {
            Name = "refused",
            Summary = "the same call, with one account on v1: its conditional orders cannot be cancelled from here",
            Accounts = [OnV1, CrossOnly, OnV5],
            ContractCodes = LargeBook.ContractCodes,
            Place = LargeBook.Place,
            Body = Everything,
            IsInScope = _ => true,
            Refusals = new Dictionary<string, string>
            {
                [OnV1.Name] = "can be cancelled on HTX's v5 API only, and this account lives on v1: cancel them at HTX; its plain orders are proven gone",
            },
            Note = $"Refused is right here: {OnV1.Name} lives on HTX's v1 API, where this program reaches plain orders only. "
                + "They are gone; of conditional orders, which were asked for too, it can prove nothing there.",
        },
        new()
        {
            Name = "isolated-only",
            Summary = "the same orders; only plain ones in isolated margin are cancelled",
            Accounts = [OnV1, CrossOnly, OnV5],
            ContractCodes = LargeBook.ContractCodes,
            Place = LargeBook.Place,
            Body = """{"accounts":"*","contract_codes":"*","margin_mode":"isolated"}""",
            IsInScope = order => order is { OrderType: "plain", MarginMode: "isolated" },
            Note = $"{CrossOnly.Name} can have no isolated order (asset mode 1): asked for them in so many words, it is clear.",
        },
        new()
        {
            Name = "moved",
            Summary = "one account that HTX has moved to v5; v1 lists none of its orders and finds none (1051)",
            Accounts = [MovedToV5],
            ContractCodes = SampleOrders.ContractCodes,
            Place = SampleOrders.Place,
            IsInScope = order => order is { OrderType: "plain", MarginMode: "isolated" },
            Note = "HTX's v1 API lists no order of this account and answers each cancel 1051, no orders.",
        },
        Single with
        {
            Name = "alert",
            Summary = "alerts as an action group posts them: resolved, without a target, and one that kills",
            Play = AlertPlay.PlayAsync,
        },
        Single with
        {
            Name = "schedule",
            Summary = "nobody calls: the schedule comes due after a few seconds",
            Settings = SchedulePlay.Settings,
            Play = SchedulePlay.PlayAsync,
        },
        new()
        {
            Name = "readiness",
            Summary = "cancels nothing: asks whether a kill would work, with one thing wrong after the other",
            ContractCodes = SampleOrders.ContractCodes,
            Place = SampleOrders.Place,
            IsInScope = _ => false,
            CheckAsync = ReadinessScenario.PlayAsync,
        },
        Single with
        {
            Name = "hold",
            Summary = "a kill with a hold: what a bot places afterwards is cancelled every 15 s, until it is released; one minute",
            Store = ScenarioStore.Memory,
            CheckAsync = HoldScenario.PlayAsync,
        },
        Single with
        {
            Name = "crash",
            Summary = "the app's process is killed in the middle of a kill, and the next one finishes it; one minute, needs Node.js",
            Store = ScenarioStore.Azurite,
            CheckAsync = CrashScenario.PlayAsync,
        },
    ];
}
