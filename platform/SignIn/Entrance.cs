using Entente.Bodies;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.SignIn;

/// <summary>Lets somebody in who has proved who they are, and out again.</summary>
public sealed class Entrance(Database database, Sessions sessions, DoorLog log, DoorMail mail)
{
    public async Task Admit(HttpContext context, Person person, How how)
    {
        var token = await database.Write(connection => Begin(connection, context, person, how), context.RequestAborted);
        sessions.Give(context, token);
    }

    /// <summary>Within the transaction that gave the person the way in; the cookie is given once it is committed.</summary>
    public async Task<Token> Begin(NpgsqlConnection connection, HttpContext context, Person person, How how)
    {
        var newDevice = how != How.Demonstration && await Sessions.IsNewDevice(connection, person.Id, Visit.Of(context));
        var token = await sessions.Begin(connection, context, person.Id, how);
        await log.Write(connection, context, Happened.SignedIn, person.Id, DoorLog.Word(how));
        if (newDevice)
            await mail.Tell(connection, context, person, News.NewDevice);
        return token;
    }

    public async Task Leave(HttpContext context)
    {
        if (context.Features.Get<Session>() is { } session)
            await database.Write(async connection =>
            {
                await sessions.End(connection, session.Person, session.Id, "signed-out");
                await log.Write(connection, context, Happened.SignedOut, session.Person);
            });
        sessions.TakeBack(context);
    }
}
