using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Registers;
using Entente.Records.Writing;
using Entente.Shared.Work;

namespace Entente.Records.Pages;

/// <summary>What the workspace shows of statements: drafts to go on with, what came back, what waits for approval, what was sent.</summary>
public sealed class WorkOfRecords(BodyCatalogue bodies, DefinitionCatalogue definitions, FiledStatements filed, RequestReading requests)
{
    private const int Most = 50;

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
            foreach (var head in await filed.Unsettled(person, body.Code, parties, settled, Most, cancel))
                if (known.TryGetValue(head.Definition, out var definition) && Item(Actor.Of(person), body, definition, head) is { } item)
                    work.Add(item);
            if (known.Values.Any(definition => definition.Traits.Register is { ByRequest: true }) && Actor.Of(person).Serves(body.Code))
                foreach (var (code, request) in await requests.Waiting(person, body.Code, Most, cancel))
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
    internal static WorkItem? Item(Actor actor, Body body, Definition definition, Filed head)
    {
        var workflow = definition.Workflow;
        var mine = workflow.From(head.State).Where(step => actor.May(step.By, body.Code, head.Party)).ToList();
        var open = workflow.State(head.State)?.Open == true;
        var enters = actor.May(["enter", "submit"], body.Code, head.Party);
        if (open && !enters && mine.Count == 0)
            return null;
        var (kind, key) = open ? (WorkKind.Draft, head.State == workflow.First.Code ? "draft" : "returned")
            : mine.Exists(step => workflow.State(step.To)?.Open != true || step.Submits) ? (WorkKind.Task, "to-decide")
            : (WorkKind.Message, "sent");
        if (open && head.State != workflow.First.Code)
            kind = WorkKind.Task;
        return Shown(kind, key, body, definition, head);
    }

    private static WorkItem Asked(Body body, Definition definition, EntryRequest request) =>
        new(WorkKind.Task, body.Code, request.Party, "records.page.work.to-answer-request",
            [("what", definition.Name), ("name", request.Title ?? ""), ("party", request.Party is { } party ? body.Party(party)?.Name : body.ShortName)],
            $"/bodies/{body.Code}/{definition.Code}/{request.Entry}/entry/requests/{request.Id}", null);

    private static WorkItem Shown(WorkKind kind, string key, Body body, Definition definition, Filed head)
    {
        var period = definition.Traits.Return is { } trait ? Periods.Code(trait.Every, head.Period) : null;
        var name = head.Title ?? head.Number ?? period ?? "";
        // texts: records.page.work.*
        return new WorkItem(kind, body.Code, head.Party, $"records.page.work.{key}",
            [("what", definition.Name), ("name", name), ("state", definition.Workflow.State(head.State)?.Name), ("party", head.Party is { } party ? body.Party(party)?.Name : body.ShortName)],
            $"/bodies/{body.Code}/{definition.Code}/{head.Id}", null);
    }
}
