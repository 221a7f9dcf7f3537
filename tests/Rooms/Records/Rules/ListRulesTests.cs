using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Records.Content;
using Entente.Records.Rules;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Rules;

/// <summary>Formulas see the columns of a code's row, and the rows of a list, as they are on the statement's day.</summary>
public sealed class ListRulesTests
{
    private static readonly CodeList Products = new("products", Say("Products"),
        [new("factor", Say("Factor"), ColumnKind.Number, null), new("since-day", Say("Since"), ColumnKind.Date, null), new("whole-fish", Say("Whole"), ColumnKind.YesNo, null), new("gear", Say("Gear"), ColumnKind.Code, "gears")],
        [Product("RD", null, "2020-01-01", ("factor", "1"), ("whole-fish", "yes"), ("gear", "PS")), Product("RD", "2020-01-01", null, ("factor", "1.5"), ("since-day", "2020-01-01")), Product("FL", null, null)]);

    private static readonly CodeList Permitted = new("gear-products", Say("Permitted"),
        [new("gear", Say("Gear"), ColumnKind.Code, "gears"), new("product", Say("Product"), ColumnKind.Code, "products")],
        [Product("1", null, null, ("gear", "PS"), ("product", "RD")), Product("2", null, "2020-01-01", ("gear", "LL"), ("product", "FL")), Product("3", "2020-01-01", null, ("gear", "LL"), ("product", "RD"))]);

    private static readonly Body Tuna = Body() with { Lists = [.. Body().Lists, Products, Permitted] };

    private static readonly Definition Landings = New("landings", DefinitionKind.Return,
        [
            Table("rows", "Rows", new RowRules(0, 100, [], null),
                Of("gear", FieldType.Code, "Gear") with { List = "gears" }, Of("product", FieldType.Code, "Product") with { List = "products" },
                Of("country", FieldType.Code, "Country") with { List = "countries" }, Number("weight", "Weight"),
                Number("live", "Live weight") with { Computed = "weight * product_entry.factor" }, Text("two", "Two letters") with { Computed = "country_entry.alpha2" }),
        ],
        facts: [new Fact("permitted", FactSource.List, "gear-products", null, null, OwnOnly: false)],
        checks: [Rule("together", "rows", "count(permitted[gear = row.gear and product = row.product]) > 0", "Not permitted together.", "product")]);

    private static readonly RuleBook Book = RuleBook.Of(Landings, Tuna, new Dictionary<string, Definition>(StringComparer.Ordinal) { ["landings"] = Landings });

    [Theory]
    [InlineData(2019, 10)]
    [InlineData(2026, 15)]
    public void A_column_of_the_code_counts_as_on_the_day(int year, int live)
    {
        Book.Findings.ShouldBeEmpty();
        Book.Scopes.IsOne(Landings.Facts[0]).ShouldBeFalse();
        var row = Judged(year, "PS", "RD").Row;
        row[Landings.Sections[0], "live"].Value.ShouldBe(Value.Of(live));
        row[Landings.Sections[0], "two"].Value.ShouldBe(Value.Of("JP"));
    }

    [Fact]
    public void A_code_without_the_column_gives_a_blank() => Judged(2026, "PS", "FL").Row[Landings.Sections[0], "live"].Value.IsNull.ShouldBeTrue();

    [Theory]
    [InlineData(2026, "PS", "RD", true)]
    [InlineData(2026, "PS", "FL", false)]
    [InlineData(2026, "LL", "RD", true)]
    [InlineData(2019, "LL", "RD", false)]
    [InlineData(2019, "LL", "FL", true)]
    public void Codes_are_permitted_together_as_the_rows_of_a_list_say_on_the_day(int year, string gear, string product, bool permitted) =>
        Judged(year, gear, product).Faults.ShouldBe(permitted ? [] : ["check:together at rows 1 product"]);

