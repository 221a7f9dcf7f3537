using Entente.Bodies;
using Entente.Bodies.Definitions;

namespace Entente.Records.Writing;

/// <summary>Who may write in a draft: one answer for the button, the form, the cell, the file and the program.</summary>
internal static class Writers
{
    /// <summary>
    /// While the state is open: whoever enters for the party, and the posts that the workflow names for the steps from here.
    /// The body's own people in what the body declares, and in drafts that they opened for a party.
    /// </summary>
    /// <param name="byBody">The draft is one that the body's people opened.</param>
    public static bool May(Actor actor, Workflow workflow, string body, string? party, string state, bool byBody)
    {
        var open = workflow.State(state) is { Open: true };
        return (open && actor.May([RightNames.Of(Right.Enter), .. workflow.From(state).SelectMany(step => step.By).Where(IsPost)], body, party))
            || (actor.Serves(body) && (party is null ? open : byBody));
    }

    // The right to submit or to approve is none to write.
    private static bool IsPost(string by) => !Enum.GetValues<Right>().Any(right => RightNames.Of(right) == by);
}
