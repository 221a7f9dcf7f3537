using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;
using Entente.Records.Tables;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Tables;

/// <summary>What is declared comes back from the typed tables as it went in, version by version, and nobody reads more than is shown to them.</summary>
public sealed class TypedRowsTests(Tuna tuna) : IClassFixture<Tuna>
{
    private static readonly Definition Everything = Definitions.Everything();

    [Fact]
    public async Task Every_type_of_field_with_every_kind_of_answer_comes_back_as_it_was()
    {
        var published = await tuna.InForce("tuna", Everything);
        var aud = await tuna.Audience("public");
        var own = await tuna.Audience("party:JPN", "serving");
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var id = await tuna.Statement(published, aud);
            var said = Answers.Some(Everything, random);
            await tuna.Write(batch =>
            {
                foreach (var section in Everything.Sections)
                    TypedRows.Add(batch, SectionTable.Of(published, section), id, 1, RowChange.First(Of(said, section)), Slice.Of(section, aud, field => field.ShownTo is null ? aud : own));
            });
            var read = await tuna.Ask(connection => TypedRows.Load(connection, published, id, 1, Tuna.Cancel));
            Same(read, said);
        }
    }

    [Fact]
    public async Task A_stream_comes_back_as_it_was_too()
    {
        var published = await tuna.InForce("tuna", Everything);
        var aud = await tuna.Audience("public");
        var own = await tuna.Audience("party:JPN", "serving");
        var random = new Random(7);
        var id = await tuna.Statement(published, aud);
        var said = Answers.Some(Everything, random);
        await tuna.Write(async connection =>
        {
            foreach (var section in Everything.Sections)
                await RowStream.Add(connection, SectionTable.Of(published, section), id, 1, new Rows(Of(said, section)), Slice.Of(section, aud, field => field.ShownTo is null ? aud : own), Tuna.Cancel);
        });
        Same(await tuna.Ask(connection => TypedRows.Load(connection, published, id, 1, Tuna.Cancel)), said);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_version_reads_as_it_was_declared_and_only_changed_rows_are_written(bool streamed)
    {
        var published = await tuna.InForce("tuna", Everything);
        var section = Everything.Section("catches")!;
        var table = SectionTable.Of(published, section);
        var aud = await tuna.Audience("public");
        var slices = Slice.Of(section, aud, field => field.ShownTo is null ? aud : aud + 1000);
        for (var seed = 1; seed <= 12; seed++)
        {
            var random = new Random(seed);
            var id = await tuna.Statement(published, aud);
            var versions = new List<List<Row>>();
            for (var version = 1; version <= 5; version++)
            {
                var rows = version == 1 ? [.. Enumerable.Range(0, 12).Select(_ => Answers.Row(section, random))] : Changed(section, versions[^1], random);
                var before = version == 1 ? [] : await tuna.Rows(table, id, version - 1);
                var change = RowChange.Between(before, rows);
                if (!streamed)
                    await tuna.Write(batch => TypedRows.Add(batch, table, id, version, change, slices));
                else
                    await tuna.Write(connection => version == 1 ? RowStream.Add(connection, table, id, 1, new Rows(rows), slices, Tuna.Cancel) : RowStream.Correct(connection, table, id, version, new Rows(rows), slices, Tuna.Cancel));
                (await tuna.Ask($"select count(*) from {table.Quoted} where statement = $1 and since = $2", id, version)).ShouldBe(MainRows(change, before, streamed, section).ToString(System.Globalization.CultureInfo.InvariantCulture));
                versions.Add(rows);
            }
            for (var version = 1; version <= 5; version++)
                Same(await tuna.Rows(table, id, version), versions[version - 1]);
        }
    }

    [Fact]
    public async Task A_row_put_in_front_of_a_thousand_moves_none_of_them()
    {
        var published = await tuna.InForce("tuna", Everything);
        var section = Everything.Section("catches")!;
        var table = SectionTable.Of(published, section);
        var aud = await tuna.Audience("public");
        var random = new Random(3);
        var id = await tuna.Statement(published, aud);
        List<Row> rows = [.. Enumerable.Range(0, 1000).Select(_ => Answers.Row(section, random))];
        await tuna.Write(async connection => (await RowStream.Add(connection, table, id, 1, new Rows(rows), Slice.Whole(aud), Tuna.Cancel)).Added.ShouldBe(1000));
        for (var version = 2; version <= 30; version++)
        {
            rows.Insert(0, Answers.Row(section, random));
            await tuna.Write(async connection => (await RowStream.Correct(connection, table, id, version, new Rows(rows), Slice.Whole(aud), Tuna.Cancel)).ShouldBe(version == 18 ? new Streamed(rows.Count, rows.Count - 1) : new Streamed(1, 0)));
        }
        Same(await tuna.Rows(table, id, 30), rows);
    }

    [Fact]
    public async Task A_reader_sees_a_field_only_where_it_is_shown_to_them()
    {
        var published = await tuna.InForce("tuna", Everything);
        var section = Everything.Section("report")!;
        var table = SectionTable.Of(published, section);
        var everybody = await tuna.Audience("public");
        var own = await tuna.Audience("party:GHA", "serving");
        var id = await tuna.Statement(published, everybody);
        var row = Row.Of(section, Guid.Empty);
        row[section, "officer"] = Answer.Of(Value.Of("K. Sato"));
        row[section, "limit"] = Answer.Of(Value.Of(12.5m));
        await tuna.Write(batch => TypedRows.Add(batch, table, id, 1, RowChange.First([row]), Slice.Of(section, everybody, field => field.ShownTo is null ? everybody : own)));
        var sql = $"select string_agg(coalesce(officer, '-') || ' ' || coalesce(\"limit_\"::text, '-'), ';') from {table.QuotedCurrent} where statement = $1";
        (await tuna.AskAs([everybody, own], sql, id)).ShouldBe("K. Sato 12.5");
        (await tuna.AskAs([everybody], sql, id)).ShouldBe("- 12.5");
        (await tuna.AskAs([], sql, id)).ShouldBe("");
        (await tuna.AskAs([], $"select count(*) from {table.QuotedApart}")).ShouldBe("0");
        (await tuna.As([everybody], connection => TypedRows.Load(connection, table, id, 1, Tuna.Cancel))).ShouldHaveSingleItem().Row[section, "officer"].IsBlank.ShouldBeTrue();
        (await tuna.As([everybody, own], connection => TypedRows.Load(connection, table, id, 1, Tuna.Cancel))).ShouldHaveSingleItem().Row[section, "officer"].Value.AsText.ShouldBe("K. Sato");
        await tuna.Do("update records.statement set state = 'withdrawn' where id = $1", id);
        (await tuna.AskAs([everybody, own], sql, id)).ShouldBe("");
    }

    [Fact]
    public void A_number_that_the_database_would_round_is_refused_and_not_rounded()
    {
        var section = Definitions.Fields("figures", "Figures", Definitions.Number("n", "N"));
        var column = new PublishedDefinition("tuna", Definitions.New("f", DefinitionKind.Return, [section]), 1, "", false, default)
        {
            Columns = [new("figures", "", "", DefinitionColumn.OfTable, "f_figures", "", 1), new("figures", "n", "", "numeric", "f_figures", "n", 1)],
        };
        var row = Row.Of(section, Guid.Empty);
        Number.TryParse("1234567890123456789012345678901.5", out var tooLong).ShouldBeTrue();
        row[section, "n"] = Answer.Of(Value.Of(tooLong));
        Should.Throw<OverflowException>(() => TypedRows.Add(new Npgsql.NpgsqlBatch(), SectionTable.Of(column, section), Guid.Empty, 1, RowChange.First([row]), Slice.Whole(1)));
    }

    private static List<Row> Of(Statement said, Section section) => section.IsTable ? said.Rows(section.Code) : [said.Fields(section.Code)];

    private static List<Row> Changed(Section section, List<Row> before, Random random)
    {
        List<Row> rows = [.. before.Select(row => new Row(row.Id, [.. row.Answers]))];
        for (var step = 0; step < 4; step++)
        {
            var at = random.Next(rows.Count);
            switch (random.Next(4))
            {
                case 0: rows.Insert(at, Answers.Row(section, random)); break;
                case 1 when rows.Count > 3: rows.RemoveAt(at); break;
                case 2: rows[at] = new Row(rows[at].Id, Answers.Row(section, random).Answers); break;
                default: (rows[at], rows[0]) = (rows[0], rows[at]); break;
            }
        }
        return rows;
    }

    // A stream weighs the row and its companions each for itself; a batch writes both again.
    private static int MainRows(RowChange change, List<PlacedRow> before, bool streamed, Section section) => !streamed ? change.Added.Count
        : change.Added.Count(added => before.Find(old => old.Row.Id == added.Row.Id) is not { } old || old.Place != added.Place
            || section.Fields.Index().Any(field => field.Item.ShownTo is null && old.Row.Answers[field.Index] != added.Row.Answers[field.Index]));

    private static void Same(Statement read, Statement said)
    {
        foreach (var section in said.Definition.Sections)
            Same([.. Of(read, section).Select(row => new PlacedRow(0, row))], Of(said, section));
    }

    private static void Same(List<PlacedRow> read, List<Row> said)
    {
        read.Select(placed => placed.Row.Id).ShouldBe(said.Select(row => row.Id));
        foreach (var (one, other) in read.Zip(said))
            one.Row.Answers.Select(Print).ShouldBe(other.Answers.Select(Print));
    }

    private static string Print(Answer answer) => $"{answer.Kind} {answer.Value} {answer.Reason}";
}
