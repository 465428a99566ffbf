namespace HtxSimulator;

/// <summary>One API key of an account. Safe to change from any thread.</summary>
public sealed class SimulatedKey
{
    internal SimulatedKey(SimulatedAccount account, string accessKey, string secretKey)
    {
        Account = account;
        AccessKey = accessKey;
        SecretKey = secretKey;
    }

    /// <summary>The account it belongs to.</summary>
    public SimulatedAccount Account { get; }

    /// <summary>The access key: the <c>AccessKeyId</c> of a request.</summary>
    public string AccessKey { get; }

    /// <summary>The secret that signs.</summary>
    public string SecretKey { get; }

    /// <summary>Whether the key exists; a removed key is answered as an unknown one.</summary>
    public bool Exists { get; set; } = true;

    /// <summary>Whether it may read; without it, reads are answered 1205.</summary>
    public bool CanRead { get; set; } = true;

    /// <summary>Whether it may trade, which cancelling needs; without it, cancels are answered 1205.</summary>
    public bool CanTrade { get; set; } = true;

    /// <summary>Whether it may withdraw.</summary>
    public bool CanWithdraw { get; set; }

    /// <summary>The addresses that it is bound to, with commas between them.</summary>
    public string IpAddresses { get; set; } = "203.0.113.7";

    /// <summary>For how many days it is valid; -1 for ever, 0 once it has expired.</summary>
    public int ValidDays { get; set; } = -1;
}
