namespace HtxCancel.Htx;

/// <summary>HTX counts private calls of a UID in two pools of 72 per 3 s each.</summary>
internal enum RatePool
{
    /// <summary>Calls that need the permission to trade.</summary>
    Trade,

    /// <summary>Calls that only read.</summary>
    Read,
}
