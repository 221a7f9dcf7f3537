using Entente.Shared.Work;

namespace Entente.Bodies;

/// <summary>
/// What waits for a person because of the posts they hold today: agreeing to posts others gave, and confirming that
/// colleagues still hold theirs. It is found by the post, so that it passes to a successor by itself.
/// </summary>
internal sealed class WaitingPosts(Holders holders)
{
    public async Task<IReadOnlyList<WorkItem>> For(Person person, CancellationToken cancel)
    {
        var (toAgree, toConfirm) = await holders.WaitingFor(person, body: null, cancel);
        return [.. toAgree.Select(ToAgree), .. toConfirm.GroupBy(held => (held.Body, held.Party)).Select(ToConfirm)];
    }

    private static WorkItem ToAgree(HeldPost held) =>
        new(WorkKind.Task, held.Body, held.Party, held.AwaitsSecond ? "people.work.agree" : "people.work.agree-end", [("name", held.Name)], held.Address, Due: null);

    private static WorkItem ToConfirm(IGrouping<(string Body, string? Party), HeldPost> side) =>
        new(WorkKind.Task, side.Key.Body, side.Key.Party, "people.work.confirm", [("count", side.Count())], $"/bodies/{side.Key.Body}/people/due",
            side.Min(held => held.AskedAt)?.AddDays(Reconfirmation.DaysToConfirm));
}
