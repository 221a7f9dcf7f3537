using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Cases;
using Entente.Records.Registers;
using Entente.Records.Writing;
using Entente.Shared.Work;

namespace Entente.Records.Pages;

/// <summary>What the workspace shows of statements: drafts to go on with, what came back, what waits for approval, what was sent.</summary>
public sealed class WorkOfRecords(BodyCatalogue bodies, DefinitionCatalogue definitions, FiledStatements filed, RequestReading requests, Desks desks, CaseDue due)
{
    private const int Most = 50;

    private const int MostOfReason = 200;

    public async Task<IReadOnlyList<WorkItem>> Of(Person person, CancellationToken cancel)
    {
        var work = new List<WorkItem>();
        foreach (var posts in person.Holdings.GroupBy(holding => holding.Body))
        {
            if (bodies.Find(posts.Key) is not { } body)
                continue;
            var known = definitions.All(body.Code).ToDictionary(published => published.Definition.Code, published => published.Definition, StringComparer.Ordinal);
            var settled = known.Values.SelectMany(definition => definition.Workflow.States.Where(state => !definition.Workflow.From(state.Code).Any()).Select(state => $"{definition.Code} {state.Code}")).ToList();
            var parties = posts.Any(holding => holding.Party is null && holding.Rights.Contains(Right.Serve))
                ? [null, .. body.Parties.Select(party => party.Code)]
                : posts.Select(holding => holding.Party).Distinct().ToList();
            var (heads, waiting) = (await filed.Unsettled(person, body.Code, parties, settled, Most, cancel),
                known.Values.Any(definition => definition.Traits.Register is { ByRequest: true }) ? await requests.Waiting(person, body.Code, Most, cancel) : []);
            var asked = waiting.Select(one => one.Request.Entry).ToHashSet();
            var back = await desks.Back(person, [.. heads.Where(head => known.TryGetValue(head.Definition, out var definition) && SentBack.Is(definition.Workflow, head.State)).Select(head => head.Id)], cancel);
            var days = Actor.Of(person).Serves(body.Code) && known.Values.Any(definition => definition.Kind == DefinitionKind.Case) ? await due.Of(person, body.Code, cancel) : [];
            foreach (var head in heads)
                if (known.TryGetValue(head.Definition, out var definition) && Item(Actor.Of(person), body, definition, head, asked.Contains(head.Id)) is { } item)
                    work.Add(item with { Note = Why(back.GetValueOrDefault(head.Id)), Due = days.TryGetValue(head.Id, out var day) ? day : null });
            if (Actor.Of(person).Serves(body.Code))
                foreach (var (code, request) in waiting)
                    if (known.TryGetValue(code, out var definition) && request.By != person.Id)
                        work.Add(Asked(body, definition, request));
            var answers = posts.Where(holding => holding.Party is not null && holding.Rights.Contains(Right.Submit)).Select(holding => holding.Party!).Distinct(StringComparer.Ordinal).ToList();
            if (answers.Count > 0)
                foreach (var head in await filed.WaitingFor(person, body.Code, answers, Most, cancel))
                    if (known.TryGetValue(head.Definition, out var definition))
                        work.Add(Shown(WorkKind.Task, "to-answer", body, definition, head) with { Address = $"/bodies/{body.Code}/{definition.Code}/{head.Id}/for-party/answer" });
        }
        return work;
    }

    /// <summary>Pure: what one statement is to somebody; null where it is nothing to them.</summary>
    internal static WorkItem? Item(Actor actor, Body body, Definition definition, Filed head, bool asked)
    {
        var workflow = definition.Workflow;
        var mine = workflow.From(head.State).Where(step => actor.May(step.By, body.Code, head.Party)).ToList();
        var open = workflow.State(head.State)?.Open == true;
        // What they asked for waits for others; those who answer have the request itself before them.
        if (asked)
            return actor.Serves(body.Code) ? null : Shown(WorkKind.Message, "asked", body, definition, head);
        if (open && !actor.May(["enter", "submit"], body.Code, head.Party) && mine.Count == 0)
            return null;
        var (kind, key) = open && head.State == workflow.First.Code ? (WorkKind.Draft, "draft")
            : open ? SentBack.Is(workflow, head.State) ? (WorkKind.Task, "returned") : (WorkKind.Draft, "sent")
            : mine.Exists(step => workflow.State(step.To)?.Open != true || step.Submits) ? (WorkKind.Task, "to-decide")
            : (WorkKind.Message, "sent");
        return Shown(kind, key, body, definition, head);
    }

    private static (string, IReadOnlyList<(string, object?)>)? Why(SentBack? back) => back is null ? null
        : ("records.page.work.returned.why", [("by", back.Name ?? ""), ("at", back.At), ("reason", back.Reason is { Length: > MostOfReason } reason ? string.Concat(reason.AsSpan(0, MostOfReason), "…") : back.Reason ?? "")]);

    private static WorkItem Asked(Body body, Definition definition, EntryRequest request) =>
        new(WorkKind.Task, body.Code, request.Party, "records.page.work.to-answer-request",
            [("what", definition.Name), ("name", request.Title ?? ""), ("party", request.Party is { } party ? body.Party(party)?.Name : body.ShortName)],
            $"/bodies/{body.Code}/{definition.Code}/{request.Entry}/entry/requests/{request.Id}", null);

    private static WorkItem Shown(WorkKind kind, string key, Body body, Definition definition, Filed head)
    {
        var period = definition.Traits.Return is { } trait ? Periods.Code(trait, head.Period) : null;
        var name = head.Title ?? head.Number ?? period ?? "";
        // texts: records.page.work.*
        return new WorkItem(kind, body.Code, head.Party, $"records.page.work.{key}",
            [("what", definition.Name), ("name", name), ("state", definition.Workflow.State(head.State)?.Name), ("party", head.Party is { } party ? body.Party(party)?.Name : body.ShortName)],
            $"/bodies/{body.Code}/{definition.Code}/{head.Id}", null);
    }
}
