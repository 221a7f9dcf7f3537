using Entente.Client.Run;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>What docs/bodies.md shows is true.</summary>
public sealed class GuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(House.Find().Root, "docs", "bodies.md"));

    [Fact]
    public void The_examples_of_the_guide_make_a_body_without_errors()
    {
        var blocks = Guide.Split("```").Where((_, at) => at % 2 == 1).ToList();
        var written = blocks.Where(block => block.StartsWith("yaml\n", StringComparison.Ordinal)).Select(block => block["yaml\n".Length..] + "\n").ToLookup(block => block.Contains("paragraphs:", StringComparison.Ordinal));
        var body = string.Concat(written[false]);
        var gears = blocks.Single(block => block.Contains("LLHB", StringComparison.Ordinal)).TrimStart();
        var example = new Example(new Dictionary<string, byte[]>())
            .With("body.yaml", body.Replace("lists:\n", "lists:\n  gear-groups: {name: Gear groups}\n", StringComparison.Ordinal))
            .With("letters/missing-reports.yaml", written[true].Single())
            .With("parties.csv", blocks.Single(block => block.Contains("ZAF", StringComparison.Ordinal)).TrimStart())
            .With("lists/gears.csv", gears)
            .With("lists/gear-groups.csv", "code,label.en,label.fr\nLL,Longline,Palangre\n");
        var folder = example.Folder("tuna");
        // The guide leaves the French file to the reader: it is all that is missing.
        Entente.Bodies.Loading.BodyLoader.Load(folder).Findings.ShouldAllBe(finding => finding.Rule == "missing-translation" && finding.Mend.Contains("texts/fr.yaml"));
    }
}
