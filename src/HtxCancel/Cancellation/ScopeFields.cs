using System.Text.RegularExpressions;
using HtxCancel.Settings;

namespace HtxCancel.Cancellation;

/// <summary>
/// The fields of a scope, as a caller or a setting writes them: one rule each, for both. What is wrong goes to the errors,
/// and never widens the scope.
/// </summary>
internal static partial class ScopeFields
{
    /// <summary>The name of the account, as the settings spell it. May be left out when there is only one.</summary>
    public static string? Account(string? name, IReadOnlyDictionary<string, AccountSettings> accounts, FieldErrors errors, string field)
    {
        if (accounts.Count == 0)
        {
            errors.Add(field, "cannot be resolved: no account is configured; set Accounts:<name>:SecretName");
            return null;
        }

        if (name is null && accounts.Count > 1)
        {
            errors.Add(field, $"is required, since there are several accounts: {Names(accounts.Values)}");
            return null;
        }

        var account = name is null ? accounts.Values.First() : accounts.GetValueOrDefault(name.Trim());
        if (account is null)
        {
            errors.Add(field, $"is not an account of the settings: there are {Names(accounts.Values)}");
        }
        else if (account.Fault is { } fault)
        {
            errors.Add(field, $"'{account.Name}' is switched off: {fault}");
        }

        return account is { Fault: null } ? account.Name : null;
    }

    /// <summary>Whether <paramref name="contractCode"/> is a delivery contract, which knows cross margin only.</summary>
    public static bool IsDelivery(string contractCode) => DeliveryCode().IsMatch(contractCode);

    /// <summary>The contract codes, trimmed, upper-case, each once.</summary>
    public static IReadOnlyList<string> ContractCodes(IEnumerable<string> codes, FieldErrors errors, string field)
    {
        // Judged before it is upper-cased: letters beyond ASCII have upper-case forms within it.
        var trimmed = codes.Select(code => code.Trim()).ToList();
        if (trimmed.Count == 0)
        {
            errors.Add(field, "is required, such as BTC-USDT");
        }
        else if (!trimmed.All(code => ContractCode().IsMatch(code)))
        {
            errors.Add(field, "must be the code of a USDT-margined perpetual contract, such as BTC-USDT: letters and digits, then -USDT");
        }

        return [.. trimmed.Select(code => code.ToUpperInvariant()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary><c>buy</c> or <c>sell</c>; null where it is left out.</summary>
    public static Direction? Direction(string? text, FieldErrors errors, string field)
    {
        switch (text)
        {
            case null:
                return null;
            case "buy":
                return Cancellation.Direction.Buy;
            case "sell":
                return Cancellation.Direction.Sell;
            default:
                errors.Add(field, "must be buy or sell; leave it out for both");
                return null;
        }
    }

    /// <summary><c>open</c> or <c>close</c>; null where it is left out.</summary>
    public static Offset? Offset(string? text, FieldErrors errors, string field)
    {
        switch (text)
        {
            case null:
                return null;
            case "open":
                return Cancellation.Offset.Open;
            case "close":
                return Cancellation.Offset.Close;
            default:
                errors.Add(field, "must be open or close; leave it out for both");
                return null;
        }
    }

    private static string Names(IEnumerable<AccountSettings> accounts) => string.Join(", ", accounts
        .OrderBy(account => account.Name, StringComparer.Ordinal)
        .Select(account => account.Fault is null ? account.Name : $"{account.Name} (switched off)"));

    [GeneratedRegex(@"-[0-9]{6}\z")]
    private static partial Regex DeliveryCode();

    [GeneratedRegex(@"^[A-Za-z0-9]{1,32}-[Uu][Ss][Dd][Tt]\z")]
    private static partial Regex ContractCode();
}
