using Dapper;
using Entente.Bodies;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Entente.Tests.Rooms.Records.Writing;
using Microsoft.Extensions.DependencyInjection;
using Entente.Tests.Rooms.SignIn;

namespace Entente.Tests.Rooms.Records.Bulk;

/// <summary>A file of rows becomes the version that the door would have made of the same content.</summary>
public sealed class LoadedLikeTheDoorTests(LogApp app) : IClassFixture<LogApp>
{
    [Fact]
    public async Task Rows_are_held_against_the_records_they_name_and_the_facts_and_the_digest_is_that_of_the_door()
    {
        var (own, other) = (await app.Vessel("JAOWN"), await app.Vessel("GHAOT", "GHA"));
        using var japan = await app.Japan();
        var statement = await app.Opened("log");
        var nobody = Guid.NewGuid();
        (await app.Load(japan, "log", statement, "lines", $"mark,vessel,weight\na,{own},1\nb,{other},2\nc,{nobody},3\n"))
            .ShouldBe("refused check:own-flag@2 check:own-flag@3 unknown-record@3");
        (await app.Load(japan, "log", statement, "lines", $"mark,vessel,weight\na,{own},1\nb,{own},2.5\n")).ShouldBe("done");
        (await app.Ask<string>("select string_agg(mark || ' ' || tonnes, ', ' order by place) from tuna.log_lines where statement = @statement", new { statement })).ShouldBe("a 0.001, b 0.002");
        (await app.Ask<decimal>("select total from tuna.log_report where statement = @statement", new { statement })).ShouldBe(3.5m);

        var same = new Take(Guid.NewGuid(), "tuna", "log", "submit", 0) { Opening = app.Week(), Content = new Statement(app.Current("log").Definition) };
        (await app.Door.Do(same, DoorApp.Japan)).Done.ShouldBeTrue();
        (await Digest(statement)).ShouldBe(await Digest(same.Statement));
    }

    [Fact]
    public async Task A_file_calls_entries_by_their_name_and_an_unknown_name_is_said_with_its_row()
    {
        var (own, other) = (await app.Vessel("HOSHI"), await app.Vessel("TSUKI"));
        using var japan = await app.Japan();
        var statement = await app.Opened("log");
        (await app.Load(japan, "log", statement, "lines", "mark,vessel\na,hoshi\nb,TSUKY\n")).ShouldBe("refused cell.unknown-entry@2");
        (await app.Load(japan, "log", statement, "lines", $"mark,vessel\na,hoshi\nb,{other}\nc,TSUKI\n")).ShouldBe("done");
        (await app.Ask<string>("select string_agg(vessel::text, ' ' order by place) from tuna.log_lines where statement = @statement", new { statement })).ShouldBe($"{own} {other} {other}");
    }

    [Fact]
    public async Task A_file_that_waited_while_a_new_version_of_what_is_asked_was_published_is_refused_in_words()
    {
        await app.Vessel("MOVED");
        using var japan = await app.Japan();
        var statement = await app.Opened("log");
        var load = await LogApp.Put(japan, "log", statement, "lines", "mark\na\n");
        await app.Do("update records.load set definition_version = definition_version - 1 where id = @load", new { load = Guid.Parse(load.Split('/')[^1]) });
        await app.Work();
        (await app.Ask<string>("select l.state || ' ' || f.rule from records.load l join records.fault f using (statement) where l.statement = @statement", new { statement })).ShouldBe("refused definition-moved-since-sent");
    }

    [Fact]
    public async Task A_guard_over_the_rows_is_asked_before_anything_stands()
    {
        await app.Vessel("GUARD");
        using var japan = await app.Japan();
        var statement = await app.Opened("log");
        await app.Draft(statement, "log", ("report", "limit", "\"10\""));
        (await app.Load(japan, "log", statement, "lines", "mark,weight\na,6\nb,5\n")).ShouldBe("refused guard-fails");
        (await app.Ask<long>("select count(*) from tuna.log_lines where statement = @statement", new { statement })).ShouldBe(0);
        (await app.Load(japan, "log", statement, "lines", "mark,weight\na,6\nb,4\n")).ShouldBe("done");
    }

