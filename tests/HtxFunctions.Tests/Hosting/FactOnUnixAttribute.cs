namespace HtxFunctions.Tests.Hosting;

/// <summary>A test that needs <c>/bin/sh</c>.</summary>
internal sealed class FactOnUnixAttribute : FactAttribute
{
    public FactOnUnixAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "A worker as a process of its own is started through /bin/sh.";
        }
    }
}
