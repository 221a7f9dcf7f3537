using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Shared.Mail;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Administration;

/// <summary>How the installation is: first what wants attention, then the facts.</summary>
public sealed class Overview(Database database, BodyCatalogue bodies, Timetable timetable, Queue queue, TimeProvider time, ILogger<Overview> log) : AdministrationPage
{
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(5);

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public QueueState Work { get; private set; } = null!;

    public IReadOnlyList<NodeRow> Processes { get; private set; } = [];

    public Storage Storage { get; private set; } = null!;

    public IReadOnlyList<ErrorRow> Latest { get; private set; } = [];

    public IReadOnlyList<TimetableRow> Lines { get; private set; } = [];

    public int FailedMails { get; private set; }

    public int Step { get; private set; }

    public IEnumerable<PublishedBody> Bodies => bodies.Published;

    public async Task OnGet()
    {
        Step = await Migrator.Step(database, Cancelled);
        await database.Read(Me!.Id, async connection =>
        {
            Work = await QueueView.State(connection, Now);
            Processes = await Nodes.All(connection);
            Storage = await Storage.Read(connection);
            (Latest, _) = await Errors.List(connection, null, "at", descending: true, 0, 5);
            Lines = await Timetable.Read(connection);
            FailedMails = await OutboxView.Failed(connection);
            return true;
        }, Cancelled);
    }

    /// <summary>Asks the steward, which alone may change what is published, to read the folders again.</summary>
    public async Task<IActionResult> OnPostReload()
    {
        var job = await database.Write(connection => queue.Add(connection, Reload.Kind, key: Reload.Kind, lane: Lane.Owner, attempts: 1), Cancelled);
        log.LogInformation("Administrator {Person} asked for the bodies to be read again, job {Job}", Me!.Id, job);
        return Go("/administration?said=reload");
    }

    public DateTimeOffset? Next(TimetableRow line) => timetable.Next(line);

    /// <summary>What somebody should look at, and where.</summary>
    public IEnumerable<(string Text, string Address)> Attention()
    {
        if (Work.Dead > 0)
            yield return (T["administration.attention.dead", ("count", Work.Dead)], "/administration/jobs");
        if (Work.OldestDue < Now - LongWait)
            yield return (T["administration.attention.waiting", ("since", T.Ago(Work.OldestDue.Value))], "/administration/jobs?show=waiting");
        if (FailedMails > 0)
            yield return (T["administration.attention.mail", ("count", FailedMails)], "/administration/mail?show=failed");
        foreach (var node in Processes)
        {
            if (!node.Alive(Now))
                yield return (T["administration.attention.silent", ("node", node.Name), ("since", T.Ago(node.SeenAt))], "#nodes");
            else if (node.ClockIsWrong)
                yield return (T["administration.attention.clock", ("node", node.Name), ("seconds", decimal.Round((decimal)node.ClockAhead.TotalSeconds))], "#nodes");
            if (node.Alive(Now) && node.DiskIsShort)
                yield return (T["administration.attention.disk", ("node", node.Name), ("free", T.Size(node.DiskFree!.Value))], "#nodes");
        }
        if (!Processes.Any(node => node.Role == "steward" && node.Alive(Now)))
            yield return (T["administration.attention.steward"], "#nodes");
    }

    public static string Digest(PublishedBody published) => BodyJson.Digest(BodyJson.Write(published.Body))[..12];

    // texts: administration.role.application, administration.role.steward
    public string Role(NodeRow node) => T[$"administration.role.{node.Role}"];

    public StatusKind Look(NodeRow node) => node.Alive(Now) ? StatusKind.Good : StatusKind.Bad;
}

/// <summary>The work of reading the folders of bodies again, which the steward does.</summary>
public static class Reload
{
    public const string Kind = "publish-bodies";
}
