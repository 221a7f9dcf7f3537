using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.SignIn.Registration;
using Npgsql;

namespace Entente.SignIn;

/// <summary>
/// The way into a new installation: an address that <c>./entente run</c> prints while nobody can sign in as its
/// administrator. Whoever can read that console has the secret already; the address is worth nothing afterwards.
/// </summary>
public sealed class FirstAdministrator(Database database, People people, Appointments appointments, ThisInstallation installation, PrivateLinks links, Welcome welcome)
{
    /// <summary>For the steward: the path to print, or null when the installation is in good hands or a demonstration.</summary>
    public static async Task<string?> Path(Logins logins, InstallationSecret secret, Installation installation, TimeProvider time, CancellationToken cancel)
    {
        await using var database = new Database(logins, time);
        await using var connection = await database.OpenWriter(cancel);
        return !installation.Demonstration && await IsMissing(connection, new People(database, time))
            ? "/first-administrator/" + new PrivateLinks(secret).Administrator(installation.Id)
            : null;
    }

    public async Task<bool> Opens(string link, CancellationToken cancel)
    {
        var here = await installation.Facts(cancel);
        if (here.Demonstration || !links.IsAdministrator(link, here.Id))
            return false;
        await using var connection = await database.OpenWriter(cancel);
        return await IsMissing(connection, people);
    }

    /// <summary>The address at which to set up how to sign in; null when somebody else was quicker.</summary>
    public Task<string?> Begin(string name, string email, string language, CancellationToken cancel) => database.Write(async connection =>
    {
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('first administrator', 0))");
        if (!await IsMissing(connection, people))
            return null;
        var person = await people.Create(connection, name, email, language);
        await appointments.Begin(connection, person);
        return await welcome.Link(connection, person, issuedBy: null) ?? "/sign-in";
    }, cancel);

    // An administrator who never set up a way in, because the address was mistyped, keeps nobody out.
    private static async Task<bool> IsMissing(NpgsqlConnection connection, People people)
    {
        var administrators = await people.WhoMay(connection, Places.Installation, person => person.Administers);
        return !await connection.QuerySingleAsync<bool>("select exists (select from sign_in.account where person = any (@ids)) or exists (select from sign_in.passkey where person = any (@ids))",
            new { ids = administrators.Select(person => person.Id).ToArray() });
    }
}