    [Theory]
    [InlineData("product_entry.since_day > date(\"2020-01-01\")", null)]
    [InlineData("product_entry.whole_fish", null)]
    [InlineData("product_entry.factor = \"1\"", "compared-types number, text(codes)")]
    [InlineData("product_entry.gear = \"XX\"", "unknown-code XX")]
    [InlineData("product_entry.fator = 1", "unknown-member fator")]
    [InlineData("some p in permitted satisfies p.gear = \"XX\"", "unknown-code XX")]
    public void Columns_have_types(string formula, string? finding)
    {
        var found = Feel.Rule.Check(formula, new Scopes(Landings, Tuna, new Dictionary<string, Definition>()).Of(Landings.Sections[0])).Findings;
        if (finding is null)
            found.ShouldBeEmpty();
        else
            found.Select(each => each.Code).ShouldBe([finding.Split(' ')[0]]);
    }

    [Fact]
    public void Why_a_rule_over_a_list_was_found_can_be_said()
    {
        var (statement, judged) = Judge(2026, "PS", "FL");
        var english = Entente.Shared.Localisation.Texts.Load(typeof(RuleBook).Assembly, pseudo: false, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Entente.Shared.Localisation.Texts>.Instance).WordsIn("en");
        Faults.Why(Book, judged.Single(), statement, On(2026), english).ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData(5, 30, true)]
    [InlineData(-5.5, 30, false)]
    [InlineData(5, 179, false)]
    public void A_place_lies_within_its_edges(double latitude, double longitude, bool inside) => Place(new Box(-5, 5, 20, 40), latitude, longitude).ShouldBe(inside ? [] : ["outside at at where (-5, 5, 20, 40)"]);

    [Theory]
    [InlineData(170, true)]
    [InlineData(-170, true)]
    [InlineData(0, false)]
    public void Edges_may_lie_across_the_180th_meridian(double longitude, bool inside) => Place(new Box(-90, 90, 150, -120), 0, longitude).Length.ShouldBe(inside ? 0 : 1);

    [Fact]
    public void Two_rows_alike_are_what_the_level_of_the_key_says()
    {
        var twice = New("twice", DefinitionKind.Return, [Table("rows", "Rows", new RowRules(0, 100, ["name"], null) { KeyLevel = CheckLevel.Warning }, Text("name", "Name"))]);
        var statement = new Statement(twice);
        Desk.Add(statement, "rows", "a");
        Desk.Add(statement, "rows", "a");
        var fault = RuleBook.Of(twice, Body(), new Dictionary<string, Definition>()).Judge(statement, On(2026)).Faults.Single();
        (Desk.Line(fault), fault.Level).ShouldBe(("key at rows 2 name (1)", CheckLevel.Warning));
    }

    private static string[] Place(Box box, double latitude, double longitude)
    {
        var placed = New("placed", DefinitionKind.Return, [Fields("at", "At", Of("where", FieldType.Place, "Where") with { Box = box })]);
        var statement = new Statement(placed);
        statement["at", "where"] = Answer.Of(Value.Of(Context.Of(("latitude", Value.Of((decimal)latitude)), ("longitude", Value.Of((decimal)longitude)))));
        return Desk.Lines(RuleBook.Of(placed, Body(), new Dictionary<string, Definition>()).Judge(statement, On(2026)).Faults);
    }

    private static (Row Row, string[] Faults) Judged(int year, string gear, string product)
    {
        var (statement, faults) = Judge(year, gear, product);
        return (statement.Rows("rows")[0], Desk.Lines(faults));
    }

    private static (Statement, IReadOnlyList<Fault>) Judge(int year, string gear, string product)
    {
        var statement = new Statement(Landings);
        Desk.Add(statement, "rows", gear, product, "JPN", 10m);
        return (statement, Book.Judge(statement, On(year)).Faults);
    }

    private static Surroundings On(int year) => new(Tuna, Tuna.Party("JPN"), new DateOnly(year, 2, 1));

    private static ListCode Product(string code, string? from, string? until, params (string, string)[] values) =>
        new(code, Say(code), new Period(DayOf(from), DayOf(until)), null, values.ToDictionary(value => value.Item1, value => value.Item2, StringComparer.Ordinal));

    private static DateOnly? DayOf(string? day) => day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
}
