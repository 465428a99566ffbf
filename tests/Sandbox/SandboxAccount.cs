namespace Sandbox;

/// <summary>
/// An account of a <see cref="SandboxWorld"/>: in the app's settings, in the vault and at the simulator. Not a record, so
/// that no text of it shows the keys.
/// </summary>
/// <param name="name">Its name in the app's settings.</param>
internal sealed class SandboxAccount(string name)
{
    /// <summary>Its name in the app's settings.</summary>
    public string Name { get; } = name;

    /// <summary>HTX's asset mode: 0 lives on v1; 1 (cross margin only) and 2 live on v5.</summary>
    public int AssetMode { get; init; }

    /// <summary>The API key's public half; <see langword="null"/> for a random one.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The API key's secret half; <see langword="null"/> for a random one.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The name of the vault's secret that holds the key.</summary>
    public string SecretName => $"htx-{Name}";
}
