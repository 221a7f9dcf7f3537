using Entente.Bodies;
using Entente.Shared.Mail;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.SignIn;

/// <summary>What a person is told by mail, so that a stranger cannot change their ways in unseen.</summary>
public enum News
{
    NewDevice,
    PasskeyAdded,
    PasskeyRemoved,
    PasswordSet,
    PasswordRemoved,
    RecoveryCodes,
    RecoveryCodeUsed,
    RecoveryAsked,
    Recovered,
    KeyMade,
}

/// <summary>The mails of the door, part of the transaction that they tell of.</summary>
public sealed class DoorMail(Outbox outbox, Site site, TimeProvider time)
{
    private const string Link = Mail + "recovery-link";
    private const string Mail = "sign-in.mail.";

    public Task Tell(NpgsqlConnection connection, HttpContext context, Person person, News news) => Tell(connection, Visit.Of(context), person, news);

    // texts: sign-in.mail.*.subject, sign-in.mail.*.body
    public Task Tell(NpgsqlConnection connection, Visit visit, Person person, News news) =>
        outbox.Send(connection, person, Mail + DoorLog.Word(news), ("name", person.Name), ("when", time.GetUtcNow()),
            ("device", Device.Name(visit.UserAgent)), ("ip", visit.Address ?? "-"), ("link", site.Link("/account/activity")));

    public Task RecoveryWaiting(NpgsqlConnection connection, Person helper, Person lost) =>
        outbox.Send(connection, helper, Mail + "recovery-waiting", ("name", helper.Name), ("person", lost.Name), ("link", site.Link("/people/recovery")));

    /// <summary>The half of a recovery that goes by mail; the other half is told by whoever vouched.</summary>
    public Task RecoveryLink(NpgsqlConnection connection, Person person, string link, Person vouchedBy, DateTimeOffset until) =>
        outbox.Send(connection, person, Link, ("name", person.Name), ("by", vouchedBy.Name), ("link", link), ("until", until));
}
