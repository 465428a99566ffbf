namespace HtxCancel.Notifications;

/// <summary>What is sent to people: one word first, then what, why, what rests, and what to do. Texts are plain, not escaped.</summary>
/// <param name="Id">The run's id: later messages of one id are about one thing.</param>
/// <param name="Word">The outcome, or TEST.</param>
/// <param name="Headline">What happened, after the word.</param>
/// <param name="Facts">Labels and texts, in the order in which they are shown.</param>
/// <param name="Ended">How the run ended; null for a test.</param>
/// <param name="Json">For machines: the report.</param>
internal sealed record Notification(
    string Id, string Word, string Headline, IReadOnlyList<(string Label, string Text)> Facts, Outcome? Ended, ReadOnlyMemory<byte> Json)
{
    private const int MaximumDetails = 5;

    public static Notification Of(CancelReport report)
    {
        List<(string, string)> facts = [("What", ScopeSentence.Of(report.Scope)), ("Started by", Starter(report) + Askers(report))];
        var details = report.Accounts.Where(account => account.Detail is not null).Select(account => $"{account.Account}: {account.Detail}").ToList();
        if (details.Count > 0)
            facts.Add(("Why", string.Join("; ", details.Take(MaximumDetails)) + (details.Count > MaximumDetails ? $"; and {details.Count - MaximumDetails} more accounts" : "")));

        if (Rest(report) is { Length: > 0 } rest)
            facts.Add(("What rests", rest));

        facts.Add(("What to do", WhatToDo(report)));
        if (report.GoesOnDetail is { } goesOn)
            facts.Add(("It goes on", goesOn));

        if (report.DurableDetail is { } durable)
            facts.Add(("Mind", durable));

        facts.Add(("Run", $"{report.RunId}, {report.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));
        return new Notification(report.RunId, WordOf(report.Outcome), HeadlineOf(report), facts, report.Outcome, report.ToJson());
    }

    public static Notification Test(DateTimeOffset now) => new(
        $"test-{now.ToUnixTimeMilliseconds()}",
        "TEST",
        "this address hears of each kill",
        [("What", "a test message: nothing was cancelled"), ("What to do", "nothing")],
        null,
        "{\"test\":true}"u8.ToArray());

    private static string WordOf(Outcome outcome) => outcome.ToString().ToUpperInvariant();

    private static string HeadlineOf(CancelReport report) => report.Outcome switch
    {
        Outcome.Clear => $"{Orders(report.Totals.Cancelled)} cancelled, proven after {report.TimingsMs.Verified / 1000.0:0.0} s: nothing in scope rests",
        Outcome.Remaining => $"{Orders(report.Totals.StillOpen)} in scope still rest",
        Outcome.Blocked => "HTX cancels nothing now: orders may rest",
        Outcome.Refused => "HTX or the vault refuses this kill: orders may rest",
        Outcome.Unknown => "no proof came in time: orders may rest",
        Outcome.DryRun => "nothing was cancelled",
    };

    private static string Starter(CancelReport report) => report.Trigger switch
    {
        Trigger.Http => "a call",
        Trigger.Timer => "the schedule",
        Trigger.Alert => report.Alert?.Rule is { } rule ? $"the alert '{rule}'" : "an alert",
    };

    private static string Askers(CancelReport report) =>
        string.Concat(report.AskedBy.Select(one => $"; {string.Join(": ", new[] { one.Caller, one.Reason }.OfType<string>())}"));

    // In scope, and what is known of the rest of the accounts.
    private static string Rest(CancelReport report)
    {
        var outside = report.Accounts.Select(account => account.OutOfScope).SelectMany(rest => new[] { rest.Isolated, rest.Cross }).OfType<OrderCounts>()
            .Sum(counts => (counts.Plain ?? 0) + (counts.Trigger ?? 0) + (counts.Tpsl ?? 0) + (counts.Trailing ?? 0));
        string?[] parts =
        [
            report.Totals.StillOpen is > 0 and var open ? $"{Orders(open)} in scope" : null,
            report.Totals.Failed > 0 ? $"{Orders(report.Totals.Failed)} that HTX would not cancel" : null,
            report.Totals.Unverified > 0 ? $"perhaps {Orders(report.Totals.Unverified)} without a proof" : null,
            outside > 0 ? $"{Orders(outside)} outside the scope" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static string WhatToDo(CancelReport report) => report.Outcome switch
    {
        Outcome.Blocked or Outcome.Remaining or Outcome.Unknown when report.GoesOn => "look at HTX; the app tries again by itself",
        Outcome.Clear or Outcome.DryRun => "nothing",
        Outcome.Remaining => "stop what places orders, then call again",
        Outcome.Blocked => "call again in 30 seconds",
        Outcome.Unknown => "call again, and look at HTX",
        Outcome.Refused => "cancel at HTX by hand, then act on the reason",
    };

    private static string Orders(int? count) => count switch { null => "orders", 1 => "1 order", _ => $"{count} orders" };
}
