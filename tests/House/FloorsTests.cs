namespace Entente.Tests.House;

/// <summary>The floors and rooms of ARCHITECTURE.md, held apart.</summary>
public sealed partial class FloorsTests
{
    [Fact]
    public void A_body_holds_no_code_and_the_platform_knows_none_of_the_bodies_that_come_with_it()
    {
        Tree.Files("bodies", ".cs", ".js", ".ts", ".sql", ".py", ".sh", ".cshtml").ShouldBeEmpty();
        Tree.Files("platform", ".cs", ".cshtml", ".sql", ".json").Concat(Tree.Files("engines", ".cs")).Where(file => OneBody().IsMatch(Tree.Read(file))).ShouldBeEmpty();
    }

    [Fact]
    public void Engines_depend_on_nothing_of_ours() =>
        Tree.Files("engines", ".csproj").SelectMany(file => Floors.EngineViolations(file, Tree.Read(file))).ShouldBeEmpty();

    [Fact]
    public void Rooms_call_each_other_only_through_their_public_types() =>
        Tree.Files("platform", ".cs", ".cshtml").SelectMany(file => Floors.RoomViolations(file, Tree.Read(file))).ShouldBeEmpty();

    [Fact]
    public void A_table_is_touched_only_by_the_room_that_owns_it()
    {
        var owners = new Dictionary<string, string> { ["migrations"] = "Shared/Data" };
        foreach (var file in Tree.Files("platform", ".sql"))
            foreach (var schema in Floors.SchemasMade(Tree.Read(file)))
                owners.TryAdd(schema, Floors.TableOwner(file));
        owners.Count.ShouldBeGreaterThan(1);
        Tree.Files("platform", ".cs", ".cshtml", ".sql").SelectMany(file => Floors.TableViolations(file, Tree.Read(file), owners)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_schema_step_has_its_own_number() =>
        Tree.Files("platform", ".sql").Select(file => Path.GetFileName(file)[..4]).GroupBy(number => number)
            .Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();

    [Fact]
    public void Every_room_stands_on_the_map()
    {
        var map = Tree.Read("ARCHITECTURE.md");
        var rooms = Tree.Files("platform", ".cs").Select(Floors.RoomOf).Where(room => room != "Program").Distinct().ToList();
        rooms.Where(room => !Floors.MayCall.ContainsKey(room) || !map.Contains(room, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Nine_files_in_ten_are_under_250_lines()
    {
        var lengths = Sources().Select(text => text.Count(letter => letter == '\n')).ToList();
        lengths.Count(length => length >= 250).ShouldBeLessThanOrEqualTo(lengths.Count / 10);
    }

    [Fact]
    public void Nine_methods_in_ten_are_under_30_lines()
    {
        var lengths = Sources().SelectMany(Floors.MethodLengths).ToList();
        lengths.Count(length => length >= 30).ShouldBeLessThanOrEqualTo(lengths.Count / 10);
    }

    [Theory]
    [InlineData("""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="../Risk/Risk.csproj" /></ItemGroup></Project>""")]
    [InlineData("""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="../../platform/Platform.csproj" /></ItemGroup></Project>""")]
    [InlineData("""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Npgsql" /></ItemGroup></Project>""")]
    [InlineData("""<Project Sdk="Microsoft.NET.Sdk.Web" />""")]
    public void An_engine_that_leans_on_more_is_found(string project) =>
        Floors.EngineViolations("engines/Tariff/Tariff.csproj", project).ShouldHaveSingleItem();

    [Fact]
    public void An_engine_may_use_the_rule_language() =>
        Floors.EngineViolations("engines/Tariff/Tariff.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="../Feel/Feel.csproj" /></ItemGroup></Project>""").ShouldBeEmpty();

    [Theory]
    [InlineData("platform/Bodies/X.cs", "using Entente.SignIn;")]
    [InlineData("platform/SignIn/X.cs", "using Entente.Bodies.Loading;")]
    [InlineData("platform/SignIn/X.cs", "var body = Entente.Bodies.Loading.Reader.Read();")]
    public void A_room_that_reaches_into_another_is_found(string file, string text) =>
        Floors.RoomViolations(file, text).ShouldHaveSingleItem();

    [Theory]
    [InlineData("platform/SignIn/X.cs", "using Entente.Bodies;")]
    [InlineData("platform/SignIn/X.cshtml", "@model Entente.Bodies.Person")]
    [InlineData("platform/SignIn/Registration/X.cs", "using Entente.SignIn; using Entente.Shared.Data;")]
    public void A_room_that_uses_public_types_is_at_home(string file, string text) =>
        Floors.RoomViolations(file, text).ShouldBeEmpty();

    [Fact]
    public void A_query_on_another_rooms_table_is_found() =>
        Floors.TableViolations("platform/Workspace/X.cs", "select 1 from sign_in.session", new Dictionary<string, string> { ["sign_in"] = "SignIn" }).ShouldHaveSingleItem();

    private static IEnumerable<string> Sources() =>
        Tree.Files("platform", ".cs").Concat(Tree.Files("engines", ".cs")).Concat(Tree.Files("client", ".cs")).Select(Tree.Read);

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(iccat|tunas?|bluefin)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex OneBody();
}
