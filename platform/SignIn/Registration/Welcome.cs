using Dapper;
using Npgsql;

namespace Entente.SignIn.Registration;

/// <summary>For somebody who has just been let in: a link to set up a way to sign in, unless they have one.</summary>
public sealed class Welcome(Tickets tickets)
{
    public async Task<string?> Link(NpgsqlConnection connection, Guid person, Guid? issuedBy) =>
        await connection.QuerySingleAsync<bool>("select exists (select from sign_in.account where person = @person) or exists (select from sign_in.passkey where person = @person)", new { person })
            ? null
            : await tickets.Issue(connection, person, TicketPurpose.Enrol, issuedBy);
}
