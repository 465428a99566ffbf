namespace HtxCancel.Tests.Runs.Cases;

/// <summary>An account of the settings.</summary>
/// <param name="Name">Its name.</param>
/// <param name="AssetMode">HTX's asset mode.</param>
/// <param name="V1Answer">What v1 answers once it has moved.</param>
internal sealed record AccountCase(string Name, int AssetMode, int V1Answer);
