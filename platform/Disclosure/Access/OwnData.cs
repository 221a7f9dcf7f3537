using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;

namespace Entente.Disclosure.Access;

/// <summary>What is held about a person over all rooms, and the end of it.</summary>
public sealed class OwnData(Database database, BodyCatalogue bodies, IEnumerable<HeldAbout> rooms, TimeProvider time)
{
    private static readonly (string Name, string Sql)[] Here =
    [
        ("readings", "select at, body, party, definition, part, statement, version, label, records, way, posts, grant_id from disclosure.reading where person = @person order by at"),
        ("refusals", "select at, body, address from disclosure.refusal where person = @person order by at"),
        ("restricted-access", "select body, party, definition, statement, purpose, asked_at, begins_at, ends_at, ended_at from disclosure.access_grant where person = @person order by asked_at"),
    ];

    public async Task<IReadOnlyList<Held>> Of(Guid person, CancellationToken cancel)
    {
        var held = new List<Held>();
        foreach (var room in rooms)
            held.AddRange(await room(person, cancel));
        held.AddRange(await HeldParts.Read(database, person, Here, cancel));
        return held;
    }

    /// <summary>Whether the law of every body in which the person held a post lets them be erased, and from which day on.</summary>
    public async Task<Erasing> MayErase(Guid person, CancellationToken cancel)
    {
        var posts = await database.Read(person, async connection => (await connection.QueryAsync<(string Body, DateOnly? Until)>(new CommandDefinition("select body, until from bodies.ends_of_posts(@person)", new { person }, cancellationToken: cancel))).AsList(), cancel);
        return Decide(posts, code => code == "installation" ? PersonalData.Usual : bodies.Find(code) is { } body ? PersonalData.Of(body) : PersonalData.Usual, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
    }

    /// <summary>Pure. Whoever never held a post may go at once.</summary>
    /// <param name="posts">Each body with the first day without a post there; null: still held.</param>
    public static Erasing Decide(IReadOnlyList<(string Body, DateOnly? Until)> posts, Func<string, PersonalData> law, DateOnly today)
    {
        if (posts.FirstOrDefault(post => !law(post.Body).Erase) is { Body: { } forbids })
            return new Erasing(false, forbids, null);
        if (posts.FirstOrDefault(post => post.Until is null || post.Until > today) is { Body: { } held })
            return new Erasing(false, held, DateOnly.MaxValue);
        var from = posts.Select(post => post.Until!.Value.AddMonths(law(post.Body).AfterMonths)).DefaultIfEmpty(today).Max();
        return new Erasing(from <= today, null, from);
    }

    /// <summary>
    /// Puts a pseudonym where the records must stand, and deletes the rest: who declared stays as post and party. It cannot be undone.
    /// </summary>
    public Task Erase(Guid person, CancellationToken cancel) => database.Write(async connection =>
    {
        var now = time.GetUtcNow();
        var pseudonym = $"Former user {Convert.ToHexStringLower(person.ToByteArray().AsSpan(12, 4))}";
        await connection.ExecuteAsync(new CommandDefinition("select sign_in.forget(@person)", new { person }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("select bodies.call_otherwise(@person, @pseudonym, @now)", new { person, pseudonym, now }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("insert into disclosure.erasure (person, at) values (@person, @now) on conflict do nothing", new { person, now }, cancellationToken: cancel));
    }, cancel);
}

/// <summary>Whether somebody may be erased.</summary>
/// <param name="Body">The body that stands in the way.</param>
/// <param name="From">From which day on, where it is a matter of time; the last day there is: while the post is held.</param>
public sealed record Erasing(bool May, string? Body, DateOnly? From);
