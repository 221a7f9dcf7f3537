using System.Net;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>Somebody's posts come and go: more of them never show less, and whoever loses one reads less from the next request on.</summary>
public sealed class PrincipalsTests(WorldsApp app) : IClassFixture<WorldsApp>
{
    [Fact]
    public async Task More_posts_never_show_less_and_one_less_shows_nothing_new()
    {
        var world = await World.Build(app, 7_000);
        app.At(World.Now);
        foreach (var reader in world.Readers.Where(reader => reader.Person is not null && reader.Key is null))
        {
            var before = await Read(world, reader);
            var post = world.Contents.NewId();
            await world.Execute("insert into bodies.holding (id, person, body, party, post, period, granted_at) values (@post, @Person, @Code, 'CHL', 'reader', '[2021-01-01,)', '2021-01-01Z')", new { post, reader.Person, world.Body.Code });
            var more = await Read(world, reader);
            before.Except(more).ShouldBeEmpty($"{reader} with one post more");
            await world.Execute("update bodies.holding set period = '[2021-01-01,2022-01-01)' where id = @post", new { post });
            (await Read(world, reader)).ShouldBe(before, $"{reader} with one post less");
        }
    }

    [Fact]
    public async Task Whose_post_has_ended_reads_at_the_next_request_what_anybody_reads()
    {
        var world = await World.Build(app, 7_001);
        app.At(World.Now);
        var nobody = await Read(world, world.Readers.Single(reader => reader.Name == "nobody in particular"));
        foreach (var reader in world.Readers.Where(reader => reader.Posts.Count > 0 && reader.Key is null))
        {
            await world.Execute("update bodies.holding set period = '[2020-01-01,2026-03-02)' where person = @Person", reader);
            (await Read(world, reader)).ShouldBe(nobody, reader.ToString());
        }
    }

    [Fact]
    public async Task Where_a_party_has_left_its_people_read_its_own_and_what_is_public_and_nothing_that_members_share()
    {
        var world = await World.Build(app, 7_002);
        app.At(World.Now);
        var reader = world.Readers.First(reader => reader.Posts is [{ Code: "head" }]);
        var party = reader.Posts[0].Party!;
        await world.Execute("""
            update bodies.membership set validity = '[2000-01-01,2026-03-02)' where body = @Code and party = @party;
            update bodies.party_group set validity = '[2000-01-01,2026-03-02)' where body = @Code and party = @party
            """, new { world.Body.Code, party });
        var own = world.Things.Where(thing => thing.Party == party).Select(thing => thing.Id.ToString());
        var open = await Read(world, world.Readers[0]);
        (await Read(world, reader)).ShouldBe(own.Concat(open).Distinct().Order().ToList());
    }

    [Fact]
    public async Task A_key_that_was_revoked_reads_nothing_after_the_five_seconds_for_which_it_is_remembered()
    {
        var world = await World.Build(app, 7_003);
        app.At(World.Now);
        var reader = world.Readers[^1];
        using var program = world.Client(reader);
        var address = new Uri($"api/{world.Body.Code}/catch", UriKind.Relative);
        (await program.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await world.Execute("update sign_in.program_key set revoked_at = @Now where person = @Person", new { Now = World.Now.UtcDateTime, reader.Person });
        app.At(World.Now.AddSeconds(5));
        (await program.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_readers_login_without_a_reader_sees_no_row_that_is_not_public()
    {
        var world = await World.Build(app, 7_004);
        await using var login = new NpgsqlConnection(app.Database.Logins.Reader);
        foreach (var table in new[] { "statement", "version", "segment", "event", "draft", "cell_operation", "fault", "file", "referral", "letter", "allotment", "reply", "proposal", "draw", "entry_name", "entry_request" })
            (await Rows(login, $"records.{table}")).ShouldBe(0, table);
        foreach (var definition in world.Definitions)
            foreach (var section in definition.Sections)
                (await Rows(login, $"{world.Body.Code}.{definition.SqlName}_{section.Code}")).ShouldBe(0, $"{definition.Code} {section.Code}");
    }

    // Where a table may not even be asked, nothing is seen of it.
    private static async Task<long> Rows(NpgsqlConnection login, string table)
    {
        try
        {
            return await login.ExecuteScalarAsync<long>($"select count(*) from {table}");
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return 0;
        }
    }

    private static async Task<List<string>> Read(World world, Reader reader)
    {
        using var http = world.Client(reader);
        var read = new List<string>();
        foreach (var definition in world.Definitions)
        {
            using var listed = JsonDocument.Parse(await http.GetStringAsync(new Uri($"api/{world.Body.Code}/{definition.Code}?limit=1000", UriKind.Relative)));
            read.AddRange(listed.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
        }
        read.Sort(StringComparer.Ordinal);
        return read;
    }
}
