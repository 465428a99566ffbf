namespace HtxSimulator;

/// <summary>The two pools HTX counts private requests in, and the two permissions a key may have.</summary>
internal enum RequestPool
{
    Trade,
    Read,
}
