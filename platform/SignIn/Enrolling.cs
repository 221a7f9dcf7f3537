using Entente.Bodies;
using Entente.Shared.Data;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Entente.SignIn;

/// <summary>Who is setting up a way to sign in: somebody signed in, or the bearer of a ticket.</summary>
public sealed record Enrollee(Person Person, TicketShown? Ticket)
{
    /// <summary>What the next page says: welcome to somebody new, what a recovery ended to somebody who is back.</summary>
    public string Welcome => Ticket?.Purpose switch
    {
        null => "",
        TicketPurpose.Recover => "?welcome=back",
        _ => "?welcome=1",
    };
}

/// <summary>
/// Keeps a new way in. For the bearer of a ticket the ticket is spent in the same transaction, what a recovery
/// replaces is removed, and the person is signed in.
/// </summary>
public sealed class Enrolling(Database database, People people, Unfinished unfinished, Tickets tickets, Credentials credentials, Sessions sessions, Entrance entrance, DoorLog log, DoorMail mail)
{
    public async Task<Enrollee?> Who(HttpContext context)
    {
        if (context.Features.Get<Person>() is { } me)
            return new Enrollee(me, null);
        return await unfinished.Look(context, Steps.Ticket) is { Person: { } id } shown
            && await tickets.Find(shown.State.Ticket, context.RequestAborted) is { State: TicketState.Good }
            && await people.Find(id, context.RequestAborted) is { } person
                ? new Enrollee(person, shown.State) : null;
    }

    /// <summary>False when the ticket was spent meanwhile.</summary>
    public Task<bool> Keep(HttpContext context, Enrollee who, UserPasskeyInfo passkey) => Keep(context, who, How.Passkey, async connection =>
    {
        await Passkeys.Keep(connection, who.Person.Id, passkey);
        await log.Write(connection, context, Happened.PasskeyAdded, who.Person.Id, passkey.Name);
        await mail.Tell(connection, context, who.Person, News.PasskeyAdded);
    });

    /// <summary>The recovery codes to show once, or null when the ticket was spent meanwhile.</summary>
    public async Task<IReadOnlyList<string>?> Keep(HttpContext context, Enrollee who, NewPassword password, long usedStep)
    {
        IReadOnlyList<string> codes = [];
        var kept = await Keep(context, who, How.Password, async connection =>
        {
            codes = await credentials.SetPassword(connection, who.Person.Id, password.Hash, password.CodeKey, usedStep);
            await log.Write(connection, context, Happened.PasswordSet, who.Person.Id);
            await mail.Tell(connection, context, who.Person, News.PasswordSet);
        });
        return kept ? codes : null;
    }

    private async Task<bool> Keep(HttpContext context, Enrollee who, How how, Func<NpgsqlConnection, Task> keep)
    {
        try
        {
            var token = await database.Write(async connection =>
            {
                await Credentials.LockWays(connection, who.Person.Id);
                if (who.Ticket is { } ticket)
                    await Spend(connection, context, who.Person, ticket);
                await keep(connection);
                return await EndOrBegin(connection, context, who, how);
            }, context.RequestAborted);
            if (token is not null)
                sessions.Give(context, token);
        }
        catch (TicketSpentException)
        {
            return false;
        }
        if (who.Ticket is not null)
            await unfinished.Take(context, Steps.Ticket);
        return true;
    }

    // Whoever changes the password may do so because somebody else knows it: the other sessions end.
    private async Task<Token?> EndOrBegin(NpgsqlConnection connection, HttpContext context, Enrollee who, How how)
    {
        if (who.Ticket is not null)
            return await entrance.Begin(connection, context, who.Person, how);
        if (how == How.Password)
            await sessions.EndOthers(connection, who.Person.Id, context.Features.GetRequiredFeature<Session>().Id, "credentials-changed");
        return null;
    }

    private async Task Spend(NpgsqlConnection connection, HttpContext context, Person person, TicketShown ticket)
    {
        if (!await tickets.Spend(connection, ticket.Ticket, person.Id))
            throw new TicketSpentException();
        await log.Write(connection, context, Happened.TicketUsed, person.Id, DoorLog.Word(ticket.Purpose));
        if (ticket.Purpose != TicketPurpose.Recover)
            return;
        await credentials.RemoveEveryWayIn(connection, person.Id);
        await sessions.EndOthers(connection, person.Id, except: null, "recovered");
        await log.Write(connection, context, Happened.Recovered, person.Id);
        await mail.Tell(connection, context, person, News.Recovered);
    }

    private sealed class TicketSpentException : Exception;
}
