using Entente.Bodies;

namespace Entente.Shared.Work;

/// <summary>
/// Something a person should do or know, as their workspace shows it. Work is addressed to a post, never to a
/// person, so that handing a post over hands over its work.
/// </summary>
/// <param name="Body">The body it belongs to; null for the installation itself.</param>
/// <param name="TextKey">What to say, as a key of the room's texts, with its values.</param>
/// <param name="Address">Where to do it.</param>
/// <param name="Due">By when, if there is a day.</param>
public sealed record WorkItem(WorkKind Kind, string? Body, string? Party, string TextKey, IReadOnlyList<(string Name, object? Value)> Values, string Address, DateTimeOffset? Due)
{
    /// <summary>More to be said under it, such as why it came back: a key of the room's texts, with its values.</summary>
    public (string TextKey, IReadOnlyList<(string Name, object? Value)> Values)? Note { get; init; }
}

public enum WorkKind
{
    /// <summary>A declaration that is owed.</summary>
    Due,
    /// <summary>Somebody waits for this person: an approval, a confirmation.</summary>
    Task,
    /// <summary>Begun and not sent.</summary>
    Draft,
    /// <summary>Said to this person or their party.</summary>
    Message,
}

/// <summary>
/// How a room puts its work on the workspace: it registers one of these
/// (<c>services.AddSingleton&lt;WorkSource&gt;(…)</c>), and the workspace asks them all.
/// </summary>
public delegate Task<IReadOnlyList<WorkItem>> WorkSource(Person person, CancellationToken cancel);
