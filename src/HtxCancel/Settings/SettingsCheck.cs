namespace HtxCancel.Settings;

/// <summary>Logs which accounts and targets are switched off and why: when the app starts, and again in its first invocation, since the
/// Functions host drops what a worker logs outside of one. Thread-safe.</summary>
public sealed class SettingsCheck(AccountsAndTargets settings, ILogger<SettingsCheck> logger) : IHostedService
{
    private bool _wasInvoked;

    /// <summary>Logs it in the first invocation of this process.</summary>
    public void LogInFirstInvocation()
    {
        if (!Interlocked.Exchange(ref _wasInvoked, true))
            LogSwitchedOff();
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogSwitchedOff();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void LogSwitchedOff()
    {
        foreach (var account in settings.Accounts.Values.Where(account => account.Fault is not null))
            logger.AccountSwitchedOff(account.Name, account.Fault!);

        foreach (var target in settings.Targets.Values.Where(target => target.Fault is not null))
            logger.TargetSwitchedOff(target.Name, target.Fault!);
    }
}
