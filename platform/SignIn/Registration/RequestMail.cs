using Entente.Bodies;
using Entente.Shared.Localisation;
using Entente.Shared.Mail;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.SignIn.Registration;

/// <summary>Who is told what about a request, each in their own language.</summary>
public sealed class RequestMail(Outbox outbox, People people, PostNames names, Texts texts, PrivateLinks links, Site site)
{
    // texts: registration.mail.*.subject, registration.mail.*.body

    /// <summary>To the address that was typed, which may be anybody's.</summary>
    public Task Prove(NpgsqlConnection connection, AccessRequest request) =>
        ToAsker(connection, request, request.State is RequestState.Unproved ? "prove" : "asked-again");

    public Task HoldsAlready(NpgsqlConnection connection, Person known, Asked asked)
    {
        var (post, side, body) = names.In(Of(known), asked.Body, asked.Party, asked.Post);
        return outbox.Send(connection, known, Key("holds-already"), ("name", known.Name), ("post", post), ("side", side), ("body", body), ("link", site.Link("/sign-in")));
    }

    /// <summary>Tells the asker how it stands, and whoever is waited for next.</summary>
    public async Task Moved(NpgsqlConnection connection, AccessRequest request, Decision decision, bool hasContact)
    {
        switch (request.State)
        {
            case RequestState.Proved:
                await Waits(connection, request, hasContact, reminder: false);
                break;
            case RequestState.Approved:
                await ToAsker(connection, request, "approved");
                await Waits(connection, request, hasContact, reminder: false);
                break;
            case RequestState.Refused:
                await ToAsker(connection, request, "refused", ("why", decision.Note));
                break;
            case RequestState.Expired:
                await ToAsker(connection, request, "expired");
                break;
        }
    }

    /// <param name="enrol">The link to set up a way to sign in; null for somebody who has one.</param>
    public Task Confirmed(NpgsqlConnection connection, AccessRequest request, string? enrol) =>
        enrol is null
            ? ToAsker(connection, request, "confirmed-known", ("sign-in", site.Link("/sign-in")))
            : ToAsker(connection, request, "confirmed", ("enrol", enrol), ("days", (int)Tickets.EnrolWithin.TotalDays));

    public async Task Waits(NpgsqlConnection connection, AccessRequest request, bool hasContact, bool reminder)
    {
        var what = request.State is RequestState.Approved ? "to-confirm" : hasContact ? "to-approve" : "without-contact";
        foreach (var person in await people.WhoMay(connection, request.Body, person => RequestRules.WaitsFor(request, person, hasContact)))
        {
            var (post, side, body) = names.In(Of(person), request.Body, request.Party, request.Post);
            await outbox.Send(connection, person, Key(reminder ? what + "-reminder" : what),
                ("name", person.Name), ("who", request.Name), ("email", request.Email), ("post", post), ("side", side), ("body", body),
                ("asked", request.AskedAt), ("until", request.ExpiresAt), ("link", site.Link(request.Address)));
        }
    }

    private Task<Guid> ToAsker(NpgsqlConnection connection, AccessRequest request, string what, params (string Name, object? Value)[] more)
    {
        var (post, side, body) = names.In(texts.WordsIn(request.Language), request.Body, request.Party, request.Post);
        return outbox.Send(connection, request.Email, request.Language, Key(what),
            [("name", request.Name), ("post", post), ("side", side), ("body", body), ("link", site.Link("/access/" + links.Request(request.Id))), .. more]);
    }

    private Words Of(Person person) => texts.WordsIn(person.Language, person.Zone);

    private static string Key(string what) => "registration.mail." + what;
}
