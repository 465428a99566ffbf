namespace HtxFunctions.Tests.Published;

/// <summary>As <see cref="FactOnLinuxAttribute"/>, for several rows.</summary>
internal sealed class TheoryOnLinuxAttribute : TheoryAttribute
{
    public TheoryOnLinuxAttribute()
    {
        if (!PublishedApp.CanRun)
        {
            Skip = FactOnLinuxAttribute.Reason;
        }
    }
}
