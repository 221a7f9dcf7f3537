using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Kit;

/// <summary>People with posts, made as a test needs them, and the ticket that lets each set up a way to sign in.</summary>
public static class Newcomers
{
    public static string Email(string name) => name.ToLowerInvariant().Replace(' ', '.') + "@example.org";

    /// <summary>Somebody new with these rights; the bodies and parties need no description of their own.</summary>
    public static async Task<Guid> Person(this TestApp app, string name, params (string Body, string? Party, Right[] Rights)[] posts)
    {
        var id = Guid.CreateVersion7();
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        await owner.ExecuteAsync("insert into bodies.person (id, name, email, created_at) values (@id, @name, @email, '2020-01-01Z')", new { id, name, email = Email(name) });
        foreach (var (body, party, rights) in posts)
        {
            var post = string.Join('-', rights.Order().Select(RightNames.Of)) + (party is null ? "" : "-of-party");
            await owner.ExecuteAsync("""
                insert into bodies.party (body, code, names) select @body, @party, '{}' where @party is not null on conflict do nothing;
                insert into bodies.post (body, code, for_party, rights) values (@body, @post, @ofParty, @rights) on conflict do nothing;
                insert into bodies.holding (id, person, body, party, post, period, granted_at)
                values (gen_random_uuid(), @id, @body, @party, @post, '[2020-01-01,)', '2020-01-01Z')
                """, new { body, post, ofParty = party is not null, rights = rights.Select(RightNames.Of).ToArray(), id, party });
        }
        return id;
    }

    /// <summary>A ticket's path, as its mail would hold it.</summary>
    public static async Task<string> Ticket(this TestApp app, Guid person, TimeSpan? within = null)
    {
        var tickets = app.Services.GetRequiredService<Tickets>();
        var address = await app.Services.GetRequiredService<Database>().Write(connection => tickets.Issue(connection, person, within: within));
        return new Uri(address).PathAndQuery;
    }
}
