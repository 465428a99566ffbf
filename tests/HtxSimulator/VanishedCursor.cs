namespace HtxSimulator;

/// <summary>What a v5 list answers when the row that <c>from</c> names is in it no longer; HTX does not say.</summary>
public enum VanishedCursor
{
    /// <summary>A page without rows, as after the last one.</summary>
    EmptyPage,

    /// <summary>The first page again.</summary>
    StartOver,

    /// <summary>Error 1067, which names <c>from</c>.</summary>
    Error,
}
