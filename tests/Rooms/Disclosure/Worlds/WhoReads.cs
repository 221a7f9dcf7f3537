using Entente.Bodies;
using Entente.Bodies.Definitions;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>
/// Who may read what, written from docs/definitions.md and docs/disclosure.md alone: what the house answers is compared with it.
/// It shares nothing with the house but the description of the body.
/// </summary>
internal static class WhoReads
{
    public static bool Serves(Reader reader) => reader.Posts.Any(post => post.Party is null && post.Rights.Contains(Right.Serve));

    /// <summary>Whether the reader is among those to whom this is shown, beside the party and the body's serving people.</summary>
    public static bool Among(Reader reader, Body body, string shownTo, DateOnly day) => shownTo == Sharing.Public || reader.Posts.Any(post =>
        post.Rights.Contains(Right.Read) && (post.Party is null
            ? body.Audiences.Any(audience => audience.Code == shownTo)
            : body.Party(post.Party)!.On(day) is { } member && (member.Groups.Contains(shownTo) || body.Standing(member.Standing)!.Audiences.Contains(shownTo))));

    /// <summary>The body's serving people read all that is not sealed, and before it opens to others.</summary>
    public static bool Among(Reader reader, Body body, Shown shown) =>
        (Serves(reader) && shown.To != Sharing.Sealed) || (body.DayOf(reader.Now) is var day && (shown.From is null || shown.From <= day) && Among(reader, body, shown.To, day));

    /// <summary>The party itself, and where nothing may be sealed the body's serving people: they read all of it, drafts and history too.</summary>
    public static bool Owns(Reader reader, Thing thing) => (Serves(reader) && (thing.Party is null || !thing.Of.MayBeSealed)) || reader.Posts.Any(post => post.Party is not null && post.Party == thing.Party && post.Rights.Contains(Right.Read));

    /// <summary>Once something was submitted, the body's serving people see that it was, and what became of it.</summary>
    public static bool Follows(Reader reader, Thing thing) => Owns(reader, thing) || (Serves(reader) && thing.Version > 0);

    /// <summary>What the body's people prepare for a party is theirs alone, but in a state in which the party may work itself.</summary>
    public static bool Works(Reader reader, Thing thing, bool byBody) => Owns(reader, thing) && (!byBody || thing.IsOpen || Serves(reader));

    /// <summary>A grant opens what was submitted, whoever else reads it.</summary>
    public static bool IsGranted(Reader reader, Thing thing) => thing.Version > 0 && thing.Party is { } party && reader.Grants.Contains((party, thing.Of.Code));

    /// <summary>Once it was submitted, and where it waits for a moment from that moment on, it is shown to whom it was said.</summary>
    public static bool Reads(Reader reader, Body body, Thing thing) =>
        Follows(reader, thing) || IsGranted(reader, thing) || (thing.Version > 0 && (thing.Opens is null || thing.Opens <= reader.Now) && Among(reader, body, thing.Chosen.Whole));

    /// <summary>A field, a column or a section may be shown to others than the rest, as long as they read the statement.</summary>
    public static bool Reads(Reader reader, Body body, Thing thing, Shown shown) =>
        Owns(reader, thing) || IsGranted(reader, thing) || (Reads(reader, body, thing) && Among(reader, body, shown));
}
