using System.Globalization;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>
/// What befalls some calls on one path. They are numbered apart for each account and each thing that is asked for, since what
/// runs side by side comes in any order.
/// </summary>
/// <param name="Path">The path.</param>
/// <param name="From">The first call that it befalls, from 1.</param>
/// <param name="Count">How many calls it befalls.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Number">HTX's code, an HTTP status, seconds or milliseconds, as <paramref name="Kind"/> needs.</param>
/// <param name="Host">The only host that it befalls, from 0; null for each.</param>
internal sealed record ScheduledFault(string Path, int From, int Count, FaultKind Kind, int Number, int? Host)
{
    /// <summary>Lets it happen.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="hosts">Its hosts.</param>
    /// <param name="numberOf">The number of a call.</param>
    public void Befall(SimulatedExchange exchange, IReadOnlyList<string> hosts, Func<SimulatedRequest, int> numberOf)
    {
        var fault = ToFault();
        exchange.OnRequest(Path, (request, _) => Concerns(request) ? fault.Instead?.Invoke(exchange, request) : null);
        exchange.OnAnswer(Path, (request, _, answer) => Concerns(request) ? fault.Afterwards?.Invoke(answer) : null);

        bool Concerns(SimulatedRequest request) =>
            (Host is not { } host || request.Host == hosts[host]) && numberOf(request) is var number && number >= From && number < From + Count;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path} calls {From} to {(Count == int.MaxValue ? "the last" : From + Count - 1)}{(Host is { } host ? $" at host {host}" : "")}: {Kind} {Number}");

    private Fault ToFault() => Kind switch
    {
        FaultKind.Refused => Fault.Refused,
        FaultKind.Reset => Fault.Reset,
        FaultKind.LostAnswer => Fault.LostAnswer,
        FaultKind.Hang => Fault.Hang,
        FaultKind.Slow => Fault.Slow(TimeSpan.FromMilliseconds(Number)),
        FaultKind.TlsFailure => Fault.TlsFailure,
        FaultKind.EmptyBody => Fault.EmptyBody,
        FaultKind.CutOff => Fault.CutOff,
        FaultKind.NotJson => Fault.NotJson,
        FaultKind.Maintain => Fault.Maintain,
        FaultKind.NotFound => Fault.NotFound,
        FaultKind.Page => Fault.Page(Number),
        FaultKind.TooManyCalls => Fault.TooManyCalls(Number == 0 ? null : Number),
        FaultKind.Code => Fault.Code(Number),
    };
}
