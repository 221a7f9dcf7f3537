using Entente.Bodies.Definitions;
using Entente.Bodies.Editing;

namespace Entente.Bodies;

/// <summary>A body as a proposal would have it.</summary>
/// <param name="Title">What the proposal is called.</param>
public sealed record ProposedBody(string Title, Body Body, IReadOnlyList<Definition> Definitions);

/// <summary>Proposals for the other rooms: what a body would be, read by whoever may change it.</summary>
public sealed class ProposedBodies(Proposals proposals, Checking checking)
{
    /// <summary>Null where there is none that the reader may see, or where something is wrong with it.</summary>
    public async Task<ProposedBody?> Find(Person reader, string body, Guid proposal, CancellationToken cancel)
    {
        if (await proposals.Find(reader, proposal, cancel) is not { } found || found.Body != body)
            return null;
        var loaded = checking.Of(await proposals.Folder(reader, found, cancel)).Loaded;
        return loaded.Body is null ? null : new ProposedBody(found.Title, loaded.Body, loaded.Definitions);
    }
}

/// <summary>How many drafts of each of a body's definitions are open, as far as the reader may see them.</summary>
public delegate Task<IReadOnlyDictionary<string, int>> CountOpenDrafts(Person reader, string body, CancellationToken cancel);
