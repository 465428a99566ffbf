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
    /// <param name="befalls">Called with each call that it befalls.</param>
    public void Befall(SimulatedExchange exchange, IReadOnlyList<string> hosts, Func<SimulatedRequest, int> numberOf, Action<SimulatedRequest> befalls)
    {
        var fault = FaultKinds.Of(Kind, Number);
        exchange.OnRequest(Path, (request, _) => Concerns(request) ? fault.Instead?.Invoke(exchange, request) : null);
        exchange.OnAnswer(Path, (request, _, answer) => Concerns(request) ? fault.Afterwards?.Invoke(answer) : null);

        bool Concerns(SimulatedRequest request)
        {
            if ((Host is { } host && request.Host != hosts[host]) || numberOf(request) is var number && (number < From || number >= From + Count))
            {
                return false;
            }

            befalls(request);
            return true;
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path} calls {From} to {(Count == int.MaxValue ? "the last" : From + Count - 1)}{(Host is { } host ? $" at host {host}" : "")}: {Kind} {Number}");
}
