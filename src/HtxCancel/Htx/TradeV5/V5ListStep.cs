namespace HtxCancel.Htx.TradeV5;

/// <summary>What a page says of the list that it belongs to.</summary>
internal enum V5ListStep
{
    /// <summary>Another page follows.</summary>
    More,

    /// <summary>The page brought no new row: the list was whole.</summary>
    Ended,

    /// <summary>The page does not go on where the one before ended.</summary>
    Shifted,
}
