using System.Text;
using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Client.Run;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Ledger;
using Entente.Records.Content;
using Entente.Records.Writing;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms.Records.Writing;

/// <summary>docs/canonical.md, with the vectors of tests/canonical.</summary>
public sealed class CanonicalTests
{
    private static readonly LocalText Name = new([("en", "A name")]);

    public static TheoryData<string> Answers => [.. Vectors("answers.json").Select(vector => vector.GetProperty("name").GetString()!)];

    public static TheoryData<string> Commitments => [.. Vectors("commitments.json").Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_has_the_bytes_of_its_vector(string name)
    {
        var vector = Vectors("answers.json").Single(one => one.GetProperty("name").GetString() == name);
        var field = Field(vector);
        AnswerJson.TryRead(vector.GetProperty("given").GetRawText(), field, out var answer).ShouldBe(vector.TryGetProperty("canonical", out var canonical), name);
        if (canonical.ValueKind == JsonValueKind.String)
            AnswerJson.Write(field, answer).ShouldBe(canonical.GetString());
    }

    [Theory]
    [MemberData(nameof(Commitments))]
    public void A_commitment_is_that_of_its_vector(string name)
    {
        var vector = Vectors("commitments.json").Single(one => one.GetProperty("name").GetString() == name);
        if (vector.TryGetProperty("salt", out var salt))
        {
            Convert.ToHexStringLower(Canonical.Commit(Convert.FromHexString(salt.GetString()!), Encoding.UTF8.GetBytes(vector.GetProperty("segment").GetString()!)))
                .ShouldBe(vector.GetProperty("commitment").GetString());
            return;
        }
        var head = vector.GetProperty("head");
        string? Of(string member) => head.TryGetProperty(member, out var value) ? value.GetString() : null;
        Convert.ToHexStringLower(Canonical.Commit(
            new StatementHead(head.GetProperty("statement").GetGuid(), Of("body")!, Of("code")!, Of("definition")!, Of("party"), head.GetProperty("version").GetInt32()),
            vector.GetProperty("segments").EnumerateArray().Select(segment => Convert.FromHexString(segment.GetString()!)))).ShouldBe(vector.GetProperty("commitment").GetString());
    }

    [Fact]
    public void A_segment_has_the_bytes_that_the_page_of_the_format_shows()
    {
        var fields = new Section("report", Name, null, [new Field("weight", FieldType.Exact, Name, null, null), new Field("gear", FieldType.Text, Name, null, null), new Field("none", FieldType.Text, Name, null, null)], null, null, null);
        var row = Row.Of(fields, Guid.Empty);
        row[fields, "weight"] = Answer.Of(Value.Of(1.50m));
        row[fields, "gear"] = Answer.Of(Value.Of("PS"));
        var place = new SegmentPlace(new Guid("0197a2b0-0000-7000-8000-000000000001"), "ab12", 0, ["party:JPN", "serving"]);
        var shape = new SegmentShape(fields, null, [1, 2, 0], Whole: true);
        Canonical.Text(Canonical.Segment(new CanonicalText(), place, shape, [row], 0, 1)).ShouldBe(
            """{"audience":["party:JPN","serving"],"block":0,"definition":"ab12","fields":{"gear":"PS","weight":"1.5"},"section":"report","statement":"0197a2b0-0000-7000-8000-000000000001"}""");
    }

    [Fact]
    public void However_a_number_is_written_it_is_one_text() =>
        Prop.ForAll(ArbMap.Default.ArbFor<decimal>(), ArbMap.Default.ArbFor<byte>(), (number, zeros) =>
        {
            var plain = number / 1.0000000000000000000000000000m;
            var text = plain.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var longer = (text.Contains('.', StringComparison.Ordinal) ? text : text + ".") + new string('0', (zeros % 5) + 1);
            var field = new Field("weight", FieldType.Exact, Name, null, null);
            return AnswerJson.TryRead($"\"{longer}\"", field, out var read) && AnswerJson.Write(field, read) == AnswerJson.Write(field, Answer.Of(Value.Of(plain)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Composed_and_decomposed_letters_are_one_text()
    {
        var field = new Field("name", FieldType.Text, Name, null, null);
        AnswerJson.Write(field, Answer.Of(Value.Of("Cafe\u0301"))).ShouldBe(AnswerJson.Write(field, Answer.Of(Value.Of("Caf\u00e9"))));
    }

    [Fact]
    public void The_order_of_fields_in_a_definition_changes_no_byte()
    {
        Field[] fields = [.. Enumerable.Range(0, 8).Select(number => new Field($"f{number}", FieldType.Whole, Name, null, null))];
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var order = fields.OrderBy(field => HashCode.Combine(seed, field.Code[1])).ToArray();
            return Bytes(order) == Bytes(fields);
        }).QuickCheckThrowOnFailure();

        static string Bytes(Field[] fields)
        {
            var definition = new Definition("d", DefinitionKind.Notice, Name, null, "parties", new Sharing("own", []), [new Section("s", Name, null, fields, null, null, null)], [], [], new Workflow([], []), [], new Traits());
            var content = new Statement(definition);
            foreach (var field in fields)
                content["s", field.Code] = Answer.Of(Value.Of(field.Code[1] - '0'));
            return Canonical.Text(Segments.Of(content, Guid.Empty, "d", _ => ["public"], []).Single().Bytes);
        }
    }

    [Fact]
    public void What_was_cut_into_segments_is_put_together_again()
    {
        var content = Filled(2_500);
        var segments = Segments.Of(content, Guid.Empty, "d", Readers, []);
        segments.Select(segment => (segment.Section, segment.Block, string.Join(' ', segment.Audience))).ShouldBe(
            [("report", 0, "public"), ("report", 0, "serving"), ("catches", 0, "public"), ("catches", 1, "public"), ("catches", 2, "public"), ("catches", 0, "serving")]);
        var again = new Statement(content.Definition);
        foreach (var segment in segments)
            Segments.Put(again, segment.Bytes);
        again["report", "secret"].ShouldBe(content["report", "secret"]);
        again.Rows("catches").Select(row => (row.Id, row.Answers[0], row.Answers[1])).ShouldBe(content.Rows("catches").Select(row => (row.Id, row.Answers[0], row.Answers[1])));
    }

    [Fact]
    public void A_segment_that_did_not_change_keeps_its_salt()
    {
        var content = Filled(2_500);
        var before = Segments.Of(content, Guid.Empty, "d", Readers, []);
        content.Rows("catches")[1_200].Answers[0] = Answer.Of(Value.Of(-1));
        var after = Segments.Of(content, Guid.Empty, "d", Readers, before);
        after.Except(before, ReferenceEqualityComparer.Instance).Cast<Segment>().Select(segment => segment.Block).ShouldBe([1]);
    }

    private static IReadOnlyList<string> Readers(string? shownTo) => shownTo == "own" ? ["serving"] : ["public"];

    private static Statement Filled(int rows)
    {
        Field Whole(string code, string? shownTo = null) => new(code, FieldType.Whole, Name, null, null) { ShownTo = shownTo };
        var definition = new Definition("d", DefinitionKind.Notice, Name, null, "parties", new Sharing("public", []),
            [new Section("report", Name, null, [Whole("open"), Whole("secret", "own")], null, null, null), new Section("catches", Name, null, [Whole("open"), Whole("secret", "own")], new RowRules(0, 10_000, [], null), null, null)],
            [], [], new Workflow([], []), [], new Traits());
        var content = new Statement(definition);
        content["report", "open"] = Answer.Of(Value.Of(1));
        content["report", "secret"] = Answer.Withheld("statistical secrecy");
        for (var number = 0; number < rows; number++)
        {
            var row = Row.Of(definition.Sections[1], new Guid(number, 0, 0, new byte[8]));
            row.Answers[0] = Answer.Of(Value.Of(number));
            if (number == 700)
                row.Answers[1] = Answer.Nil;
            content.Rows("catches").Add(row);
        }
        return content;
    }

    private static Field Field(JsonElement vector) => new("f", Enum.Parse<FieldType>(vector.GetProperty("type").GetString()!), Name, null, null)
    {
        Currency = vector.TryGetProperty("currency", out var currency) ? currency.GetString() : null,
    };

    private static IReadOnlyList<JsonElement> Vectors(string file) =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(House.Find().Root, "tests", "canonical", file))).RootElement.EnumerateArray()];
}
