namespace HtxCancel.Scope;

/// <summary>Reads the words of a scope, as a caller or a setting writes them: one rule each, for both. What is wrong goes to the errors,
/// and never widens the scope.</summary>
internal static partial class ScopeFields
{
    private const string EveryAccount = "*";
    private const string EveryOrderType = "all";
    private const int MaximumContractCodes = 500;

    /// <summary>The scope that <paramref name="words"/> name, a field's values each. A field that is there and null could not be read:
    /// its error is noted already. Who takes the scope looks at the errors first.</summary>
    public static CancelScope Read(
        ScopeFieldNames names, Dictionary<string, IReadOnlyList<string>?> words, IReadOnlyDictionary<string, AccountSettings> accounts, FieldErrors errors)
    {
        var accountField = OneOf(names.Account, names.Accounts);
        var reached = words.TryGetValue(accountField, out var named) && named is null ? [] : Accounts(named, accounts, errors, accountField);

        var marginMode = MarginMode(Text(names.MarginMode), errors, names.MarginMode);
        var codeField = OneOf(names.ContractCode, names.ContractCodes);
        IReadOnlyList<string>? codes = [];
        if (names.ContractCode != names.ContractCodes && !words.ContainsKey(codeField))
            errors.Add(codeField, $"is required, or {names.ContractCodes}: such as BTC-USDT, or * for every contract");
        else if (words.GetValueOrDefault(codeField, []) is { } written)
            codes = ContractCodes(written, marginMode, errors, codeField, names.MarginMode);

        return new CancelScope(
            reached, codes, Direction(Text(names.Direction), errors, names.Direction), Offset(Text(names.Offset), errors, names.Offset))
        {
            MarginModeAsked = marginMode,
            OrderTypes = OrderTypes(words.GetValueOrDefault(names.OrderTypes), errors, names.OrderTypes),
        };

        string? Text(string field) => words.GetValueOrDefault(field)?.Single();

        // The field of the two that is there.
        string OneOf(string one, string list)
        {
            if (one != list && words.ContainsKey(one) && words.ContainsKey(list))
            {
                errors.Add(list, $"cannot stand beside {one}");
                words[list] = null;
            }

            return words.ContainsKey(list) ? list : one;
        }
    }

    /// <summary>The names of the accounts, as the settings spell them; <c>*</c> alone for every one. Null where it is left out, which
    /// will do when there is only one account.</summary>
    public static IReadOnlyList<string> Accounts(
        IReadOnlyList<string>? names, IReadOnlyDictionary<string, AccountSettings> accounts, FieldErrors errors, string field)
    {
        if (accounts.Count == 0)
        {
            errors.Add(field, "cannot be resolved: no account is configured; set Accounts:<name>:SecretName");
            return [];
        }

        if (names is null && accounts.Count > 1)
        {
            errors.Add(field, $"is required, since there are several accounts: {Names(accounts.Values)}; * stands for all of them");
            return [];
        }

        var asked = (names ?? [.. accounts.Keys]).Select(name => name.Trim()).ToList();
        // The switched-off ones too: the report says that they were not reached.
        if (asked is [EveryAccount])
            return [.. accounts.Keys.Order(StringComparer.Ordinal)];

        if (asked.Contains(EveryAccount))
        {
            errors.Add(field, "cannot have * beside names: it stands alone, for every account");
            return [];
        }

        var known = asked.Where(accounts.ContainsKey).Select(name => accounts[name]).ToList();
        if (known.Count < asked.Count || asked.Count == 0)
            errors.Add(field, $"must name accounts of the settings: there are {Names(accounts.Values)}");

        foreach (var off in known.Where(account => account.Fault is not null))
            errors.Add(field, $"'{off.Name}' is switched off: {off.Fault}");

        if (known.Distinct().Count() < known.Count)
            errors.Add(field, "names an account twice");

        return [.. known.Select(account => account.Name)];
    }

    /// <summary>Whether <paramref name="contractCode"/> is a delivery contract, which knows cross margin only.</summary>
    public static bool IsDelivery(string contractCode) => DeliveryCode().IsMatch(contractCode);

