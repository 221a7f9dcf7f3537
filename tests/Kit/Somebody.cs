using Dapper;
using Npgsql;

namespace Entente.Tests.Kit;

public static class Somebody
{
    /// <summary>Somebody new who runs the installation, or, without a post, may do nothing.</summary>
    public static async Task<Guid> NewPerson(this TestApp app, string email, bool administrator = false)
    {
        var id = Guid.NewGuid();
        await using var connection = new NpgsqlConnection(app.Database.Owner);
        await connection.ExecuteAsync("insert into bodies.person (id, name, email, created_at) values (@id, @email, @email, '2026-01-01Z')", new { id, email });
        if (administrator)
            await connection.ExecuteAsync("""
                insert into bodies.holding (id, person, body, post, period, granted_at)
                values (gen_random_uuid(), @id, 'installation', 'administrator', daterange('2026-01-01', null), '2026-01-01Z')
                """, new { id });
        return id;
    }
}
