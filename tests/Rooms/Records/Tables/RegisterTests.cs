using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Tables;
using Entente.Tests.Kit;
using Npgsql;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Tables;

/// <summary>Entries hold from day to day, and what was known of them when is never lost.</summary>
public sealed class RegisterTests(Tuna tuna) : IClassFixture<Tuna>
{
    private static readonly Section Vessel = Vessels().Sections[0];
    private readonly string _body = $"b{Guid.NewGuid():n}"[..20];

    [Fact]
    public async Task A_change_takes_its_days_from_what_was_known_and_leaves_the_rest()
    {
        var published = await tuna.InForce(_body, Vessels());
        var id = await tuna.Statement(published, 1);
        await Say(published, id, 1, "Maru", "AAA", Days("2020-01-01", null, "2020-01-01"));
        await Say(published, id, 2, "Maru II", "AAA", Days("2021-06-01", "2022-06-01", "2021-05-01"));
        (await On(published, "2021-05-31", null)).ShouldBe("Maru");
        (await On(published, "2021-06-01", null)).ShouldBe("Maru II");
        (await On(published, "2022-06-01", null)).ShouldBe("Maru");
        (await On(published, "2021-06-01", "2021-04-30")).ShouldBe("Maru");
        (await On(published, "2021-06-01", "2019-12-31")).ShouldBe("");
        (await On(published, "2019-12-31", null)).ShouldBe("");
        var history = await tuna.Ask(connection => RegisterReading.Of(connection, published, Vessel, id, null, Tuna.Cancel));
        history.Select(entry => $"{entry.From:yyyy-MM-dd} {entry.Until:yyyy-MM-dd} {entry.Row[Vessel, "name"].Value.AsText}").ShouldBe(["2020-01-01 2021-06-01 Maru", "2021-06-01 2022-06-01 Maru II", "2022-06-01  Maru"]);
        (await tuna.Rows(SectionTable.Of(published, Vessel), id, 1)).ShouldHaveSingleItem().Row[Vessel, "name"].Value.AsText.ShouldBe("Maru");
        (await tuna.Rows(SectionTable.Of(published, Vessel), id, 2)).ShouldHaveSingleItem().Row[Vessel, "name"].Value.AsText.ShouldBe("Maru II");
    }

