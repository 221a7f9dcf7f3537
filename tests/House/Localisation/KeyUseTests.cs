namespace Entente.Tests.House.Localisation;

public sealed class KeyUseTests
{
    private static readonly HashSet<string> Keys = Catalogue.Texts.Select(text => text.Key).Where(key => key.Length > 0).ToHashSet(StringComparer.Ordinal);
    private static readonly HashSet<string> Few = ["a.title", "a.fault.empty", "a.fault.long"];

    [Fact]
    public void Every_text_that_is_asked_for_exists() =>
        Tree.Files("platform", ".cs", ".cshtml").SelectMany(file => KeyUse.Unknown(file, KeyUse.Code(Tree.Read(file)), Keys)).ShouldBeEmpty();

    [Fact]
    public void No_text_is_left_over() =>
        KeyUse.Unused([.. Tree.Files("platform", ".cs", ".cshtml").Select(file => KeyUse.Code(Tree.Read(file)))], Keys).ShouldBeEmpty();

    [Theory]
    [InlineData("""@T["a.tilte"]""", "no text a.tilte")]
    [InlineData("""words["b.title", ("n", 1)]""", "no text b.title")]
    [InlineData("""T.Html("a.other")""", "no text a.other")]
    [InlineData("""new WorkItem("a.missing")""", "looks like a text")]
    [InlineData("""T[$"a.fault.{code}"]""", "declare it")]
    [InlineData("""T[late ? $"a.{x}" : "a.title"]""", "declare it")]
    [InlineData("""// texts: a.wrong.*""", "no text is called a.wrong.*")]
    public void What_asks_for_no_text_is_found(string source, string told) =>
        KeyUse.Unknown("A.cs", source, Few).ShouldContain(found => found.Contains(told));

    [Theory]
    [InlineData("""@T["a.title"]""")]
    [InlineData("""T[$"a.fault.{code}"] // texts: a.fault.*""")]
    [InlineData("""@* texts: a.fault.* *@ @T[$"a.fault.{code}"]""")]
    [InlineData("""meter.CreateCounter<long>("a.sent")""")]
    [InlineData("""Path.Combine("a.json")""")]
    [InlineData("""T[item.TextKey]""")]
    public void What_is_right_is_left_alone(string source) => KeyUse.Unknown("A.cs", source, Few).ShouldBeEmpty();

    [Fact]
    public void What_nobody_asks_for_is_found() =>
        KeyUse.Unused(["""T["a.title"]""", "// texts: a.fault.*"], new HashSet<string>([.. Few, "a.left-over"])).ShouldBe(["a.left-over"]);
}
