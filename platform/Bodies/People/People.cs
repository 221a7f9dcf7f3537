using Dapper;
using Entente.Shared.Data;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Bodies;

/// <summary>Everybody who has or had a post anywhere in this installation.</summary>
public sealed class People(Database database, TimeProvider time)
{
    private const string Columns = """
        select p.id, p.name, p.email, p.language, p.zone,
               h.id, h.body, h.party, h.post, lower(h.period), upper(h.period), r.rights,
               array(select t.body from editing.trial t where t.of_body = h.body and t.closed_at is null and (h.party is null or t.parties is null or h.party = any (t.parties)))
        from bodies.person p
        left join bodies.holding h on h.person = p.id and not h.awaits_second and

        """;

    private const string WithRights = """

        left join bodies.post r on r.body = h.body and r.code = h.post
        where p.left_at is null and

        """;

    private const string TheirPosts = Columns + "h.period @> $2 and h.suspended_at is null" + WithRights;

    // Suspended posts may be restored, and those to come begin.
    private const string TheirPostsOnceRestored = Columns + "(upper_inf(h.period) or upper(h.period) > $2)" + WithRights;

    private const string This = TheirPosts + "p.id = $1 order by h.body, h.party, h.post";

    // Whoever decides about others: in this body, or by running the installation.
    private const string Trusted = """
        p.id in (select t.person from bodies.holding t join bodies.post u on u.body = t.body and u.code = t.post
                 where (t.body = $1 and u.rights && '{vouch,serve}') or 'administer' = any (u.rights))
        order by p.id, h.body, h.party, h.post
        """;

    private const string Here = "p.id in (select t.person from bodies.holding t where t.body = $1) order by p.id, h.body, h.party, h.post";

    /// <summary>Days begin at midnight UTC, for posts as for everything dated.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The person with the posts of today. Every request of a signed-in person asks this once.</summary>
    public Task<Person?> Find(Guid id, CancellationToken cancel = default) => database.Read(id, async connection =>
    {
        await using var command = new NpgsqlCommand(This, connection) { Parameters = { new() { Value = id }, new() { Value = Today, NpgsqlDbType = NpgsqlDbType.Date } } };
        await command.PrepareAsync(cancel);
        return (await Read(command, cancel)).SingleOrDefault();
    }, cancel);

    /// <summary>The same inside a change, which may just have made the person. It answers nobody.</summary>
    public async Task<Person?> Find(NpgsqlConnection connection, Guid id)
    {
        await using var command = new NpgsqlCommand(This, connection) { Parameters = { new() { Value = id }, new() { Value = Today, NpgsqlDbType = NpgsqlDbType.Date } } };
        return (await Read(command, CancellationToken.None)).SingleOrDefault();
    }

    /// <summary>For the door, where it is not known yet who asks; capital letters do not matter.</summary>
    public async Task<Person?> FindByEmail(string email, CancellationToken cancel = default)
    {
        var id = await database.Read(null, connection => connection.QuerySingleAsync<Guid?>("select bodies.person_with_address(@email)", new { email = Tidy(email) }), cancel);
        return id is { } known ? await Find(known, cancel) : null;
    }

    /// <summary>
    /// The address as the database compares addresses: two ways of typing one lead to the same text exactly when they
    /// lead to the same person. It does not look whether anybody has it.
    /// </summary>
    public Task<string> SameAddress(string email, CancellationToken cancel = default) =>
        database.Read(null, connection => connection.QuerySingleAsync<string>("select lower(@email collate pg_c_utf8)", new { email = Tidy(email) }), cancel);

    /// <summary>
    /// Somebody new, as part of whatever gives them a post. An address that is known gives that person back,
    /// back in the house if they had left.
    /// </summary>
    public async Task<Guid> Create(NpgsqlConnection connection, string name, string email, string? language, string? zone = null)
    {
        var now = time.GetUtcNow();
        return await connection.QuerySingleAsync<Guid>("""
            insert into bodies.person (id, name, email, language, zone, created_at) values (@id, @name, @email, @language, @zone, @now)
            on conflict (lower(email collate pg_c_utf8)) do update set left_at = null
            returning id
            """, new { id = Guid.CreateVersion7(now), name = Tidy(name), email = Tidy(email), language, zone, now });
    }

