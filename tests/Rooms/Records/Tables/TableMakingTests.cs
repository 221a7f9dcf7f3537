using System.Diagnostics;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Publishing;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Tables;
using Entente.Tests.Kit;
using Npgsql;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Tables;

/// <summary>A published version is its tables, all of them or none; versions only add.</summary>
public sealed class TableMakingTests(Tuna tuna) : IClassFixture<Tuna>
{
    private readonly string _body = $"b{Guid.NewGuid():n}"[..20];

    [Fact]
    public async Task Every_type_has_the_column_that_an_analyst_would_guess()
    {
        await tuna.InForce(_body, Everything());
        (await Columns("everything_report")).ShouldBe("""
            officer text, remarks text, email text, website text, no_catch boolean, vessels bigint, limit_ numeric, fee numeric, value numeric, signed date, checked timestamp with time zone,
            season daterange, ocean text, area text, gears ARRAY, partner text, flagship uuid, product text, licence uuid, mean numeric, why text, effort numeric,
            value_currency text, port_latitude numeric, port_longitude numeric, effort_answer text, effort_reason text
            """.ReplaceLineEndings(" "));
        (await Ask("select col_description(format('%I.everything_catches_current', $1)::regclass, (select attnum from pg_attribute where attrelid = format('%I.everything_catches_current', $1)::regclass and attname = 'weight'))")).ShouldBe("Weight (kg)");
        (await Ask("select obj_description(format('%I.everything_catches', $1)::regclass)")).ShouldBe("Catches (everything)");
    }

    [Fact]
    public void Names_fit_are_never_taken_twice_and_avoid_the_words_of_sql()
    {
        var long1 = new string('a', 40);
        var definition = New(long1, DefinitionKind.Return, [
            Fields(new string('b', 40), "B", Text("select", "S"), Text("place", "P"), Of("port", FieldType.Place, "P"), Text("port_latitude", "L"), Text(new string('c', 63), "C"), Text(new string('c', 63) + "d", "D")),
            Fields(new string('b', 40) + "2", "B", Text("x", "X")), Fields("s", "S", Text("x", "X")), Fields("s_current", "S", Text("x", "X"))]);
        var columns = ColumnNames.Added(definition, 1, [], []);
        columns.Where(column => column.IsTable).Select(column => column.Table).ShouldBeUnique();
        columns.GroupBy(column => column.Table).ShouldAllBe(table => table.Select(column => column.Column).Distinct().Count() == table.Count());
        columns.ShouldAllBe(column => column.Table.Length + "_apart_title".Length <= 63 && column.Column.Length <= 63);
        columns.Select(column => column.Column).Take(6).ShouldBe(["", "select_", "place_", "port_latitude", new string('c', 63), new string('c', 61) + "_2"]);
        columns.Where(column => column.Part == FieldColumns.Latitude).Select(column => column.Column).ShouldBe(["port_latitude_2"]);
        columns.Where(column => column.IsTable).Select(column => column.Table).ShouldContain($"{long1}_s_curren_2");
        ColumnNames.Added(New("a-b", DefinitionKind.Return, [Fields("c", "C")]), 1, [], ["a_b_c"]).ShouldHaveSingleItem().Table.ShouldBe("a_b_c_2");
    }

