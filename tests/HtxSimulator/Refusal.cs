namespace HtxSimulator;

/// <summary>An error that HTX answers with HTTP 200: its number, and a text that callers must not rely on.</summary>
internal sealed record Refusal(int Code, string Message)
{
    public static readonly Refusal UnknownKey = new(403, "Incorrect Access key");
    public static readonly Refusal WrongSignature = new(403, "Verification failure");
    public static readonly Refusal NoSuchContract = new(1014, "This contract doesnt exist.");
    public static readonly Refusal WrongInput = new(1030, "Abnormal service. Please try again later.");
    public static readonly Refusal TooManyRequests = new(1032, "The number of access exceeded the limit.");
    public static readonly Refusal NoOrders = new(1051, "No orders to cancel.");
    public static readonly Refusal OrderUnknown = new(1061, "This order doesnt exist.");
    public static readonly Refusal OrderCancelling = new(1062, "Cancelling. Please wait.");
    public static readonly Refusal OrderFilled = new(1063, "The order has been executed.");
    public static readonly Refusal OrderCancelled = new(1071, "Repeated cancellation. Your order has been canceled.");
    public static readonly Refusal EmptyContractCode = EmptyField("contract_code");
    public static readonly Refusal NoPermission = new(1205, "No access permission.");
    public static readonly Refusal UnknownContract = new(1332, "The contract does not exist.");
    public static readonly Refusal WrongTimestamp = new(12001, "Invalid submission time.");
    public static readonly Refusal WrongSignatureVersion = new(12002, "Incorrect signature version.");
    public static readonly Refusal WrongSignatureMethod = new(12003, "Incorrect signature method.");
    public static readonly Refusal EmptyTimestamp = new(12006, "Submission time cannot be empty.");

    public static Refusal EmptyField(string name) => new(1066, $"{name} cannot be empty");

    public static Refusal InvalidField(string name) => new(1067, $"{name} is invalid.");

    /// <summary>What a v1 call answers on an account that has left v1; HTX publishes no texts for 6002 and 6023.</summary>
    public static Refusal MovedAccount(int code) => code switch
    {
        1051 => NoOrders,
        1066 => EmptyContractCode,
        6002 => new(6002, "The account type does not support this interface."),
        6023 => new(6023, "The new feature is temporarily unavailable."),
        _ => new(code, "The interface is not available for this account."),
    };

    /// <summary>What a v5 order call answers on an account that is still on v1.</summary>
    public static Refusal UnmovedAccount(int code) => new(code, "The account type does not support this interface.");
}
