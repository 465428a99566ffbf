namespace HtxCancel.Tests.Runs.Cases;

/// <summary>Accounts with their books, an exchange without faults, and what is to be cancelled.</summary>
internal sealed record KillCase(
    IReadOnlyList<AccountCase> Accounts, IReadOnlyList<BookedOrder> Orders, CancelScope Scope, ExchangeSwitches Switches)
{
    public override string ToString() => string.Join('\n',
    [
        "",
        $"scope: {string.Join(',', Scope.Accounts)}: {string.Join(',', Scope.ContractCodes)} direction {Scope.Direction?.ToString() ?? "-"} "
            + $"offset {Scope.Offset?.ToString() ?? "-"} margin {Scope.MarginModeAsked?.ToString() ?? "-"} types {string.Join(',', Scope.OrderTypes)}",
        $"switches: {Switches}",
        .. Accounts.Select(account => account.ToString()),
        .. Orders.Select(order => order.ToString()),
    ]);
}
