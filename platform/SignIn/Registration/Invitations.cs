using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.SignIn.Registration;

/// <summary>Whom to invite to what. With a predecessor the post is handed over when the invitation is accepted.</summary>
public sealed record Invite(string Body, Appointment Post, string Name, string Email, string Language);

/// <summary>What became of a link that was followed: where to go next, or the keys of the texts that say why not.</summary>
public sealed record Accepted(string? Enrol, IReadOnlyList<string> Problems);

/// <summary>
/// Posts given by e-mail to people who are not here yet. The link opens nothing by being opened; it is good once, for
/// fourteen days, and only while whoever sent it could still give the post.
/// </summary>
public sealed class Invitations(Database database, People people, Holders holders, Places places, Appointments appointments, Welcome welcome, InvitationMail mail, TimeProvider time)
{
    /// <summary>Inviting the same address to the same post again renews the invitation, in the name of whoever did.</summary>
    public async Task<IReadOnlyList<string>> Send(Person giver, Invite invite, CancellationToken cancel)
    {
        if (await SpeaksAgainst(giver, invite, cancel) is { Count: > 0 } problems)
            return problems;
        return await database.Write(async connection =>
        {
            await mail.Invited(connection, await Keep(connection, giver, invite));
            return (IReadOnlyList<string>)[];
        }, cancel);
    }

    public Task<string?> Revoke(Person person, Guid id, CancellationToken cancel) => Change(person, id, async (connection, invitation) =>
        await connection.ExecuteAsync("update registration.invitation set revoked_at = @now, revoked_by = @Name where id = @Id", new { now = time.GetUtcNow(), person.Name, invitation.Id }), cancel);

    /// <summary>A new link, good for another fourteen days and from now on in the name of who sent it; the earlier one is void.</summary>
    public Task<string?> Resend(Person person, Guid id, CancellationToken cancel) => Change(person, id, async (connection, invitation) =>
        await mail.Invited(connection, await connection.QuerySingleAsync<Invitation>($"""
            update registration.invitation set issue = issue + 1, expires_at = @until, invited_by = @By, by_name = @Name where id = @Id returning {Invitation.Whole}
            """, new { until = time.GetUtcNow() + Invitation.Lasts, By = person.Id, person.Name, invitation.Id })), cancel);

    public Task<Accepted> Accept(Guid id, int issue, string name, string language, CancellationToken cancel) => database.Write(async connection =>
    {
        var invitation = await Lock(connection, id);
        var now = time.GetUtcNow();
        if (invitation is null || invitation.Issue != issue || invitation.At(now) is not InvitationState.Open)
            return No("registration.problem.invitation-over");
        if (await people.Find(invitation.InvitedBy, cancel) is not { } giver)
            return No("registration.problem.inviter-gone");
        await connection.ExecuteAsync("savepoint before_accepting");
        var person = await people.Create(connection, name, invitation.Email, language);
        // Accepted late, it begins today: the days before were nobody's.
        var from = invitation.FromDay > people.Today ? invitation.FromDay : people.Today;
        var done = await appointments.Give(connection, giver, invitation.Body,
            new Appointment(person, invitation.Party, invitation.Post, from, invitation.UntilDay, invitation.Basis, invitation.Succeeds));
        if (done.Refused)
        {
            await connection.ExecuteAsync("rollback to savepoint before_accepting");
            return No(done.Problems is ["people.problem.not-allowed"] ? ["registration.problem.inviter-gone"] : [.. done.Problems]);
        }
        await connection.ExecuteAsync("update registration.invitation set accepted_at = @now, person = @person where id = @id", new { id, person, now });
        return new Accepted(await welcome.Link(connection, person, giver.Id), []);
    }, cancel);

    public Task<List<Invitation>> In(Person reader, string body, CancellationToken cancel) => database.Read(reader.Id, async connection =>
        (await connection.QueryAsync<Invitation>(new CommandDefinition($"select {Invitation.Shown} from registration.invitation where body = @body order by invited_at desc", new { body }, cancellationToken: cancel))).ToList(), cancel);

