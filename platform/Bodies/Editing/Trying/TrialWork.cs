using Entente.Shared.Work;

namespace Entente.Bodies.Editing;

/// <summary>Forms that somebody's party was asked to try, as long as comments are heard; and what waits for an answer to them.</summary>
internal sealed class TrialWork(BodyCatalogue bodies, Trials trials, Remarks remarks, TimeProvider time)
{
    public async Task<IReadOnlyList<WorkItem>> For(Person person, CancellationToken cancel)
    {
        var work = new List<WorkItem>();
        foreach (var posts in person.Holdings.GroupBy(holding => holding.Body, StringComparer.Ordinal))
        {
            if (bodies.Find(posts.Key) is not { } body || !bodies.TrialsOf(body.Code).Any())
                continue;
            foreach (var trial in await trials.All(person, body.Code, cancel))
            {
                if (trial.ReadyAt is not null && trial.Hears(body.Today(time)) && posts.FirstOrDefault(post => post.Party is not null && trial.Asks(post.Party) && post.Rights.Contains(Right.Enter)) is { } asked)
                    work.Add(new WorkItem(WorkKind.Task, body.Code, asked.Party, "editing.work.try", [("title", trial.Title)], $"/bodies/{body.Code}/trials/{trial.Body}", Until(trial, body)));
                if (person.May(Right.Describe, body.Code) && (await remarks.Of(person, trial.Body, cancel)).Count(remark => remark.Waits) is > 0 and var waiting)
                    work.Add(new WorkItem(WorkKind.Task, body.Code, null, "editing.work.remarks", [("title", trial.Title), ("count", waiting)], $"/bodies/{body.Code}/trials/{trial.Body}?state=open", Due: null));
            }
        }
        return work;
    }

    // The last moment of the last day, where the body is.
    private static DateTimeOffset? Until(Trial trial, Body body)
    {
        if (trial.LastDay is not { } day)
            return null;
        var end = day.ToDateTime(new TimeOnly(23, 59));
        return new DateTimeOffset(end, TimeZoneInfo.FindSystemTimeZoneById(body.Zone).GetUtcOffset(end));
    }
}
