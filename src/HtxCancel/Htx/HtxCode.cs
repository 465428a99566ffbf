namespace HtxCancel.Htx;

/// <summary>HTX's numeric codes, sorted by what they mean for a cancel. HTX USDT-M futures documentation, "Error Code", and live answers;
/// messages are not stable, so nothing is ever decided on text.</summary>
internal static class HtxCode
{
    /// <summary>The UID sent more calls than HTX allows in its window.</summary>
    public const int TooManyCalls = 1032;

    /// <summary>HTX is busy, and asks not to be called again at once.</summary>
    public const int SystemBusy = 1004;

    public static HtxCodeClass Classify(int code) => code switch
    {
        1051 => HtxCodeClass.Nothing,

        1017 or 1061 or 1071 => HtxCodeClass.Gone,

        1063 => HtxCodeClass.Filled,

        // 1408: a take-profit or stop-loss that is not effective yet goes with its parent order.
        1062 or 1408 => HtxCodeClass.InProgress,

        // 1084 bans placing, not cancelling; 1083 is a liquidation under way; 1440 is a cancel that failed inside HTX.
        1000 or 1001 or 1002 or 1003 or SystemBusy or 1005 or TooManyCalls or 1046 or 1083 or 1084 or 1108 or 1440 => HtxCodeClass.Retry,

        // Settlement (1056; 1077-1080 and 1411 on reads), halt (1057, 1058, 1060), delivery (1059), maintenance (1431).
        1056 or 1057 or 1058 or 1059 or 1060 or 1077 or 1078 or 1079 or 1080 or 1411 or 1431 => HtxCodeClass.Blocked,

        // 1066 says "cannot be empty" of a body that is not: HTX's own list names it for accounts that moved.
        1066 or 1510 or (>= 2011 and <= 2014) or (>= 4000 and <= 4009) or 6002 or 6023 => HtxCodeClass.Moved,

        // 1030 reads like an outage and is bad input.
        1013 or 1014 or 1029 or 1030 or 1031 or 1035 or 1036 or 1067 or 1332 or 1347 => HtxCodeClass.Fatal,
        1010 or 1011 or 1012 or 1018 or 1220 or 1228 => HtxCodeClass.Fatal,
        1109 or 1110 or 1113 or 1115 or 1200 or 1205 or 1227 or 1254 => HtxCodeClass.Fatal,
        1224 or 1350 or 1401 or 50002 => HtxCodeClass.Fatal,
        1088 or 1480 => HtxCodeClass.Fatal,
        _ when IsAuthentication(code) => HtxCodeClass.Fatal,

        _ => HtxCodeClass.Unknown,
    };

    /// <summary>Whether <paramref name="code"/> speaks of key, signature or time: worth one repeat with fresh ones.</summary>
    public static bool IsAuthentication(int code) => code is 403 or 1253 or (>= 12001 and <= 12009);
}

/// <summary>What a code from HTX means to someone who wants orders gone.</summary>
internal enum HtxCodeClass
{
    /// <summary>Nothing to cancel. Proves nothing: an account that moved to v5 hears the same from v1.</summary>
    Nothing,
    /// <summary>The order does not exist or is cancelled already.</summary>
    Gone,
    Filled,
    /// <summary>The order is being cancelled: look again.</summary>
    InProgress,
    /// <summary>A fault of the moment: try again.</summary>
    Retry,
    /// <summary>Settlement, delivery, maintenance or suspension: nothing can be cancelled for now.</summary>
    Blocked,
    /// <summary>The account's orders live on HTX's other API generation.</summary>
    Moved,
    /// <summary>A retry will not change it.</summary>
    Fatal,
    /// <summary>A code that no table of HTX explains for a cancel.</summary>
    Unknown,
}
