namespace HtxSimulator;

/// <summary>Contract codes with a delivery date, such as <c>BTC-USDT-261225</c>; all others are perpetual.</summary>
internal static class DeliveryCode
{
    public static bool IsOne(string contractCode) =>
        contractCode.Split('-') is [_, _, { Length: 6 } date] && date.All(char.IsAsciiDigit);

    /// <summary>The code without its date: the pair, which for a perpetual contract is the code itself.</summary>
    public static string Pair(string contractCode) =>
        IsOne(contractCode) ? contractCode[..contractCode.LastIndexOf('-')] : contractCode;
}
