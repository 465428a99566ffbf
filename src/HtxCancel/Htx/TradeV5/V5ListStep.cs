namespace HtxCancel.Htx.TradeV5;

/// <summary>What a page says of the list that it belongs to.</summary>
internal enum V5ListStep
{
    /// <summary>Another page follows.</summary>
    More,

    /// <summary>That was the last page.</summary>
    Ended,

    /// <summary>No row after a full page: the list ends there, or the row that the cursor names has gone.</summary>
    Nothing,

    /// <summary>The page does not go on where the one before ended.</summary>
    Shifted,
}
