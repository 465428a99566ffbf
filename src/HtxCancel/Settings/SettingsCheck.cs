using HtxCancel.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HtxCancel.Settings;

/// <summary>Logs, when the app starts, which accounts and targets are switched off and why.</summary>
internal sealed class SettingsCheck(AccountsAndTargets settings, ILogger<SettingsCheck> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var account in settings.Accounts.Values)
        {
            if (account.Fault is { } fault)
            {
                logger.AccountSwitchedOff(account.Name, fault);
            }
        }

        foreach (var target in settings.Targets.Values)
        {
            if (target.Fault is { } fault)
            {
                logger.TargetSwitchedOff(target.Name, fault);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
