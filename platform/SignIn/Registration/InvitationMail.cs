using Entente.Bodies;
using Entente.Shared.Localisation;
using Entente.Shared.Mail;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.SignIn.Registration;

/// <summary>The invitation itself, in the language its sender chose for the reader.</summary>
public sealed class InvitationMail(Outbox outbox, PostNames names, Texts texts, PrivateLinks links, Site site)
{
    public Task Invited(NpgsqlConnection connection, Invitation invitation)
    {
        var (post, side, body) = names.In(texts.WordsIn(invitation.Language), invitation.Body, invitation.Party, invitation.Post);
        return outbox.Send(connection, invitation.Email, invitation.Language, "registration.mail.invited",
            ("name", invitation.Name), ("by", invitation.ByName), ("post", post), ("side", side), ("body", body),
            ("until", invitation.ExpiresAt), ("link", site.Link("/invitation/" + links.Invitation(invitation.Id, invitation.Issue))));
    }
}
