using Entente.Shared.Localisation;
using Entente.Shared.Mail;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.Bodies;

/// <summary>Tells people what happened to their posts, and whoever is waited for that they are.</summary>
public sealed class PostMail(Outbox outbox, People people, PostNames names, Texts texts, Site site)
{
    // texts: people.mail.*.subject, people.mail.*.body
    public Task Given(NpgsqlConnection connection, HeldPost held) => Tell(connection, held, held.Person, "given");

    public Task Ended(NpgsqlConnection connection, HeldPost held, DateOnly until, string why) =>
        Tell(connection, held, held.Person, "ended", ("until", until), ("why", why));

    public Task HandedOver(NpgsqlConnection connection, HeldPost held, HeldPost successor, DateOnly day) =>
        Tell(connection, held, held.Person, "handed-over", ("successor", successor.Name), ("day", day));

    public Task Restored(NpgsqlConnection connection, HeldPost held) => Tell(connection, held, held.Person, "restored");

    public Task Suspended(NpgsqlConnection connection, HeldPost held) => Tell(connection, held, held.Person, "suspended");

    /// <summary>To whoever proposed the post, or its end.</summary>
    public async Task Declined(NpgsqlConnection connection, HeldPost held, string what, Person second, string why)
    {
        if (held.Proposer is { } proposer)
            await Tell(connection, held, proposer, what, ("by", second.Name), ("why", why));
    }

    /// <summary>To everybody who could be the second pair of eyes.</summary>
    public async Task Proposed(NpgsqlConnection connection, Guid holding)
    {
        var held = (await Holders.Lock(connection, holding))!;
        foreach (var second in await people.WhoMay(connection, held.Body, person => Appointing.IsSecond(person, held.GrantedBy, held.Person, held.Seat)))
            await Send(connection, second, held, "proposed");
    }

    public async Task EndProposed(NpgsqlConnection connection, HeldPost held, Person ender, DateOnly until, string why)
    {
        foreach (var second in await people.WhoMay(connection, held.Body, person => Appointing.IsSecond(person, ender.Id, held.Person, held.Seat)))
            await Send(connection, second, held, "end-proposed", ("by", ender.Name), ("until", until), ("why", why));
    }

    /// <summary>One mail to each who may confirm, however many posts wait.</summary>
    public Task ToConfirm(NpgsqlConnection connection, Person confirmer, string body, int count, DateOnly before, bool reminder) =>
        outbox.Send(connection, confirmer, Key(reminder ? "confirm-reminder" : "confirm"),
            ("name", confirmer.Name), ("body", names.In(Of(confirmer), body, party: null, post: "").Body), ("count", count), ("before", before), ("link", site.Link($"/bodies/{body}/people/due")));

    private async Task Tell(NpgsqlConnection connection, HeldPost held, Guid person, string what, params (string Name, object? Value)[] more)
    {
        if (await people.Find(connection, person) is { } addressee)
            await Send(connection, addressee, held, what, more);
    }

    private Task<Guid> Send(NpgsqlConnection connection, Person to, HeldPost held, string what, params (string Name, object? Value)[] more)
    {
        var (post, side, body) = names.In(Of(to), held.Body, held.Party, held.Post);
        return outbox.Send(connection, to, Key(what),
            [("name", to.Name), ("who", held.Name), ("post", post), ("side", side), ("body", body), ("from", held.From), ("link", site.Link(held.Address)), .. more]);
    }

    private Words Of(Person person) => texts.WordsIn(person.Language, person.Zone);

    private static string Key(string what) => "people.mail." + what;
}
