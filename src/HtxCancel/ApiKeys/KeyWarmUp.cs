using HtxCancel.Settings;
using Microsoft.Extensions.Hosting;

namespace HtxCancel.ApiKeys;

/// <summary>Fetches every account's keys when the app starts, beside the first call and never in front of it.</summary>
internal sealed class KeyWarmUp(IApiKeys keys, AccountsAndTargets settings) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(settings.Accounts.Values
            .Where(account => account.Fault is null)
            .Select(account => keys.RefreshAsync(account.SecretName, stoppingToken)));
}
