using HtxCancel.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HtxCancel.Settings;

/// <summary>
/// Logs which accounts and targets are switched off and why: when the app starts, and again in its first invocation,
/// since the Functions host drops what a worker logs outside of one. Thread-safe.
/// </summary>
public sealed class SettingsCheck(AccountsAndTargets settings, ILogger<SettingsCheck> logger) : IHostedService
{
    private int _told;

    /// <summary>Logs it in the first invocation of this process.</summary>
    public void TellFirstInvocation()
    {
        if (Interlocked.Exchange(ref _told, 1) == 0)
        {
            Tell();
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Tell();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Tell()
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
    }
}
