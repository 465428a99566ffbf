namespace Sandbox.Scenarios;

/// <summary>Where the app of a scenario keeps its open kills.</summary>
internal enum ScenarioStore
{
    /// <summary>Nowhere: open kills are off.</summary>
    None,

    /// <summary>In this process's memory; in Azurite when the app is a process of its own.</summary>
    Memory,

    /// <summary>In Azurite. The app is a process of its own, which can be killed.</summary>
    Azurite,
}
