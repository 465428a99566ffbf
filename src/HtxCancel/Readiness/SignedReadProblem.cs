namespace HtxCancel.Readiness;

/// <summary>What is wrong when HTX does not accept a signed read, and what to do about it: a part of a sentence.</summary>
internal static class SignedReadProblem
{
    public static string Of(HtxError error, string secretName, AssetMode? mode) => error.Class switch
    {
        HtxCodeClass.Fatal or HtxCodeClass.Retry when HtxCode.IsAuthentication(error.Code ?? 0) =>
            $"HTX refuses the keys of secret '{secretName}' ({error}): put the right pair into the secret; at HTX, a key without bound "
            + "IP addresses ends after 90 days, and one with them takes calls from these addresses only",
        HtxCodeClass.Fatal =>
            $"HTX refuses a read with the keys of secret '{secretName}' ({error}): give the key the permissions to read and to trade",
        HtxCodeClass.Moved => $"HTX's {(mode == AssetMode.SingleAsset ? "v1" : "v5")} API does not serve this account ({error}), though HTX says that the account "
            + $"lives there (asset mode {(int?)mode}): a kill would end unknown; check again, and look at HTX which account the key belongs to",
        HtxCodeClass.Blocked => $"HTX answers nothing on this account now ({error}): a kill would end blocked; check again when it is over",
        HtxCodeClass.Retry => $"HTX did not take a read now ({error}): check again; if it stays so, look at what else uses the account's rate limit",
        HtxCodeClass.Nothing or HtxCodeClass.Gone or HtxCodeClass.Filled or HtxCodeClass.InProgress or HtxCodeClass.Unknown =>
            $"HTX answered a read with what no table of it explains ({error}): check again, and look at HTX",
    };
}