    [Fact]
    public async Task Nobody_but_the_owner_changes_a_table_and_the_reader_changes_no_row()
    {
        await tuna.InForce(_body, Everything());
        foreach (var sql in new[] { "alter table {0}.everything_report add column more text", "drop table {0}.everything_report", "create table {0}.other (id int)", "truncate {0}.everything_report" })
            (await Should.ThrowAsync<PostgresException>(tuna.AskWriter(sql.Replace("{0}", _body)))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await Should.ThrowAsync<PostgresException>(tuna.AskAs([1], $"delete from {_body}.everything_report"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await Ask("select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and relkind = 'r' and not relrowsecurity")).ShouldBe("0");
    }

    [Fact]
    public async Task What_says_the_same_makes_no_version_and_what_is_gone_is_withdrawn_until_it_comes_back()
    {
        (await tuna.Publish(_body, [Everything(), Catch()])).IsNew.ShouldBeTrue();
        (await tuna.Publish(_body, [Everything(), Catch()])).IsNew.ShouldBeFalse();
        (await tuna.Publish(_body, [Everything()])).IsNew.ShouldBeTrue();
        await Eventually(() => tuna.Definitions.Find(_body, "catch") is { Version: 1, Withdrawn: true });
        (await Ask("select string_agg(code || ' ' || version || ' ' || withdrawn, '; ' order by code) from bodies.definition_in_force where body = $1")).ShouldBe("catch 1 true; everything 1 false");
        (await tuna.Publish(_body, [Everything(), Catch()])).IsNew.ShouldBeTrue();
        (await Ask("select string_agg(code || ' ' || version || ' ' || withdrawn, '; ' order by code) from bodies.definition_in_force where body = $1")).ShouldBe("catch 1 false; everything 1 false");
        (await tuna.Publish(_body, [Everything(), Catch() with { Name = Say("Other") }])).IsNew.ShouldBeTrue();
        (await Ask("select string_agg(code || ' ' || version, '; ' order by code) from bodies.definition_in_force where body = $1")).ShouldBe("catch 2; everything 1");
    }

    [Fact]
    public async Task A_node_sees_a_definition_with_its_body_and_reads_older_versions_when_asked()
    {
        await tuna.Publish(_body, [Catch()]);
        await Eventually(() => tuna.Definitions.Find(_body, "catch") is { Version: 1 });
        await tuna.Publish(_body, [Catch() with { Name = Say("Other") }]);
        await Eventually(() => tuna.Definitions.Find(_body, "catch") is { Version: 2 });
        tuna.Definitions.All(_body).ShouldHaveSingleItem().Definition.Name.ToString().ShouldBe("Other");
        (await tuna.Definitions.Find(_body, "catch", 1, Tuna.Cancel))!.Definition.Name.ToString().ShouldBe("catch");
        (await tuna.Definitions.Find(_body, "catch", 3, Tuna.Cancel)).ShouldBeNull();
        await tuna.Publish(_body, []);
        await Eventually(() => tuna.Definitions.Find(_body, "catch") is { Withdrawn: true });
    }

    [Fact]
    public async Task Versions_only_add_and_what_was_declared_under_each_stays_readable()
    {
        var first = New("weights", DefinitionKind.Return, [Table("catches", "Catches", new RowRules(0, 100, [], null), Of("weight", FieldType.Whole, "Weight"), Text("remark", "Remark"))]);
        var second = first with { Sections = [Table("catches", "Catches", new RowRules(0, 100, [], null), Number("weight", "Weight") with { Unit = "kg" }, Text("area", "Area"))] };
        var third = first with { Sections = [Table("landings", "Landings", new RowRules(0, 100, [], null), Number("weight", "Weight") with { Unit = "kg" })] };
        var id = Guid.Empty;
        foreach (var (definition, value) in new[] { (first, 1), (second, 2), (third, 3) })
        {
            var published = await tuna.InForce(_body, definition);
            var section = definition.Sections[0];
            var row = Row.Of(section, Guid.CreateVersion7());
            row[section, "weight"] = Answer.Of(Value.Of(value));
            id = await tuna.Statement(published, 1);
            await tuna.Write(batch => TypedRows.Add(batch, SectionTable.Of(published, section), id, 1, RowChange.First([row]), Slice.Whole(1)));
            await tuna.Do("update records.statement set number = $2 where id = $1", id, $"{value}");
        }
        (await Columns("weights_catches")).ShouldBe("weight bigint, remark text, weight_2 numeric, area text");
        (await Ask($"select string_agg(statement_number || ' ' || coalesce(weight, -1) || ' ' || coalesce(weight_2, -1), '; ' order by statement_number) from {_body}.weights_catches_current where $1 <> ''")).ShouldBe("1 1 -1; 2 -1 2");
        (await Ask($"select string_agg(statement_number || ' ' || weight, '; ') from {_body}.weights_landings_current where $1 <> ''")).ShouldBe("3 3");
        (await Ask($"select col_description('{_body}.weights_catches'::regclass, (select attnum from pg_attribute where attrelid = '{_body}.weights_catches'::regclass and attname = 'weight')) where $1 <> ''"))!.ShouldContain("now in weight_2");
        foreach (var (version, definition) in new[] { (1, first), (2, second) })
        {
            var published = (await tuna.Version(_body, "weights", version))!;
            var statement = Guid.Parse((await Ask($"select id from records.statement where body = $1 and number = '{version}'"))!);
            var rows = await tuna.Rows(SectionTable.Of(published, published.Definition.Sections[0]), statement, 1);
            rows.ShouldHaveSingleItem().Row[definition.Sections[0], "weight"].Value.ToString().ShouldBe($"{version}");
        }
    }

    [Fact]
    public async Task A_publication_that_is_cut_off_leaves_no_half_made_table()
    {
        var calls = 0;
        async Task Cut(NpgsqlConnection connection, PublishedDefinition published, IReadOnlyList<DefinitionColumn> added, CancellationToken cancel)
        {
            await TableMaking.Make(connection, published, added, cancel);
            if (++calls == 2)
                await tuna.Do("select pg_terminate_backend($1)", connection.ProcessID);
        }

        await Should.ThrowAsync<NpgsqlException>(tuna.Publish(_body, [Everything(), Catch(), Vessels()], Cut));
        (await Ask("select count(*) from pg_namespace where nspname = $1")).ShouldBe("0");
        (await Ask("select count(*) from bodies.definition where body = $1")).ShouldBe("0");
        (await Ask("select count(*) from bodies.version where body = $1")).ShouldBe("0");
        (await tuna.Publish(_body, [Everything(), Catch(), Vessels()])).IsNew.ShouldBeTrue();
    }

    [Fact]
    public async Task Nodes_that_publish_at_once_make_one_version_and_one_set_of_tables()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => tuna.Publish(_body, [Everything(), Vessels()])));
        outcomes.Count(outcome => outcome.IsNew).ShouldBe(1);
        outcomes.ShouldAllBe(outcome => outcome.Findings.Count == 0 && outcome.Version == 1);
        (await Ask("select count(*) from bodies.definition where body = $1")).ShouldBe("2");
    }

    [Theory]
    [InlineData("records")]
    [InlineData("public")]
    [InlineData("pg_tuna")]
    public async Task A_body_may_not_take_a_schema_of_the_database_or_of_the_house(string code) =>
        (await tuna.Publish(code, [Catch()])).Findings.ShouldHaveSingleItem().Rule.ShouldBe("reserved-code");

    [Fact]
    public async Task Ten_thousand_fields_are_published_within_seconds()
    {
        var sections = Enumerable.Range(1, 25).Select(section => Fields($"s{section:00}", $"Section {section}", [.. Enumerable.Range(1, 400).Select(field => Number($"f{field:000}", $"Field {field}") with { Unit = "kg", Hint = Say("What it is.") })]));
        var clock = Stopwatch.StartNew();
        (await tuna.Publish(_body, [New("wide", DefinitionKind.Return, [.. sections])])).Findings.ShouldBeEmpty();
        TestContext.Current.SendDiagnosticMessage("10,000 fields published in {0:0.0} s", clock.Elapsed.TotalSeconds);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        (await Ask("select count(*) from bodies.definition_column where body = $1 and field <> ''")).ShouldBe("10000");
    }

    private Task<string?> Ask(string sql) => tuna.Ask(sql, _body);

    private async Task<string?> Columns(string table) => await tuna.Ask("""
        select string_agg(column_name || ' ' || data_type, ', ' order by ordinal_position) from information_schema.columns
        where table_schema = $1 and table_name = $2 and column_name not in ('statement', 'row_id', 'place', 'since', 'until', 'aud')
        """, _body, table);

    private static async Task Eventually(Func<bool> holds)
    {
        for (var tries = 0; tries < 200 && !holds(); tries++)
            await Task.Delay(50, Tuna.Cancel);
        holds().ShouldBeTrue();
    }
}
