using Entente.Shared.Layout;
using Entente.Shared.Localisation;
using Entente.Shared.Work;

namespace Entente.Bodies.Editing;

/// <summary>Changing descriptions on a page, as a part of the room of bodies.</summary>
internal static class EditingRoom
{
    public static void AddEditing(this IServiceCollection services)
    {
        services.AddSingleton<Proposals>();
        services.AddSingleton<Checking>();
        services.AddSingleton<PublishedFolders>();
        services.AddSingleton<FolderWriting>();
        services.AddSingleton<ProposedBodies>();
        services.AddSingleton<Trials>();
        services.AddSingleton<Remarks>();
        services.AddSingleton<TrialGate>();
        services.AddSingleton<TrialWork>();
        services.AddSingleton<WorkSource>(provider => provider.GetRequiredService<TrialWork>().For);
        services.AddSingleton<WaitingProposals>();
        services.AddSingleton<WorkSource>(provider => provider.GetRequiredService<WaitingProposals>().For);
        services.AddSingleton<BodyLinks>(_ => (body, t, reader) => body.TrialOf is null && ProposalRules.MayRead(reader, body.Code) ? [new Crumb(t["editing.title.short"], $"/bodies/{body.Code}/description")] : []);
        services.AddSingleton<BodyLinks>(provider => (body, t, reader) => TrialLinks(provider.GetRequiredService<BodyCatalogue>(), body, t, reader));
    }

    // From a body its members find what they were asked to try; from there the comments, and the way back.
    private static IEnumerable<Crumb> TrialLinks(BodyCatalogue bodies, Body body, Words t, Person? reader)
    {
        if (reader is null || !reader.In(body.Code).Any())
            yield break;
        if (body.TrialOf is { } real)
        {
            yield return new Crumb(t["editing.remarks"], $"/bodies/{body.Code}/remarks");
            yield return new Crumb(t["editing.trial.back"], $"/bodies/{real}");
        }
        else if (bodies.TrialsOf(body.Code).Any(trial => reader.In(body.Code).Any(holding => holding.Party is not { } party || trial.TrialParties is null || trial.TrialParties.Contains(party, StringComparer.Ordinal))))
        {
            yield return new Crumb(t["editing.trials"], $"/bodies/{body.Code}/trials");
        }
    }
}

/// <summary>Proposals that wait for a second person.</summary>
internal sealed class WaitingProposals(Proposals proposals)
{
    public async Task<IReadOnlyList<WorkItem>> For(Person person, CancellationToken cancel)
    {
        var work = new List<WorkItem>();
        foreach (var body in person.Holdings.Where(holding => holding.Party is null && holding.Rights.Contains(Right.Describe)).Select(holding => holding.Body).Distinct(StringComparer.Ordinal))
            foreach (var proposal in await proposals.All(person, body, cancel))
                if (ProposalRules.MayApprove(person, proposal))
                    work.Add(new WorkItem(WorkKind.Task, body, null, "editing.work.approve", [("title", proposal.Title)], $"/bodies/{body}/description/{proposal.Id}", Due: null));
        return work;
    }
}
