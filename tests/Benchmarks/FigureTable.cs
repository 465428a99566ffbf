using System.Globalization;

namespace Benchmarks;

/// <summary>Figures as a table in Markdown.</summary>
internal static class FigureTable
{
    /// <summary>Writes it.</summary>
    public static void Write(IReadOnlyList<Figure> figures, TextWriter output)
    {
        List<string[]> rows = [["scenario", "figure", "app", "baseline", "ratio", "at most", ""], .. figures.Select(Row)];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        output.WriteLine(Line(rows[0]));
        output.WriteLine(Line([.. widths.Select(width => new string('-', width))]));
        foreach (var row in rows.Skip(1))
        {
            output.WriteLine(Line(row));
        }

        string Line(string[] cells) => $"| {string.Join(" | ", cells.Select((cell, column) => cell.PadRight(widths[column])))} |";
    }

    private static string[] Row(Figure figure) =>
    [
        figure.Scenario,
        figure.Note is null ? figure.What : $"{figure.What} ({figure.Note})",
        Text(figure.Ours, figure.Unit),
        figure.Baseline is { } baseline ? Text(baseline, figure.Unit) : "",
        figure.Ratio is { } ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : "",
        figure.AtMost is { } bound ? bound.ToString("0.##", CultureInfo.InvariantCulture) : "",
        figure.AtMost is null ? "" : figure.IsMet ? "met" : "MISSED",
    ];

    private static string Text(double value, string unit) =>
        $"{value.ToString(Math.Abs(value) >= 100 ? "0" : "0.##", CultureInfo.InvariantCulture)} {unit}".TrimEnd();
}
