using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.SignIn.Registration;

/// <summary>What somebody typed on the public page.</summary>
public sealed record Asked(string Body, string Party, string Post, string Name, string Email, string Language, string Purpose);

/// <summary>
/// The one way in which requests move: the row is locked, <see cref="RequestRules"/> decides, and the state, its step
/// and the mails are one transaction. Of two who act at once, the second is told what the first did.
/// </summary>
public sealed class Requests(Database database, People people, Appointments appointments, Welcome welcome, RequestMail mail, TimeProvider time)
{
    /// <summary>Answers nothing, so that nobody learns who is known here: whatever there is to say goes to the address.</summary>
    public Task Ask(Asked asked, CancellationToken cancel) => database.Write(async connection =>
    {
        if (await people.FindByEmail(asked.Email, cancel) is { } known && known.Holdings.Any(holding => (holding.Body, holding.Party, holding.Post) == (asked.Body, asked.Party, asked.Post)))
            await mail.HoldsAlready(connection, known, asked);
        else
            await mail.Prove(connection, await Keep(connection, asked));
    }, cancel);

    /// <summary>What the bearer of the private link did. The key of a text says why not.</summary>
    public Task<string?> Act(Guid id, Act act, CancellationToken cancel) =>
        database.Write(async connection => (await Act(connection, id, act, new Actor.Bearer())).Problem, cancel);

    public Task<string?> Act(Person person, Guid id, Act act, CancellationToken cancel) =>
        database.Write(async connection => (await Act(connection, id, act, new Actor.Holder(person))).Problem, cancel);

    /// <summary>Lets the person in: the letter is kept, the post begins, and a link to set up a way to sign in goes out.</summary>
    public Task<IReadOnlyList<string>> Confirm(Person officer, Guid id, Letter? letter, DateOnly from, CancellationToken cancel) => database.Write(async connection =>
    {
        await connection.ExecuteAsync("savepoint before_confirming");
        var (request, problem) = await Act(connection, id, new Act.Confirm(letter is not null), new Actor.Holder(officer));
        if (problem is not null)
            return (IReadOnlyList<string>)[problem];
        var person = await people.Create(connection, request!.Name, request.Email, request.Language);
        var done = await appointments.Give(connection, officer, request.Body, new Appointment(person, request.Party, request.Post, from, Until: null, letter!.Reference), vouched: true);
        if (done.Refused)
        {
            await connection.ExecuteAsync("rollback to savepoint before_confirming");
            return done.Problems;
        }
        await Attach(connection, id, letter, officer.Id);
        await connection.ExecuteAsync("update registration.request set person = @person, holding = @Holding where id = @id", new { id, person, done.Holding });
        await mail.Confirmed(connection, request, await welcome.Link(connection, person, officer.Id));
        return [];
    }, cancel);

    /// <summary>Once a day: reminds whoever is waited for, ends what waited too long, forgets addresses nobody proved.</summary>
    public Task Daily(CancellationToken stop) => database.Write(async connection =>
    {
        var now = time.GetUtcNow();
        await connection.ExecuteAsync("delete from registration.request where state = 'unproved' and asked_at <= @before", new { before = now - RequestRules.ProveWithin });
        foreach (var id in await connection.QueryAsync<Guid>("select id from registration.request where state in ('proved', 'approved') and expires_at <= @now", new { now }))
            await Act(connection, id, new Act.Expire(), new Actor.Timetable());
        foreach (var late in await connection.QueryAsync<AccessRequest>($"""
            update registration.request set reminded_at = @now
            where state in ('proved', 'approved') and greatest(waiting_since, reminded_at) <= @before
            returning {AccessRequest.Columns}
            """, new { now, before = now - RequestRules.RemindEvery }))
            await mail.Waits(connection, late, await HasContact(connection, late), reminder: true);
    }, stop);

    private async Task<AccessRequest> Keep(NpgsqlConnection connection, Asked asked)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        // What was proved stays as it was said then; until then the latest words count.
        var request = await connection.QuerySingleAsync<AccessRequest>($"""
            insert into registration.request as r (id, body, party, post, name, email, language, purpose, state, asked_at, waiting_since, expires_at)
            values (@id, @Body, @Party, @Post, @Name, @Email, @Language, @Purpose, 'unproved', @now, @now, @expires)
            on conflict (body, party, post, lower(email collate pg_c_utf8)) where state in ('unproved', 'proved', 'approved') do update set
              name = case when r.state = 'unproved' then excluded.name else r.name end,
              purpose = case when r.state = 'unproved' then excluded.purpose else r.purpose end,
              asked_at = case when r.state = 'unproved' then excluded.asked_at else r.asked_at end,
              language = excluded.language
            returning {AccessRequest.Columns}
            """, new { id, asked.Body, asked.Party, asked.Post, asked.Name, asked.Email, asked.Language, asked.Purpose, now, expires = now + RequestRules.ExpiresAfter });
        await Step(connection, request.Id, request.Id == id ? "asked" : "asked-again", by: null, note: null);
        return request;
    }

    private async Task<(AccessRequest? Request, string? Problem)> Act(NpgsqlConnection connection, Guid id, Act act, Actor actor)
    {
        if (await connection.QuerySingleOrDefaultAsync<AccessRequest>($"select {AccessRequest.Columns} from registration.request where id = @id for update", new { id }) is not { } request)
            return (null, "registration.problem.gone");
        var now = time.GetUtcNow();
        var hasContact = await HasContact(connection, request);
        var decision = RequestRules.Decide(request, act, actor, hasContact, now);
        if (decision.Problem is not null || decision.Step is null)
            return (request, decision.Problem);
        await connection.ExecuteAsync("update registration.request set state = @state, waiting_since = @now, reminded_at = null where id = @id",
            new { id, state = decision.Next.ToString().ToLowerInvariant(), now });
        await Step(connection, id, decision.Step, (actor as Actor.Holder)?.Person, decision.Note);
        await mail.Moved(connection, request with { State = decision.Next, WaitingSince = now }, decision, hasContact);
        return (request, null);
    }

    private async Task<bool> HasContact(NpgsqlConnection connection, AccessRequest request) =>
        (await people.WhoMay(connection, request.Body, person => RequestRules.IsContact(person, request) && !RequestRules.IsAsker(request, person))).Count > 0;

    private async Task Attach(NpgsqlConnection connection, Guid request, Letter letter, Guid by) => await connection.ExecuteAsync("""
        insert into registration.letter (request, reference, file_name, type, content, sha256, added_at, added_by)
        values (@request, @Reference, @FileName, @Type, @Content, @Sha256, @now, @by)
        """, new { request, letter.Reference, letter.FileName, letter.Type, letter.Content, letter.Sha256, now = time.GetUtcNow(), by });

    private async Task Step(NpgsqlConnection connection, Guid request, string act, Person? by, string? note)
    {
        var now = time.GetUtcNow();
        await connection.ExecuteAsync("insert into registration.step (id, request, at, act, done_by, by_name, note) values (@id, @request, @now, @act, @by, @name, @note)",
            new { id = Guid.CreateVersion7(now), request, now, act, by = by?.Id, name = by?.Name, note });
    }
}