    public Task<Invitation?> OfBearer(Guid id, CancellationToken cancel) => database.Read(null, connection =>
        connection.QuerySingleOrDefaultAsync<Invitation>(new CommandDefinition($"select {Invitation.Shown} from registration.invitation_of_bearer(@id)", new { id }, cancellationToken: cancel)), cancel);

    /// <summary>Whether the person may still decide about this invitation: who could give the post may take the invitation back.</summary>
    public bool MayDecide(Person person, Invitation invitation) =>
        places.Find(invitation.Body)?.Post(invitation.Post) is { } post && Appointing.ToGive(person, Guid.Empty, Seat.Of(invitation.Body, invitation.Party, post)) is not Leave.No;

    private async Task<IReadOnlyList<string>> SpeaksAgainst(Person giver, Invite invite, CancellationToken cancel)
    {
        if (string.Equals(giver.Email, invite.Email, StringComparison.OrdinalIgnoreCase))
            return ["people.problem.yourself"];
        if (places.Find(invite.Body) is not { } body || body.Post(invite.Post.Post) is not { } post)
            return ["people.problem.no-such-post"];
        var seat = Seat.Of(invite.Body, invite.Post.Party, post);
        Permit permit = Appointing.ToGive(giver, Guid.Empty, seat);
        if (invite.Post.Succeeds is { } succeeds && await holders.Find(giver, invite.Body, succeeds, cancel) is { } before && before.Party == invite.Post.Party && before.Post == post.Code)
            permit = HeldRules.MayHandOver(giver, before, successor: null, people.Today);
        return permit.Problem is { } problem ? [problem] : AppointmentRules.Problems(body, invite.Post, before: [], people.Today);
    }

    private async Task<Invitation> Keep(NpgsqlConnection connection, Person giver, Invite invite)
    {
        var now = time.GetUtcNow();
        return await connection.QuerySingleAsync<Invitation>($"""
            insert into registration.invitation as i (id, body, party, post, name, email, language, from_day, until_day, basis, succeeds, invited_by, by_name, invited_at, expires_at)
            values (@id, @Body, @Party, @Post, @Name, @Email, @Language, @From, @Until, @Basis, @Succeeds, @giver, @byName, @now, @expires)
            on conflict (side, post, lower(email collate pg_c_utf8)) where accepted_at is null and revoked_at is null do update set
              name = excluded.name, language = excluded.language, from_day = excluded.from_day, until_day = excluded.until_day, basis = excluded.basis, succeeds = excluded.succeeds,
              issue = i.issue + 1, invited_by = excluded.invited_by, by_name = excluded.by_name, invited_at = excluded.invited_at, expires_at = excluded.expires_at
            returning {Invitation.Whole}
            """, new
        {
            id = Guid.CreateVersion7(now), invite.Body, invite.Post.Party, invite.Post.Post, invite.Name, invite.Email, invite.Language,
            invite.Post.From, invite.Post.Until, invite.Post.Basis, invite.Post.Succeeds, giver = giver.Id, byName = giver.Name, now, expires = now + Invitation.Lasts,
        });
    }

    private Task<string?> Change(Person person, Guid id, Func<NpgsqlConnection, Invitation, Task> change, CancellationToken cancel) => database.Write(async connection =>
    {
        if (await Lock(connection, id) is not { } invitation || invitation.At(time.GetUtcNow()) is InvitationState.Accepted or InvitationState.Revoked)
            return "registration.problem.invitation-over";
        if (!MayDecide(person, invitation))
            return "people.problem.not-allowed";
        await change(connection, invitation);
        return (string?)null;
    }, cancel);

    private static Task<Invitation?> Lock(NpgsqlConnection connection, Guid id) =>
        connection.QuerySingleOrDefaultAsync<Invitation>($"select {Invitation.Whole} from registration.invitation where id = @id for update", new { id });

    private static Accepted No(params IReadOnlyList<string> problems) => new(null, problems);
}
