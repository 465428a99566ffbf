using System.Text;
using System.Text.RegularExpressions;

namespace HtxFunctions.Tests.Documents;

/// <summary>A document in Markdown: its links, and the anchors that GitHub gives its headings.</summary>
internal sealed partial class Document
{
    private Document(string path)
    {
        Folder = Path.GetDirectoryName(path)!;
        var text = Fence().Replace(File.ReadAllText(path), "");
        Links = [.. Link().Matches(text).Select(match => match.Groups[1].Value)];
        Anchors = AnchorsOf(Heading().Matches(text).Select(match => match.Groups[1].Value));
    }

    public string Folder { get; }

    public IReadOnlyList<string> Links { get; }

    public IReadOnlySet<string> Anchors { get; }

    /// <summary>The documents of this repository, by their paths in it.</summary>
    public static IEnumerable<string> All { get; } =
        ["README.md", "SECURITY.md", "tests/HtxCancel.Tests/evidence.md", .. Directory.GetFiles(Repository.PathOf("docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}").Order()];

    public static Document Read(string path) => new(path);

    /// <summary>The anchors of headings, in their order: a heading that comes again gets a number.</summary>
    public static IReadOnlySet<string> AnchorsOf(IEnumerable<string> headings)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var anchor in headings.Select(AnchorOf))
        {
            for (var number = 0; !anchors.Add(number == 0 ? anchor : $"{anchor}-{number}"); number++)
            {
            }
        }

        return anchors;
    }

    // Letters, digits, - and _ stay, blanks become -, everything else goes.
    private static string AnchorOf(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var character in LinkInHeading().Replace(heading, "$1").Trim().ToLowerInvariant())
        {
            anchor.Append(character == ' ' ? "-" : char.IsLetterOrDigit(character) || character is '-' or '_' ? character.ToString() : "");
        }

        return anchor.ToString();
    }

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    // The end of [text](target): a picture inside a link has two.
    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} +(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkInHeading();
}