    /// <summary>The contract codes, trimmed, upper-case, each once; <see cref="CancelScope.EveryContract"/> alone for every one.</summary>
    public static IReadOnlyList<string> ContractCodes(
        IReadOnlyList<string> codes, MarginScope? marginMode, FieldErrors errors, string field, string marginField)
    {
        // Judged before it is upper-cased: letters beyond ASCII have upper-case forms within it.
        var trimmed = codes.Select(code => code.Trim()).ToList();
        if (trimmed is [CancelScope.EveryContract])
            return [CancelScope.EveryContract];

        var wrong = trimmed.FindIndex(code => !ContractCode().IsMatch(code));
        if (trimmed.Count == 0)
        {
            errors.Add(field, "is required: at least one code, such as BTC-USDT, or * for every contract");
        }
        else if (trimmed.Count > MaximumContractCodes)
        {
            errors.Add(field, $"must be at most {MaximumContractCodes} codes: there are {trimmed.Count}");
        }
        else if (trimmed.Contains(CancelScope.EveryContract))
        {
            errors.Add(field, "cannot have * beside codes: it stands alone, for every contract");
        }
        else if (wrong >= 0)
        {
            errors.Add(field, (trimmed.Count > 1 ? $"number {wrong + 1} " : "")
                + "must be the code of a USDT-margined contract, letters and digits, then -USDT: such as BTC-USDT, or BTC-USDT-260327 for a delivery contract");
        }
        else if (marginMode is null or MarginScope.Isolated && trimmed.Any(IsDelivery))
        {
            errors.Add(field, $"cannot be a delivery contract in isolated margin: delivery contracts know cross margin only; say {marginField} cross or all");
        }

        return [.. trimmed.Select(code => code.ToUpperInvariant()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary><c>buy</c> or <c>sell</c>; null where it is left out.</summary>
    public static Direction? Direction(string? text, FieldErrors errors, string field) => text switch
    {
        null => null,
        "buy" => Scope.Direction.Buy,
        "sell" => Scope.Direction.Sell,
        _ => Wrong<Direction>(errors, field, "must be buy or sell; leave it out for both"),
    };

    /// <summary><c>open</c> or <c>close</c>; null where it is left out.</summary>
    public static Offset? Offset(string? text, FieldErrors errors, string field) => text switch
    {
        null => null,
        "open" => Scope.Offset.Open,
        "close" => Scope.Offset.Close,
        _ => Wrong<Offset>(errors, field, "must be open or close; leave it out for both"),
    };

    /// <summary><c>isolated</c>, <c>cross</c> or <c>all</c>; null where it is left out.</summary>
    public static MarginScope? MarginMode(string? text, FieldErrors errors, string field) => text switch
    {
        null => null,
        "isolated" => MarginScope.Isolated,
        "cross" => MarginScope.Cross,
        "all" => MarginScope.All,
        _ => Wrong<MarginScope>(errors, field, "must be isolated, cross or all; leave it out for isolated"),
    };

    /// <summary>The order types, each once; <c>all</c> alone for every one. Plain where it is left out.</summary>
    public static IReadOnlyList<OrderType> OrderTypes(IReadOnlyList<string>? texts, FieldErrors errors, string field)
    {
        if (texts is null)
            return [OrderType.Plain];

        var asked = texts.Select(text => text.Trim()).Distinct(StringComparer.Ordinal).ToList();
        if (asked is [EveryOrderType])
            return Enum.GetValues<OrderType>();

        var types = asked.Select(OrderTypeNamed).ToList();
        if (asked.Contains(EveryOrderType))
            errors.Add(field, "cannot have all beside other types: it stands alone, for every type");
        else if (types.Count == 0 || types.Contains(null))
            errors.Add(field, "must be of plain, trigger, tpsl and trailing, or all; leave it out for plain");

        return [.. types.OfType<OrderType>().Order()];
    }

    private static T? Wrong<T>(FieldErrors errors, string field, string message) where T : struct
    {
        errors.Add(field, message);
        return null;
    }

    private static OrderType? OrderTypeNamed(string text) => text switch
    {
        "plain" => OrderType.Plain,
        "trigger" => OrderType.Trigger,
        "tpsl" => OrderType.Tpsl,
        "trailing" => OrderType.Trailing,
        _ => null,
    };

    private static string Names(IEnumerable<AccountSettings> accounts) => string.Join(", ", accounts
        .OrderBy(account => account.Name, StringComparer.Ordinal)
        .Select(account => account.Fault is null ? account.Name : $"{account.Name} (switched off)"));

    [GeneratedRegex(@"-[0-9]{6}\z")]
    private static partial Regex DeliveryCode();

    [GeneratedRegex(@"^[A-Za-z0-9]{1,32}-[Uu][Ss][Dd][Tt](-[0-9]{6})?\z")]
    private static partial Regex ContractCode();
}

/// <summary>How the fields of a scope are spelled: by a call as HTX does, and in the settings, which have one field for contract codes.</summary>
internal sealed record ScopeFieldNames(
    string Account, string Accounts, string ContractCode, string ContractCodes, string Direction, string Offset, string MarginMode, string OrderTypes)
{
    public static ScopeFieldNames OfCall { get; } =
        new("account", "accounts", "contract_code", "contract_codes", "direction", "offset", "margin_mode", "order_types");

    public static ScopeFieldNames OfSettings { get; } =
        new("Account", "Accounts", "ContractCodes", "ContractCodes", "Direction", "Offset", "MarginMode", "OrderTypes");

    public IReadOnlyList<string> All { get; } =
        [.. new[] { Account, Accounts, ContractCode, ContractCodes, Direction, Offset, MarginMode, OrderTypes }.Distinct()];

    /// <summary>Whether <paramref name="field"/>, in either case, can have several values.</summary>
    public bool IsList(string field) => new[] { Accounts, ContractCodes, OrderTypes }.Contains(field, StringComparer.OrdinalIgnoreCase);
}
