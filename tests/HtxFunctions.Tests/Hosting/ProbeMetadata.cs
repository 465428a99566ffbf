using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace HtxFunctions.Tests.Hosting;

/// <summary>What a worker tells its host of <see cref="ProbeFunctions"/>.</summary>
internal sealed class ProbeMetadata : IFunctionMetadataProvider
{
    public Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) => Task.FromResult<ImmutableArray<IFunctionMetadata>>(
    [
        Http("Echo", "Anonymous", "probe/{name}/{rest?}", "get", "post"),
        Http("EchoByName", "Anonymous", "probe/fixed", "get") with { Method = "Echo" },
        Http("EchoAny", "Anonymous", route: null) with { Method = "Echo" },
        Http("EchoSetting", "Anonymous", "by/%RouteSetting%", "get") with { Method = "Echo" },
        Http("Keyed", "Function", "keyed", "get") with { Method = "Echo" },
        Http("OtherKeyed", "Function", "other-keyed", "get") with { Method = "Echo" },
        Http("AdminOnly", "Admin", "admin-only", "get") with { Method = "Echo" },
        Http("Wait", "Anonymous", "wait"),
        Http("Fail", "Anonymous", "fail"),
        Http("Die", "Anonymous", "die"),
        Http("Write", "Anonymous", "write"),
        Timer("Tick", "%TickSchedule%"),
        Timer("OtherTick", "%OtherSchedule%"),
        Timer("SlowTick", "%SlowSchedule%"),
        Timer("BadTick", "%BadSchedule%"),
    ]);

    private static Description Http(string name, string level, string? route, params string[] methods) =>
        new(name, JsonSerializer.Serialize(new { name = "request", direction = "In", type = "httpTrigger", authLevel = level, methods, route }), IsHttp: true);

    private static Description Timer(string name, string schedule) =>
        new(name, JsonSerializer.Serialize(new { name = "timer", direction = "In", type = "timerTrigger", schedule }), IsHttp: false);

    private sealed record Description(string Name, string Binding, bool IsHttp) : IFunctionMetadata
    {
        public string Method { get; init; } = Name;

        public string? FunctionId => Name;

        public bool IsProxy => false;

        public string? Language => "dotnet-isolated";

        public bool ManagedDependencyEnabled => false;

        public string? EntryPoint => $"{typeof(ProbeFunctions).FullName}.{Method}";

        public string? ScriptFile => $"{typeof(ProbeFunctions).Assembly.GetName().Name}.dll";

        public IList<string>? RawBindings => IsHttp ? [Binding, """{"name":"$return","type":"http","direction":"Out"}"""] : [Binding];

        public IRetryOptions? Retry => null;
    }
}
