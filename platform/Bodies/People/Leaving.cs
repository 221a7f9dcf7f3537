using Dapper;
using Npgsql;

namespace Entente.Bodies;

/// <summary>
/// Takes somebody out of the house when two people would have to agree and one of them can no longer be reached. It is
/// done with the owner's login, at the console: nobody in the application could do it alone, and nobody should.
/// </summary>
public static class Leaving
{
    /// <summary>Who that was; null when nobody here has this address.</summary>
    public static async Task<string?> Mark(string owner, string email, TimeProvider time, CancellationToken cancel = default)
    {
        await using var connection = new NpgsqlConnection(owner);
        return await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition("""
            update bodies.person set left_at = coalesce(left_at, @now) where lower(email collate pg_c_utf8) = lower(@email collate pg_c_utf8) returning name
            """, new { email = email.Trim(), now = time.GetUtcNow() }, cancellationToken: cancel));
    }
}