    [Fact]
    public async Task What_colleagues_have_in_the_draft_becomes_part_of_the_version_and_the_draft_ends()
    {
        await app.Vessel("DRAFT");
        using var japan = await app.Japan();
        var statement = await app.Opened("log");
        await app.Draft(statement, "log", ("report", "officer", "\"K. Sato\""), ("notes", "text", "\"A storm\""), ("lines", "mark", "\"typed\""));
        (await app.Load(japan, "log", statement, "lines", "mark,weight\na,6\n")).ShouldBe("done");
        (await app.Ask<string>("""
            select r.officer || ' ' || n.text || ' ' || l.mark || ' ' || d.ended from tuna.log_report r join tuna.log_notes n using (statement) join tuna.log_lines l using (statement) join records.draft d using (statement)
            where r.statement = @statement
            """, new { statement })).ShouldBe("K. Sato A storm a submitted");
        (await app.Ask<string>("select string_agg(section, ' ' order by section) from records.segment where statement = @statement", new { statement })).ShouldBe("lines notes report");
    }

    [Fact]
    public async Task A_correction_writes_the_rows_that_changed_and_keeps_the_segments_that_did_not()
    {
        await app.Vessel("CHANGE");
        using var japan = await app.Japan();
        var statement = await app.Opened("log");
        static string Rows(int changed, int count) => "row_id,mark,weight\n" + string.Concat(Enumerable.Range(1, count).Select(number => $"{new Guid(number, 0, 0, new byte[8])},m{number},{(number == changed ? 7 : 1)}\n"));
        (await app.Load(japan, "log", statement, "lines", Rows(0, 2300))).ShouldBe("done");
        await Returned(statement, 1);
        (await app.Load(japan, "log", statement, "lines", Rows(1500, 2300))).ShouldBe("done");
        (await app.Ask<string>("select count(*) || ' ' || count(*) filter (where until = 2) || ' ' || count(*) filter (where since = 2) from tuna.log_lines where statement = @statement", new { statement })).ShouldBe("2301 1 1");
        (await app.Ask<string>("select string_agg(block || ':' || since || coalesce('-' || until, ''), ' ' order by block, since) from records.segment where statement = @statement and section = 'lines'", new { statement }))
            .ShouldBe("0:1 1:1-2 1:2 2:1");
        // The version before is a fact: rows may not become fewer.
        await Returned(statement, 2);
        (await app.Load(japan, "log", statement, "lines", Rows(0, 1200))).ShouldBe("refused check:no-less");
    }

    [Fact]
    public async Task A_long_segment_is_kept_packed_holds_what_was_committed_to_and_is_known_again_by_the_door()
    {
        await app.Vessel("PACKED");
        using var japan = await app.Japan();
        var statement = await app.Opened("log");
        (await app.Load(japan, "log", statement, "lines", "mark,weight\n" + string.Concat(Enumerable.Range(1, 300).Select(number => $"m{number},1\n")))).ShouldBe("done");
        var (kept, salt, commitment) = await app.Ask<(byte[], byte[], byte[])>("select bytes, salt, commitment from records.segment where statement = @statement and section = 'lines'", new { statement });
        var bytes = Packed.Open(kept);
        kept.Length.ShouldBeLessThan(bytes.Length / 4);
        Canonical.Commit(salt, bytes).ShouldBe(commitment);
        (await japan.GetByteArrayAsync($"/api/tuna/log/{statement}/statement.json")).AsSpan().IndexOf(bytes).ShouldBeGreaterThan(0);
        await Returned(statement, 1);
        var content = new Statement(app.Current("log").Definition);
        Segments.Put(content, bytes);
        content["report", "officer"] = Answer.Of(Value.Of("K. Sato"));
        (await app.Door.Do(new Take(statement, "tuna", "log", "submit", 1) { Content = content }, DoorApp.Japan)).Done.ShouldBeTrue();
        (await app.Ask<string>("select string_agg(section || ':' || since || coalesce('-' || until, ''), ' ' order by section, since) from records.segment where statement = @statement", new { statement }))
            .ShouldBe("lines:1 report:1-2 report:2");
    }

