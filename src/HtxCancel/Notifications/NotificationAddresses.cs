using Azure;
using Azure.Security.KeyVault.Secrets;

namespace HtxCancel.Notifications;

/// <summary>The services that have a format of their own.</summary>
internal enum NotificationService
{
    Slack,
    Teams,
    PagerDuty,

    /// <summary>Anything else gets the report as JSON.</summary>
    Report,
}

/// <summary>One address that hears of runs. Whoever has the address can post there, so it is a secret: it is named by its number.</summary>
internal sealed class NotificationAddress(int number, Uri uri, NotificationService service)
{
    public Uri Uri => uri;

    public NotificationService Service => service;

    public override string ToString() => $"notification address {number} ({service})";
}

/// <summary>The addresses, and what is wrong with the secret that holds them; a wrong address is left out, the others are used.</summary>
internal sealed record NotificationAddressList(IReadOnlyList<NotificationAddress> Addresses, IReadOnlyList<string> Problems);

/// <summary>Reads the addresses from the vault; a copy is used for 5 minutes, and longer while the vault is silent. Thread-safe.</summary>
internal sealed class NotificationAddresses(Func<SecretClient> vault, NotifySettings settings, TimeProvider time)
{
    private static readonly TimeSpan s_freshFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_vaultTimeOut = TimeSpan.FromSeconds(4);

    private volatile Tuple<NotificationAddressList, DateTimeOffset>? _read;

    /// <summary>The addresses. Throws nothing.</summary>
    /// <param name="anew">Asks the vault even where a fresh copy is in memory.</param>
    /// <param name="cancellationToken">Ends the wait for the vault.</param>
    public async Task<NotificationAddressList> GetAsync(bool anew, CancellationToken cancellationToken)
    {
        if (settings.SecretName is not { } name)
            return new NotificationAddressList([], []);

        var now = time.GetUtcNow();
        if (!anew && _read is { } fresh && now - fresh.Item2 < s_freshFor)
            return fresh.Item1;

        using var timeOut = new CancellationTokenSource(s_vaultTimeOut, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeOut.Token, cancellationToken);
        try
        {
            var secret = await vault().GetSecretAsync(name, cancellationToken: either.Token).ConfigureAwait(false);
            var list = Parse(name, secret.Value.Value ?? "");
            _read = Tuple.Create(list, now);
            return list;
        }
        catch (Exception e)
        {
            // The kind alone: a message can quote what the endpoint answered.
            var why = e is RequestFailedException { Status: > 0 } answered ? $"Key Vault answered {answered.Status} {answered.ErrorCode}" : $"Key Vault could not be read ({e.GetType().Name})";
            return new NotificationAddressList(_read?.Item1.Addresses ?? [], [$"{why} for secret '{name}' of Notify:SecretName: {(_read is null ? "nobody is notified" : "the addresses in memory are used")}"]);
        }
    }

    /// <summary>Reads the secret's value: each entry by itself.</summary>
    public static NotificationAddressList Parse(string secretName, string text)
    {
        JsonElement array;
        try
        {
            array = JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            array = default;
        }

        if (array.ValueKind != JsonValueKind.Array)
            return new NotificationAddressList([], [$"secret '{secretName}' of Notify:SecretName is not a JSON array of addresses, such as [\"https://hooks.slack.com/services/…\"]: nobody is notified"]);

        List<NotificationAddress> addresses = [];
        List<string> problems = [];
        foreach (var (index, entry) in array.EnumerateArray().Index())
        {
            if (entry.ValueKind == JsonValueKind.String && Uri.TryCreate(entry.GetString()!.Trim(), UriKind.Absolute, out var uri)
                && ServiceUrlAttribute.KeepsSecrets(uri))
            {
                addresses.Add(new NotificationAddress(index + 1, uri, NotificationFormats.ServiceOf(uri)));
            }
            else
            {
                problems.Add($"entry {index + 1} of secret '{secretName}' is no https address (http on this machine only): nothing is sent there");
            }
        }

        return new NotificationAddressList(addresses, problems);
    }
}
