using Entente.Shared.Data;
using Entente.Shared.Localisation;
using Entente.Shared.Mail;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Administration;

/// <summary>One message. Its text is shown only where a folder stands for the mail server: links in mails open doors.</summary>
public sealed class LetterPage(Database database, Outbox outbox, MailRoute route, ILogger<LetterPage> log) : AdministrationPage
{
    public MailRow Mail { get; private set; } = null!;

    public string? Body => route.KeepsText ? Mail.Body : null;

    public string Direction => Language.Find(Mail.Language)?.Direction ?? "ltr";

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await database.Read(Me!.Id, connection => OutboxView.Find(connection, id), Cancelled) is not { } mail)
            return Refuse(StatusCodes.Status404NotFound);
        Mail = mail;
        if (Body is not null)
            log.LogInformation("Administrator {Person} read message {Message}", Me.Id, id);
        return Page();
    }

    public async Task<IActionResult> OnPostAgain(Guid id)
    {
        if (await database.Write(connection => outbox.SendAgain(connection, id), Cancelled))
            log.LogInformation("Administrator {Person} had message {Message} sent again", Me!.Id, id);
        return Go("/administration/mail?said=sent-again");
    }
}
