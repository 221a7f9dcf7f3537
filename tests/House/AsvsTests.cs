using Entente.Disclosure.Protection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Entente.Tests.House;

/// <summary>The table of the security standard claims nothing that no test proves.</summary>
public sealed class AsvsTests
{
    // How many requirements of each level (1, 2, 3) each chapter of version 5.0.0 has.
    private static readonly (int One, int Two, int Three)[] Standard =
    [
        (8, 19, 3), (4, 7, 2), (8, 11, 12), (2, 8, 6), (4, 5, 4), (13, 22, 12), (6, 12, 1), (4, 3, 6), (4, 3, 0),
        (5, 24, 7), (3, 11, 10), (3, 6, 3), (1, 12, 8), (2, 7, 4), (3, 10, 8), (0, 16, 1), (0, 7, 5),
    ];

    private static readonly IReadOnlyList<Requirement> Table = Read(Tree.Read("docs/asvs.csv"));

    [Fact]
    public void The_table_has_the_345_requirements_of_the_standard()
    {
        Standard.Sum(chapter => chapter.One + chapter.Two + chapter.Three).ShouldBe(345);
        Table.GroupBy(one => one.Chapter).Select(chapter => (chapter.Count(one => one.Level == 1), chapter.Count(one => one.Level == 2), chapter.Count(one => one.Level == 3))).ShouldBe(Standard);
        Table.Select(one => one.Id).Distinct().Count().ShouldBe(345);
    }

    [Fact]
    public void The_numbers_of_each_section_have_no_gap()
    {
        var sections = Table.Select(one => one.Id[1..].Split('.').Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).GroupBy(id => (id[0], id[1])).ToList();
        sections.ShouldAllBe(section => section.Select(id => id[2]).SequenceEqual(Enumerable.Range(1, section.Count())));
        sections.GroupBy(section => section.Key.Item1).ShouldAllBe(chapter => chapter.Select(section => section.Key.Item2).SequenceEqual(Enumerable.Range(1, chapter.Count())));
    }

    [Fact]
    public void The_table_that_is_shown_is_the_one_in_the_sources() => Requirement.All.ShouldBe(Table);

    [Fact]
    public void No_requirement_is_claimed_without_a_test_that_exists() => Unproved(Table, Tests()).ShouldBeEmpty();

    [Fact]
    public void What_is_not_applicable_says_why_in_a_sentence() => Unreasoned(Table).ShouldBeEmpty();

    [Fact]
    public void Every_requirement_is_described_in_a_few_words() =>
        Table.Where(one => one.About.Split(' ').Length is < 2 or > 13 || one.About.Contains("Verify that", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();

    [Fact]
    public void A_claim_without_a_test_is_found()
    {
        var tests = new HashSet<string>(StringComparer.Ordinal) { "Entente.Tests.House.AsvsTests.A_claim_without_a_test_is_found" };
        Requirement Claim(string evidence) => new("V1.1.1", 1, "About it", RequirementStatus.Met, evidence);
        Unproved([Claim("Entente.Tests.House.AsvsTests.A_claim_without_a_test_is_found")], tests).ShouldBeEmpty();
        Unproved([Claim("")], tests).ShouldHaveSingleItem();
        Unproved([Claim("We are sure of it.")], tests).ShouldNotBeEmpty();
        Unproved([Claim("Entente.Tests.House.AsvsTests.A_claim_without_a_test_is_found Entente.Tests.House.AsvsTests.Gone")], tests).ShouldHaveSingleItem();
        Unreasoned([new("V1.1.1", 1, "About it", RequirementStatus.NotApplicable, "")]).ShouldHaveSingleItem();
        Should.Throw<InvalidDataException>(() => Read("id,level,about,status,evidence\nV1.1.1,1,About it,maybe,\n"));
    }

    private static IEnumerable<string> Unproved(IEnumerable<Requirement> table, HashSet<string> tests) =>
        from one in table
        where one.Status is RequirementStatus.Met
        from test in one.Tests.DefaultIfEmpty("")
        where !tests.Contains(test)
        select $"{one.Id} is called met, but there is no test {test}";

    private static IEnumerable<string> Unreasoned(IEnumerable<Requirement> table) =>
        table.Where(one => one.Status is RequirementStatus.NotApplicable && !(one.Evidence.EndsWith('.') && one.Evidence.Split(' ').Length >= 4)).Select(one => $"{one.Id} does not say why it does not apply");

    // Every method that runs as a test, by its full name; one that a class inherits counts under the class that has it written down.
    private static HashSet<string> Tests() =>
        [.. Tree.Files("tests", ".cs").Select(Tree.Read).Where(text => text.Contains("Fact]", StringComparison.Ordinal) || text.Contains("Theory]", StringComparison.Ordinal)).SelectMany(TestsOf)];

    private static IEnumerable<string> TestsOf(string text)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        var space = root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();
        return root.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "Fact" or "Theory" && attribute.ArgumentList?.Arguments.Any(argument => argument.ToString().StartsWith("Skip", StringComparison.Ordinal)) != true))
            .Select(method => $"{space}.{((TypeDeclarationSyntax)method.Parent!).Identifier.Text}.{method.Identifier.Text}");
    }

    private static IReadOnlyList<Requirement> Read(string text) => Requirement.Read(new StringReader(text));
}