    [Fact]
    public async Task A_warning_needs_a_reason_and_is_kept_with_it()
    {
        await app.Vessel("HEAVY");
        using var japan = await app.Japan();
        var statement = await app.Opened("log");
        (await app.Load(japan, "log", statement, "lines", "mark,weight\na,1000\n")).ShouldBe("refused check:heavy@1 excuse-needed@1");
        (await app.Load(japan, "log", statement, "lines", "mark,weight\na,1000\n", "?excuse=Weighed%20twice")).ShouldBe("done check:heavy@1");
        (await app.Ask<string>("select excuse from records.fault where statement = @statement and version = 1 and level = 'warning'", new { statement })).ShouldBe("Weighed twice");
    }

    [Fact]
    public async Task A_case_is_submitted_by_the_door_which_keeps_its_clocks()
    {
        using var japan = await app.Japan();
        var statement = await app.Opened("request");
        (await app.Load(japan, "request", statement, "lines", "mark\na\n")).ShouldBe("refused not-in-bulk");
        (await app.Ask<string?>("select number from records.statement where id = @statement", new { statement })).ShouldBeNull();
    }

    [Fact]
    public async Task Rows_of_an_entry_hold_on_its_days_and_a_key_that_is_taken_is_said_in_words()
    {
        using var japan = await app.Japan();
        var (first, second) = (await app.Opened("yards"), await app.Opened("yards"));
        await app.Draft(first, "yards", ("yard", "name", "\"North\""));
        await app.Draft(second, "yards", ("yard", "name", "\"North\""));
        (await app.Load(japan, "yards", first, "berths", "mark\n1\n2\n")).ShouldBe("refused valid-needed");
        (await app.Load(japan, "yards", first, "berths", "mark\n1\n2\n", "?from=2020-01-01&until=2021-01-01")).ShouldBe("done");
        (await app.Ask<string>("select string_agg(mark || ' ' || valid_from || ' ' || valid_until, ', ' order by place) from tuna.yards_berths where statement = @first", new { first }))
            .ShouldBe("1 2020-01-01 2021-01-01, 2 2020-01-01 2021-01-01");
        (await app.Load(japan, "yards", second, "berths", "mark\n3\n", "?from=2020-06-01")).ShouldBe("refused key-taken");
        (await app.Ask<long>("select count(*) from tuna.yards_berths where statement = @second", new { second })).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_waits_is_not_carried_out_for_a_key_that_was_revoked()
    {
        await app.Vessel("REVOKED");
        using var japan = await app.Japan();
        var statement = await app.Opened("log");
        var load = await LogApp.Put(japan, "log", statement, "lines", "mark\na\n");
        await app.Do("update sign_in.program_key set revoked_at = @now where id = (select asked_key from records.load where id = @load)", new { now = app.Clock.GetUtcNow(), load = Guid.Parse(load.Split('/')[^1]) });
        await app.Work();
        (await app.Ask<string>("select l.state || ' ' || f.rule from records.load l join records.fault f using (statement) where l.statement = @statement", new { statement })).ShouldBe("refused key-ended");
    }

    private async Task Returned(Guid statement, int version) =>
        (await app.Door.Do(new Take(statement, "tuna", "log", "return", version) { Reason = "Once more." }, DoorApp.Secretariat)).Done.ShouldBeTrue();

    private Task<byte[]> Digest(Guid statement) => app.Ask<byte[]>("select facts_digest from records.version where statement = @statement", new { statement });
}
