using Entente.Shared.Components;
using Entente.Shared.Data;
using Entente.Shared.Localisation;
using Entente.Shared.Mail;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Administration;

/// <summary>The outbox: what was sent, what waits, what no server took.</summary>
public sealed class MailPage(Database database, Outbox outbox, MailRoute route, ILogger<MailPage> log) : AdministrationPage
{
    public MailsShown Shown { get; private set; }

    public ListState List { get; private set; } = null!;

    public IReadOnlyList<MailRow> Rows { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>A folder stands for the mail server: whoever reads here passes the letters on.</summary>
    public MailFolder? Folder => route as MailFolder;

    public async Task<IActionResult> OnGet(string? show)
    {
        Shown = Enum.TryParse<MailsShown>(show, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : MailsShown.All;
        List = ListState.Of(Request, ["-added_at", .. OutboxView.Sortable]);
        (Rows, Total) = await database.Read(Me!.Id, connection => OutboxView.List(connection, Shown, List.Filter("q"), List.Sort, List.Descending, List.Offset, ListState.Size), Cancelled);
        return Page();
    }

    /// <summary>A message to oneself, to see whether mail arrives.</summary>
    public async Task<IActionResult> OnPostTest()
    {
        var id = await database.Write(connection => outbox.Send(connection, Me!, "mail.test"), Cancelled);
        log.LogInformation("Administrator {Person} sent test message {Message}", Me!.Id, id);
        return Go("/administration/mail?said=test");
    }

    public string Address(MailsShown shown) => shown == MailsShown.All ? "/administration/mail" : $"/administration/mail?show={shown.ToString().ToLowerInvariant()}";

    // texts: administration.mail.all, administration.mail.waiting, administration.mail.failed, administration.mail.sent
    public string Tab(MailsShown shown) => shown == MailsShown.Sent && Folder is not null ? T["administration.mail.in-folder"] : T[$"administration.mail.{shown.ToString().ToLowerInvariant()}"];

    public static string State(Words t, MailRow mail) =>
        mail.InFolder ? t["administration.mail.in-folder"] : t[$"administration.mail.{mail.Is.ToString().ToLowerInvariant()}"];

    public static StatusKind Look(MailRow mail) => mail.Is switch
    {
        MailsShown.Failed => StatusKind.Bad,
        // In a folder it has reached nobody yet.
        MailsShown.Sent => mail.InFolder ? StatusKind.Neutral : StatusKind.Good,
        _ => StatusKind.Waiting,
    };
}
