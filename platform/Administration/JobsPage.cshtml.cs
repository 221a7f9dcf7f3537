using Entente.Shared.Components;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Administration;

/// <summary>The queue: dead letters first, since they wait for somebody.</summary>
public sealed class JobsPage(Database database, TimeProvider time) : AdministrationPage
{
    public JobsShown Shown { get; private set; }

    public ListState List { get; private set; } = null!;

    public IReadOnlyList<JobRow> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public QueueState Work { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string? show)
    {
        Shown = Enum.TryParse<JobsShown>(show, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : JobsShown.Dead;
        List = ListState.Of(Request, QueueView.Sortable);
        (Rows, Total) = await database.Read(Me!.Id, async connection =>
        {
            Work = await QueueView.State(connection, time.GetUtcNow());
            return await QueueView.List(connection, Shown, List.Sort, List.Descending, List.AsCsv ? 0 : List.Offset, List.AsCsv ? int.MaxValue : ListState.Size);
        }, Cancelled);
        return List.AsCsv ? Csv() : Page();
    }

    public string Address(JobsShown shown) => shown == JobsShown.Dead ? "/administration/jobs" : $"/administration/jobs?show={Name(shown)}";

    // texts: administration.jobs.dead, administration.jobs.waiting, administration.jobs.running, administration.jobs.done
    public string Tab(JobsShown shown) => T[$"administration.jobs.{Name(shown)}"];

    /// <summary>Enough of an error to know it again; its own page has it all.</summary>
    public static string? Beginning(string? error) => error is { Length: > 100 } ? error[..100] + "…" : error;

    private static string Name(JobsShown shown) => shown.ToString().ToLowerInvariant();

    private CsvDownload Csv() => new("jobs",
        [T["administration.jobs.kind"], T["administration.jobs.key"], T["administration.jobs.attempts"], T["administration.jobs.added"], T["administration.jobs.due"], T["administration.jobs.error"]],
        Rows.Select(job => (IReadOnlyList<object?>)[job.Kind, job.Key, job.Attempts, job.AddedAt, job.RunAt, job.LastError]));
}
