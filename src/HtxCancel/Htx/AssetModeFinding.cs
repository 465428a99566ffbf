namespace HtxCancel.Htx;

/// <summary>What a run knows of an account's asset mode.</summary>
internal abstract record AssetModeFinding
{
    private AssetModeFinding()
    {
    }

    /// <summary>HTX told it in this run.</summary>
    internal sealed record Known(AssetMode Mode) : AssetModeFinding;

    /// <summary>Not known, and why.</summary>
    internal sealed record Unread(string Detail) : AssetModeFinding;
}
