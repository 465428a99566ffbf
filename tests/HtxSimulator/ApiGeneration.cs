namespace HtxSimulator;

/// <summary>The two generations of HTX's USDT-M interface; they differ in the envelope of an answer.</summary>
internal enum ApiGeneration
{
    V1,
    V5,
}
