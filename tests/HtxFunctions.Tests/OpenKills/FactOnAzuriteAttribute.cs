using BlobSimulator;
using HtxFunctions.Tests.Published;

namespace HtxFunctions.Tests.OpenKills;

/// <summary>A test against Azurite, skipped where it cannot run; <c>HTX_AZURITE=required</c> makes it fail there.</summary>
internal sealed class FactOnAzuriteAttribute : FactAttribute
{
    public FactOnAzuriteAttribute() => Skip = Reason;

    public static string? Reason { get; } = Environment.GetEnvironmentVariable("HTX_AZURITE") == "required" ? null : Azurite.WhyNot;
}

/// <summary>As <see cref="FactOnAzuriteAttribute"/>, for several rows.</summary>
internal sealed class TheoryOnAzuriteAttribute : TheoryAttribute
{
    public TheoryOnAzuriteAttribute() => Skip = FactOnAzuriteAttribute.Reason;
}

/// <summary>A test of the published process that keeps its open kills in Azurite.</summary>
internal sealed class FactOnLinuxWithAzuriteAttribute : FactAttribute
{
    public FactOnLinuxWithAzuriteAttribute() => Skip = PublishedApp.CanRun ? FactOnAzuriteAttribute.Reason : FactOnLinuxAttribute.Reason;
}
