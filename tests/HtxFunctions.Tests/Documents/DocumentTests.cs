namespace HtxFunctions.Tests.Documents;

/// <summary>What holds the documents together.</summary>
public sealed class DocumentTests
{
    // Pages of GitHub itself, which a link reaches from the repository's front page.
    private const string OfGitHub = "../../actions/";

    public static TheoryData<string> Documents() => [.. Document.All];

    [Theory, MemberData(nameof(Documents))]
    public void Each_link_leads_to_a_file_and_a_heading_that_are_there(string path)
    {
        var document = Document.Read(Repository.PathOf(path));

        Assert.DoesNotContain(document.Links, link => !IsOutside(link) && !Resolves(document, Repository.PathOf(path), link));
    }

    [Theory, MemberData(nameof(Documents))]
    public void Each_document_is_found_from_the_readme(string path)
    {
        HashSet<string> found = ["README.md"];
        for (var before = 0; found.Count > before;)
        {
            before = found.Count;
            found.UnionWith(found.ToList().SelectMany(Linked));
        }

        Assert.Contains(path, found);
    }

    [Fact]
    public void The_readme_has_at_most_9_KB()
    {
        Assert.InRange(new FileInfo(Repository.PathOf("README.md")).Length, 1, 9 * 1024);
    }

    [Theory]
    [InlineData("Kill now", "kill-now")]
    [InlineData("kill-not-clear", "kill-not-clear")]
    [InlineData("What it costs, idle", "what-it-costs-idle")]
    [InlineData("HTX's own timer", "htxs-own-timer")]
    [InlineData("Would a kill work?", "would-a-kill-work")]
    [InlineData("`v1` & v5", "v1--v5")]
    [InlineData("See [the runbook](runbook.md#kill-now)", "see-the-runbook")]
    public void A_heading_has_the_anchor_that_GitHub_gives_it(string heading, string anchor)
    {
        Assert.Equal([anchor, $"{anchor}-1"], Document.AnchorsOf([heading, heading]).Order());
    }

    private static bool IsOutside(string link) => link.StartsWith("https://", StringComparison.Ordinal) || link.StartsWith(OfGitHub, StringComparison.Ordinal);

    private static bool Resolves(Document document, string path, string link)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0 ? path : Path.GetFullPath(Path.Combine(document.Folder, parts[0]));
        return (File.Exists(target) || Directory.Exists(target)) && (parts.Length == 1 || Document.Read(target).Anchors.Contains(parts[1]));
    }

    private static IEnumerable<string> Linked(string path)
    {
        var document = Document.Read(Repository.PathOf(path));
        return document.Links
            .Select(link => link.Split('#')[0])
            .Where(link => link.EndsWith(".md", StringComparison.Ordinal) && !IsOutside(link))
            .Select(link => Path.GetRelativePath(Repository.Folder, Path.Combine(document.Folder, link)).Replace('\\', '/'))
            .Where(linked => File.Exists(Repository.PathOf(linked)));
    }
}
