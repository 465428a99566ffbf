using System.Globalization;
using System.Text;

namespace Benchmarks.Scenarios;

/// <summary>Draws time to the last acknowledgement against the number of contracts, with the rate limit's bound.</summary>
internal static class SweepChart
{
    private const int Width = 720;
    private const int Height = 400;
    private const int Left = 60;
    private const int Right = 20;
    private const int Top = 40;
    private const int Bottom = 50;
    private const int MostContracts = 300;
    private const double MostSeconds = 14;

    private static readonly int[] Counts = [1, 8, 36, 72, 73, 100, 144, 145, 200, 216, 217, 250, 288, 289, 300];

    /// <summary>Measures each number of contracts and writes the picture.</summary>
    public static async Task WriteAsync(string file)
    {
        // All at once: they wait for the rate limit of their own account, most of the time.
        var measured = new List<(int Contracts, double Seconds)>();
        foreach (var counts in Counts.Chunk(5))
        {
            measured.AddRange(await Task.WhenAll(counts.Select(async count => (count, await SweepScenario.OfContractsAsync(count, trials: 1) / 1000))));
        }

        await File.WriteAllTextAsync(file, Draw(measured));
    }

    private static string Draw(List<(int Contracts, double Seconds)> measured)
    {
        var svg = new StringBuilder();
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12" fill="#24292f">""");
        Add($"""<rect width="{Width}" height="{Height}" fill="#ffffff"/>""");
        Add($"""<text x="{Left}" y="20" font-size="14">Seconds to the last acknowledgement, by contracts (v1, one order each, 30 ms round trip)</text>""");
        for (var seconds = 0; seconds <= MostSeconds; seconds += 2)
        {
            Add($"""<path d="M{Left} {Y(seconds):0.#}H{Width - Right}" stroke="#d0d7de"/><text x="{Left - 8}" y="{Y(seconds) + 4:0.#}" text-anchor="end">{seconds}</text>""");
        }

        for (var contracts = 0; contracts <= MostContracts; contracts += 50)
        {
            Add($"""<text x="{X(contracts):0.#}" y="{Height - Bottom + 18}" text-anchor="middle">{contracts}</text>""");
        }

        var bound = string.Concat(Enumerable.Range(1, MostContracts).Select(contracts => string.Create(
            CultureInfo.InvariantCulture, $"{(contracts == 1 ? 'M' : 'L')}{X(contracts):0.#} {Y(SweepScenario.Bound(contracts) / 1000):0.#}")));
        Add($"""<path d="{bound}" fill="none" stroke="#cf222e" stroke-width="1.5"/>""");
        foreach (var (contracts, seconds) in measured)
        {
            Add($"""<circle cx="{X(contracts):0.#}" cy="{Y(seconds):0.#}" r="4" fill="#0969da"><title>{contracts} contracts: {seconds:0.00} s</title></circle>""");
        }

        Add($"""<circle cx="{Left + 20}" cy="{Top + 14}" r="4" fill="#0969da"/><text x="{Left + 32}" y="{Top + 18}">measured</text>""");
        Add($"""<path d="M{Left + 110} {Top + 14}h24" stroke="#cf222e" stroke-width="1.5"/><text x="{Left + 140}" y="{Top + 18}">HTX's rate limit: 72 cancels in 3 s</text>""");
        Add($"""<text x="{(Left + Width - Right) / 2}" y="{Height - 10}" text-anchor="middle">contracts</text>""");
        return svg.Append("</svg>\n").ToString();

        void Add(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static double X(int contracts) => Left + ((double)contracts / MostContracts * (Width - Left - Right));

    private static double Y(double seconds) => Height - Bottom - (seconds / MostSeconds * (Height - Top - Bottom));
}
