namespace HtxCancel.Htx;

/// <summary>What a run knows of an account's asset mode.</summary>
internal abstract record AssetModeFinding
{
    private AssetModeFinding()
    {
    }

    /// <summary>HTX told it in this run.</summary>
    internal sealed record Known(AssetMode Mode) : AssetModeFinding;

    /// <summary>The exchange has no v5 at all: HTTP 404, twice.</summary>
    internal sealed record NoV5 : AssetModeFinding;

    /// <summary>Not known, and why.</summary>
    internal sealed record Unread(string Detail) : AssetModeFinding;
}