    [Fact]
    public async Task Two_versions_of_one_instant_leave_the_later_one()
    {
        var published = await tuna.InForce(_body, Vessels());
        var id = await tuna.Statement(published, 1);
        await Say(published, id, 1, "Maru", "AAA", Days("2020-01-01", null, "2020-01-01"));
        await Say(published, id, 2, "Maru II", "AAA", Days("2021-01-01", null, "2020-01-01"));
        await Say(published, id, 3, "Maru III", "AAA", Days("2022-01-01", null, "2020-01-01"));
        (await On(published, "2020-06-01", "2020-01-01")).ShouldBe("Maru");
        (await On(published, "2021-06-01", "2020-01-01")).ShouldBe("Maru II");
        (await On(published, "2022-06-01", null)).ShouldBe("Maru III");
        for (var version = 1; version <= 3; version++)
            (await tuna.Rows(SectionTable.Of(published, Vessel), id, version)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_field_of_an_entry_is_listed_for_those_it_is_shown_to_and_blank_for_the_others()
    {
        var open = Vessels();
        var section = Vessel with { Fields = [.. Vessel.Fields.Select(field => field.Code == "flag" ? field with { ShownTo = Sharing.Own } : field)] };
        var published = await tuna.InForce(_body, open with { Sections = [section] });
        var table = SectionTable.Of(published, section);
        var id = await tuna.Statement(published, 1);
        var slices = Slice.Of(section, 1, field => field.ShownTo is null ? 1 : 2);
        foreach (var (version, flag, span) in new[] { (1, "JPN", Days("2020-01-01", null, "2020-01-01")), (2, "GHA", Days("2021-01-01", null, "2020-06-01")) })
        {
            var ship = Ship("Maru", "AAA");
            ship[section, "flag"] = Answer.Of(Value.Of(flag));
            await tuna.Write(batch => TypedRows.Add(batch, table, id, version, [ship], slices, span));
        }
        foreach (var (alsoOwn, day, flag) in new[] { (true, "2020-12-31", "JPN"), (true, "2021-01-01", "GHA"), (false, "2021-01-01", "") })
        {
            var page = await tuna.As(alsoOwn ? [1, 2] : [1], connection => RegisterReading.Page(connection, published, section, Day(day), null, null, 10, Tuna.Cancel));
            page.ShouldHaveSingleItem().Row[section, "flag"].ShouldBe(flag.Length == 0 ? Answer.Blank : Answer.Of(Value.Of(flag)));
        }
        (await tuna.Rows(table, id, 1)).ShouldHaveSingleItem().Row[section, "flag"].Value.AsText.ShouldBe("JPN");
    }

    [Fact]
    public async Task An_entry_that_ends_is_known_to_have_held_before()
    {
        var published = await tuna.InForce(_body, Vessels());
        var id = await tuna.Statement(published, 1);
        await Say(published, id, 1, "Maru", "AAA", Days(null, null, "2020-01-01"));
        await tuna.Write(batch => TypedRows.MakeRoom(batch, SectionTable.Of(published, Vessel), id, 2, Days("2023-01-01", null, "2022-12-01")));
        (await On(published, "2022-12-31", null)).ShouldBe("Maru");
        (await On(published, "2023-01-01", null)).ShouldBe("");
        (await On(published, "2023-01-01", "2022-11-30")).ShouldBe("Maru");
        (await On(published, "1700-01-01", null)).ShouldBe("Maru");
    }

    [Fact]
    public async Task Two_entries_never_have_the_same_key_on_one_day_even_by_hand()
    {
        var published = await tuna.InForce(_body, Vessels());
        var one = await tuna.Statement(published, 1);
        var two = await tuna.Statement(published, 1);
        await Say(published, one, 1, "Maru", "AAA", Days("2020-01-01", "2021-01-01", "2020-01-01"));
        var refused = await Should.ThrowAsync<PostgresException>(Say(published, two, 1, "Other", "AAA", Days("2020-12-31", null, "2020-01-01")));
        var fault = RegisterReading.Refused(published, refused).ShouldNotBeNull();
        (fault.Rule, fault.Section, fault.Field).ShouldBe(("key-taken", "vessel", "ircs"));
        await Say(published, two, 1, "Other", "AAA", Days("2021-01-01", null, "2020-01-01"));
        var table = SectionTable.Of(published, Vessel);
        refused = await Should.ThrowAsync<PostgresException>(tuna.Do($"update {table.Quoted} set valid_until = 'infinity' where statement = $1", one));
        refused.SqlState.ShouldBe(PostgresErrorCodes.ExclusionViolation);
        refused = await Should.ThrowAsync<PostgresException>(tuna.Do($"insert into {table.Quoted} (statement, row_id, place, since, aud, valid_from, valid_until, known_from) select statement, row_id, place, 9, aud, valid_from, valid_until, now() from {table.Quoted} where statement = $1", one));
        refused.ConstraintName.ShouldBe("vessels_vessel_once");
        RegisterReading.Refused(published, refused).ShouldBeNull();
    }

    [Fact]
    public async Task A_new_key_that_entries_break_already_is_refused_with_the_version()
    {
        var published = await tuna.InForce(_body, Vessels());
        foreach (var sign in new[] { "AAA", "BBB" })
            await Say(published, await tuna.Statement(published, 1), 1, "Maru", sign, Days("2020-01-01", null, "2020-01-01"));
        var other = Vessels() with { Traits = new Traits(Register: Vessels().Traits.Register! with { Key = ["name"] }) };
        (await tuna.Publish(_body, [other])).Findings.ShouldHaveSingleItem().Rule.ShouldBe("key-not-unique");
        (await tuna.Version(_body, "vessels", null))!.Version.ShouldBe(1);
        (await tuna.Publish(_body, [other with { Traits = new Traits(Register: other.Traits.Register! with { Key = ["name", "ircs"] }) }])).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_list_goes_by_title_page_by_page_and_forgets_nobody_without_one()
    {
        var published = await tuna.InForce(_body, Vessels());
        foreach (var (name, sign) in new[] { ("Beta", "B1"), (null, "N1"), ("Alpha", "A1"), ("Beta", "B2"), (null, "N2") })
            await Say(published, await tuna.Statement(published, 1), 1, name, sign, Days("2020-01-01", null, "2020-01-01"));
        var withdrawn = await tuna.Statement(published, 1, state: "withdrawn");
        await Say(published, withdrawn, 1, "Aaa", "W1", Days("2020-01-01", null, "2020-01-01"));
        var hidden = await tuna.Statement(published, 1);
        await tuna.Write(batch => TypedRows.Add(batch, SectionTable.Of(published, Vessel), hidden, 1, [Ship("Aab", "H1")], Slice.Whole(77), Days("2020-01-01", null, "2020-01-01")));
        var seen = new List<string>();
        for (After? after = null; ;)
        {
            var page = await tuna.As([1], connection => RegisterReading.Page(connection, published, Vessel, new DateOnly(2026, 1, 1), null, after, 2, Tuna.Cancel));
            if (page.Count == 0)
                break;
            seen.AddRange(page.Select(entry => $"{(entry.Row[Vessel, "name"] is { HasValue: true } name ? name.Value.AsText : "-")} {entry.Party}"));
            after = page[^1].After;
        }
        seen.ShouldBe(["- JPN", "- JPN", "Alpha JPN", "Beta JPN", "Beta JPN"]);
    }

    [Fact]
    public async Task A_list_by_title_reads_the_index_and_not_the_register()
    {
        var published = await tuna.InForce(_body, Vessels());
        var table = SectionTable.Of(published, Vessel);
        await tuna.Do($"""
            with made as (insert into records.statement (id, body, definition, party, state, version, aud, own_aud, opened_at, changed_at)
              select gen_random_uuid(), '{_body}', 'vessels', 'JPN', 'submitted', 1, 1, 1, now(), now() from generate_series(1, 20000) returning id)
            insert into {table.Quoted} (statement, row_id, place, since, aud, valid_from, valid_until, known_from, name, ircs)
            select id, '00000000-0000-0000-0000-000000000000', 65536, 1, 1, '2020-01-01', 'infinity', now(), 'Vessel ' || row_number() over (), 'S' || row_number() over () from made
            """);
        await tuna.Do($"analyze {table.Quoted}");
        await tuna.Do("analyze records.statement");
        var before = await tuna.Ask("select idx_scan from pg_stat_user_indexes where schemaname = $1 and indexrelname = 'vessels_vessel_title'", _body);
        before.ShouldNotBeNull();
        var page = await tuna.As([1], connection => RegisterReading.Page(connection, published, Vessel, new DateOnly(2026, 1, 1), null, null, 50, Tuna.Cancel));
        page.Count.ShouldBe(50);
        for (var tries = 0; tries < 100 && await tuna.Ask("select idx_scan from pg_stat_user_indexes where schemaname = $1 and indexrelname = 'vessels_vessel_title'", _body) == before; tries++)
            await Task.Delay(100, Tuna.Cancel);
        (await tuna.Ask("select idx_scan from pg_stat_user_indexes where schemaname = $1 and indexrelname = 'vessels_vessel_title'", _body)).ShouldNotBe(before);
    }

    private Task Say(PublishedDefinition published, Guid id, int version, string? name, string sign, Span span) =>
        tuna.Write(batch => TypedRows.Add(batch, SectionTable.Of(published, Vessel), id, version, [Ship(name, sign)], Slice.Whole(1), span));

    private static Row Ship(string? name, string sign)
    {
        var row = Row.Of(Vessel, Guid.Empty);
        row[Vessel, "name"] = name is null ? Answer.Blank : Answer.Of(Value.Of(name));
        row[Vessel, "ircs"] = Answer.Of(Value.Of(sign));
        return row;
    }

    private async Task<string> On(PublishedDefinition published, string day, string? known)
    {
        var names = new List<string>();
        await using var connection = new NpgsqlConnection(tuna.Database.Owner);
        await connection.OpenAsync(Tuna.Cancel);
        await foreach (var entry in RegisterReading.Stream(connection, published, Vessel, Day(day), known is null ? null : At(known), "JPN", cancel: Tuna.Cancel))
            names.Add(entry.Row[Vessel, "name"].Value.AsText);
        return string.Join(", ", names);
    }

    private static Span Days(string? from, string? until, string known) => new(from is null ? null : Day(from), until is null ? null : Day(until), At(known));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string day) => new(Day(day), TimeOnly.MinValue, TimeSpan.Zero);
}
