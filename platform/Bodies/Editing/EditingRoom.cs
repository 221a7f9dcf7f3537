using Entente.Shared.Layout;
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
        services.AddSingleton<WaitingProposals>();
        services.AddSingleton<WorkSource>(provider => provider.GetRequiredService<WaitingProposals>().For);
        services.AddSingleton<BodyLinks>(_ => (body, t, reader) => ProposalRules.MayRead(reader, body.Code) ? [new Crumb(t["editing.title.short"], $"/bodies/{body.Code}/description")] : []);
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
