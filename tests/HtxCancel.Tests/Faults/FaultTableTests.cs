using System.Text.RegularExpressions;

namespace HtxCancel.Tests.Faults;

/// <summary>
/// The tables of <c>docs/faults.md</c> promise nothing that no test shows: what their first column names, with <c>_</c> for
/// whatever is no letter or number, is how a test's name begins, and the outcome of their third column stands in that name.
/// </summary>
public sealed partial class FaultTableTests
{
    private static readonly DirectoryInfo Root = FindRoot();

    public static TheoryData<string, string> Faults()
    {
        var faults = new TheoryData<string, string>();
        foreach (var (fault, outcome) in ReadTables())
        {
            faults.Add(fault, outcome);
        }

        return faults;
    }

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_in_the_tables_has_a_test_that_shows_its_outcome(string fault, string outcome)
    {
        var ending = outcome == "clear" ? "ends_clear" : $"is_{outcome}";

        Assert.Contains(TestNames(), name => IsOf(name, fault) && name.Contains(ending, StringComparison.Ordinal));
    }

    [Fact]
    public void A_test_of_a_fault_stands_in_the_tables()
    {
        var faults = ReadTables().Select(row => row.Fault).ToList();

        Assert.All(TestNames("*FaultTests.cs"), name => Assert.Contains(faults, fault => IsOf(name, fault)));
    }

    private static bool IsOf(string test, string fault) => test.StartsWith(NoWord().Replace(fault, "_") + "_", StringComparison.OrdinalIgnoreCase);

    // | fault; another | what a run does | `outcome` |
    private static List<(string Fault, string Outcome)> ReadTables()
    {
        var rows = File.ReadLines(Path.Combine(Root.FullName, "docs", "faults.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| fault |", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .SelectMany(cells => cells[1].Split("; "), (cells, fault) => (fault, cells[3].Trim('`')))
            .ToList();
        Assert.NotEmpty(rows);
        return rows;
    }

    private static List<string> TestNames(string files = "*Tests.cs") =>
        [.. Root.GetDirectories("tests")[0].GetFiles(files, SearchOption.AllDirectories).SelectMany(file => Test().Matches(File.ReadAllText(file.FullName))).Select(match => match.Groups[1].Value)];

    private static DirectoryInfo FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "HtxFunctions.sln")))
        {
            directory = directory.Parent!;
        }

        return directory;
    }

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NoWord();

    [GeneratedRegex(@"\[(?:Fact|Theory)[^\n]*\n(?:\s*\[[^\n]*\n)*\s*public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex Test();
}