    /// <summary>Whether the reader may know of this person, who has not left.</summary>
    public Task<bool> Sees(Person reader, Guid id, CancellationToken cancel = default) => database.Read(reader.Id, connection =>
        connection.QuerySingleAsync<bool>(new CommandDefinition("select exists (select from bodies.person where id = @id and left_at is null)", new { id }, cancellationToken: cancel)), cancel);

    /// <summary>
    /// Who, among those that decide about others in this body or run the installation, may do this today: to whom to
    /// write. It is asked while something is changed, never to answer a person.
    /// </summary>
    public async Task<IReadOnlyList<Person>> WhoMay(NpgsqlConnection connection, string body, Func<Person, bool> may) =>
        [.. (await Deciders(connection, TheirPosts, body)).Where(may)];

    /// <summary>Everybody who holds a post in this body today and may do this: to whom to write.</summary>
    public async Task<IReadOnlyList<Person>> Holding(NpgsqlConnection connection, string body, Func<Person, bool> may)
    {
        await using var command = new NpgsqlCommand(TheirPosts + Here, connection) { Parameters = { new() { Value = body }, new() { Value = Today, NpgsqlDbType = NpgsqlDbType.Date } } };
        return [.. (await Read(command, CancellationToken.None)).Where(may)];
    }

    /// <summary>Whether there is anybody who may do this, or will once their post is confirmed again or begins.</summary>
    public async Task<bool> AnybodyMight(NpgsqlConnection connection, string body, Func<Person, bool> may) =>
        (await Deciders(connection, TheirPostsOnceRestored, body)).Exists(person => may(person));

    private async Task<List<Person>> Deciders(NpgsqlConnection connection, string posts, string body)
    {
        await using var command = new NpgsqlCommand(posts + Trusted, connection) { Parameters = { new() { Value = body }, new() { Value = Today, NpgsqlDbType = NpgsqlDbType.Date } } };
        return await Read(command, CancellationToken.None);
    }

    public Task ChooseLanguage(Guid id, string language, CancellationToken cancel = default) =>
        Change("update bodies.person set language = @value where id = @id", id, language, cancel);

    public Task ChooseZone(Guid id, string zone, CancellationToken cancel = default) =>
        Change("update bodies.person set zone = @value where id = @id", id, zone, cancel);

    public static Task<int> Rename(NpgsqlConnection connection, Guid id, string name) =>
        connection.ExecuteAsync("update bodies.person set name = @name where id = @id", new { id, name = Tidy(name) });

    private Task<int> Change(string sql, Guid id, string value, CancellationToken cancel) =>
        database.Write(connection => connection.ExecuteAsync(new CommandDefinition(sql, new { id, value }, cancellationToken: cancel)), cancel);

    private static async Task<List<Person>> Read(NpgsqlCommand command, CancellationToken cancel)
    {
        var people = new List<Person>();
        var (holdings, trials) = (new List<Holding>(), new List<Holding>());
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            if (people.Count == 0 || people[^1].Id != rows.GetGuid(0))
                people.Add(new Person(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), Text(rows, 3), Text(rows, 4), holdings = []) { Trials = trials = [] });
            if (rows.IsDBNull(5))
                continue;
            holdings.Add(new Holding(rows.GetGuid(5), rows.GetString(6), Text(rows, 7), rows.GetString(8),
                rows.GetFieldValue<DateOnly>(9), rows.IsDBNull(10) ? null : rows.GetFieldValue<DateOnly>(10),
                rows.IsDBNull(11) ? Rights.None : Rights.Read(rows.GetFieldValue<string[]>(11))));
            trials.AddRange(rows.GetFieldValue<string[]>(12).Select(trial => holdings[^1] with { Body = trial }));
        }
        return people;
    }

    private static string? Text(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

    // A line break in a name would write paragraphs into letters that quote it.
    private static string Tidy(string text) => new string([.. text.Normalize().Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
}
