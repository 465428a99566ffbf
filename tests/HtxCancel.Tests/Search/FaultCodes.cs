namespace HtxCancel.Tests.Search;

/// <summary>HTX's codes, by what HTX says with them.</summary>
internal static class FaultCodes
{
    public static readonly int[] Moved = [1066, 1510, 2011, 4002, 4007, 6002, 6023];
    public static readonly int[] Blocked = [1056, 1058, 1059, 1060, 1077, 1080, 1411, 1431];
    public static readonly int[] ForGood = [1013, 1030, 1067, 1205, 1220, 1332, 1480];
    public static readonly int[] Authentication = [403, 1253, 12_003, 12_007, 12_008];
    public static readonly int[] Nothing = [1051, 1061, 1062, 1063, 1071];
    public static readonly int[] Retry = [1000, 1004, 1032, 1046, 1440];
    public static readonly int[] Unknown = [7, 99_999];
}
