using Entente.Shared.Components;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Administration;

/// <summary>One job, and what to do with it when it is a dead letter.</summary>
public sealed class JobPage(Database database, TimeProvider time, ILogger<JobPage> log) : AdministrationPage
{
    public JobRow Job { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await database.Read(Me!.Id, connection => QueueView.Find(connection, id), Cancelled) is not { } job)
            return Refuse(StatusCodes.Status404NotFound);
        Job = job;
        return Page();
    }

    public async Task<IActionResult> OnPostRetry(Guid id)
    {
        if (await database.Write(connection => QueueView.Retry(connection, id, time.GetUtcNow()), Cancelled))
            log.LogInformation("Administrator {Person} had dead letter {Job} tried again", Me!.Id, id);
        return Go("/administration/jobs?said=retried");
    }

    public async Task<IActionResult> OnPostDiscard(Guid id)
    {
        if (await database.Write(connection => QueueView.Discard(connection, id), Cancelled))
            log.LogInformation("Administrator {Person} discarded dead letter {Job}", Me!.Id, id);
        return Go("/administration/jobs?said=discarded");
    }

    public string State => T[$"administration.jobs.state.{Job.Is.ToString().ToLowerInvariant()}"]; // texts: administration.jobs.state.*

    public StatusKind Look => Job.Is switch
    {
        JobsShown.Dead => StatusKind.Bad,
        JobsShown.Done => StatusKind.Good,
        JobsShown.Running => StatusKind.Waiting,
        _ => StatusKind.Neutral,
    };
}
