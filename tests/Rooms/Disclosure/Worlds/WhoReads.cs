using Entente.Bodies;
using Entente.Bodies.Definitions;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>
/// Who may read what, written from docs/definitions.md and the design alone: what the house answers is compared with it.
/// It shares nothing with the house but the description of the body.
/// </summary>
internal static class WhoReads
{
    /// <summary>Whether the reader is among those to whom this is shown, beside the party and the body's serving people.</summary>
    public static bool Among(Reader reader, Body body, string shownTo, DateOnly day) => shownTo == Sharing.Public || reader.Posts.Any(post =>
        post.Rights.Contains(Right.Read) && (post.Party is null
            ? body.Audiences.Any(audience => audience.Code == shownTo)
            : body.Party(post.Party)!.On(day) is { } member && (member.Groups.Contains(shownTo) || body.Standing(member.Standing)!.Audiences.Contains(shownTo))));

    /// <summary>The party itself and the body's serving people: they read all of it, drafts and history too.</summary>
    public static bool Owns(Reader reader, Thing thing) => reader.Posts.Any(post =>
        post.Party is null ? post.Rights.Contains(Right.Serve) : post.Party == thing.Party && post.Rights.Contains(Right.Read));

    /// <summary>What the body's people prepare for a party is theirs alone, but in a state in which the party may work itself.</summary>
    public static bool Works(Reader reader, Thing thing, bool byBody) => Owns(reader, thing) && (!byBody || thing.IsOpen || reader.Posts.Any(post => post.Party is null && post.Rights.Contains(Right.Serve)));

    /// <summary>Once it was submitted, and where it waits for a moment from that moment on, it is shown to whom it was said.</summary>
    public static bool Reads(Reader reader, Body body, Thing thing, DateTimeOffset now) =>
        Owns(reader, thing) || (thing.Version > 0 && (thing.Opens is null || thing.Opens <= now) && Among(reader, body, thing.ShownTo, body.DayOf(now)));

    /// <summary>A field, a column or a section may be shown to others than the rest, as long as they read the statement.</summary>
    public static bool Reads(Reader reader, Body body, Thing thing, Section section, Field field, DateTimeOffset now) =>
        Owns(reader, thing) || (Reads(reader, body, thing, now) && Among(reader, body, field.ShownTo ?? section.ShownTo ?? thing.ShownTo, body.DayOf(now)));
}
