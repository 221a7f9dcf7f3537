using Dapper;
using Entente.Bodies;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms;

/// <summary>A small body of two parties with people in its posts, put straight into the tables.</summary>
public class Town : TestApp
{
    public const string Body = "tin";

    public People People => Services.GetRequiredService<People>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Do("""
            insert into bodies.post values
              ('tin', 'contact', true, '{read,vouch}', 12), ('tin', 'reporter', true, '{read,enter}', 12), ('tin', 'approver', true, '{read,approve,submit}', 12),
              ('tin', 'officer', false, '{read,serve}', null), ('tin', 'editor', false, '{read,describe}', null), ('tin', 'guest', false, '{read}', null),
              ('zinc', 'contact', true, '{read,vouch}', 12), ('zinc', 'officer', false, '{read,serve}', null)
            """);
    }

    /// <summary>Somebody with this post today; "tin/UTO" is a side.</summary>
    public async Task<Guid> Holder(string name, string side, string post, int from = -100, int? until = null)
    {
        var id = await Newcomer(name);
        await Give(id, side, post, from, until);
        return id;
    }

    public async Task<Guid> Newcomer(string name)
    {
        await using var connection = await Owner();
        return await People.Create(connection, name, $"{name.Replace(' ', '.')}@example.org", "en");
    }

    /// <summary>Days are counted from the day of the test's clock.</summary>
    public async Task<Guid> Give(Guid person, string side, string post, int from, int? until = null, bool awaitsSecond = false)
    {
        var id = Guid.NewGuid();
        var (body, party) = (side.Split('/')[0], side.Split('/')[1] is { Length: > 0 } code ? code : null);
        await Do("""
            insert into bodies.holding (id, person, body, party, post, period, granted_at, awaits_second)
            values (@id, @person, @body, @party, @post, daterange(@start, @end), now(), @awaitsSecond)
            """, new { id, person, body, party, post, start = Clock.Today.AddDays(from), end = until is { } days ? Clock.Today.AddDays(days) : (DateOnly?)null, awaitsSecond });
        return id;
    }

    public async Task Do(string sql, object? values = null)
    {
        await using var connection = await Owner();
        await connection.ExecuteAsync(sql, values);
    }

    /// <summary>What the reader's login gives this person, without any filter of the application.</summary>
    public Task<List<T>> As<T>(Guid? person, string sql) =>
        Services.GetRequiredService<Entente.Shared.Data.Database>().Read(person, async connection => (await connection.QueryAsync<T>(sql)).ToList());

    private async Task<NpgsqlConnection> Owner()
    {
        var connection = new NpgsqlConnection(Database.Owner);
        await connection.OpenAsync();
        return connection;
    }
}
