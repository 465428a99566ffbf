namespace HtxFunctions.Tests.Published;

/// <summary>A test of the published process, which is compiled for Linux and told by Linux's means which certificate to trust.</summary>
internal sealed class FactOnLinuxAttribute : FactAttribute
{
    public const string Reason = "What is deployed is published for linux-x64, and runs there only.";

    public FactOnLinuxAttribute()
    {
        if (!PublishedApp.CanRun)
        {
            Skip = Reason;
        }
    }
}
