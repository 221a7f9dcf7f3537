using Entente.Bodies;
using Entente.Bodies.Definitions;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>Changes that one reader may learn nothing of: what people do with statements that the reader does not read, or with what only its own see of the others.</summary>
internal sealed class Changes(World world, Reader reader)
{
    /// <summary>What was done; null where chance drew something that cannot be done as things are.</summary>
    public async Task<string?> Next()
    {
        var acts = world.Acts;
        (acts.MayUse, acts.Opens) = (document => !Reads(document), new DateTimeOffset(2026, 9, 1, 6, 0, 0, TimeSpan.Zero));
        try
        {
            return await (world.Chance.Next(8) switch { 0 or 1 => Begin(), 2 or 3 => Act(), 4 or 5 => Quietly(), 6 => Prepare(), _ => Somebody() });
        }
        finally
        {
            (acts.MayUse, acts.Opens) = (_ => true, null);
        }
    }

    private bool Reads(Thing thing) => WhoReads.Reads(reader, world.Body, thing);

    private bool Owns(Thing thing) => WhoReads.Owns(reader, thing);

    private async Task<string?> Begin()
    {
        var definition = world.Pick(world.Definitions);
        var party = world.Pick(RandomBody.PartyCodes);
        var hidden = definition.Sharing.Choices.Append(definition.Sharing.ShownTo)
            .Where(shownTo => !Reads(new Thing(Guid.Empty, definition, definition.DeclaredBy == Definition.ByBody ? null : party) { Version = 1, Chosen = Chosen.Only(shownTo) })).ToList();
        return hidden.Count == 0 || await world.Acts.Begin(definition, party, world.Pick(hidden)) is not { } thing ? null : $"there is a new {thing}";
    }

    private async Task<string?> Act()
    {
        var hidden = world.Things.Where(thing => !Reads(thing) && !thing.Uses.Any(Reads)).ToList();
        if (hidden.Count == 0)
            return null;
        var thing = world.Pick(hidden);
        var was = thing.ToString();
        var shownTo = thing.Of.Sharing.Choices.Where(choice => !Reads(new Thing(Guid.Empty, thing.Of, thing.Party) { Version = 1, Chosen = Chosen.Only(choice) })).ToList();
        // What is hidden only until it is submitted, or until its moment, stays so.
        var mayBeSubmitted = shownTo.Count > 0;
        IReadOnlyList<Func<Thing, Task<bool>>> acts =
            [.. world.Acts.Open, .. mayBeSubmitted ? [one => world.Acts.Submit(one, world.Acts.Choose(one.Of, world.Pick(shownTo)), null), one => world.Acts.Reshare(one, world.Acts.Choose(one.Of, world.Pick(shownTo)))] : Array.Empty<Func<Thing, Task<bool>>>()];
        return await world.Pick(acts)(thing) ? $"{was} became {thing}" : null;
    }

    private async Task<string?> Quietly()
    {
        var others = world.Things.Where(thing => !Owns(thing)).ToList();
        if (others.Count == 0)
            return null;
        var thing = world.Pick(others);
        var act = world.Chance.Next(3) switch
        {
            0 when thing.Of.Kind == DefinitionKind.Case => world.Pick([.. Acts.Asked.Where(to => !IsAsked(to))]) is var to && await world.Acts.Refer(thing, to) ? $"the opinion of {to} was asked for on" : null,
            0 when thing.Of.Kind == DefinitionKind.Notice => await Reply(thing),
            var _ => await world.Pick(world.Acts.Quiet)(thing) ? "something that only its own learn of happened to" : null,
        };
        return act is null ? null : $"{act} {thing}";
    }

    // What the body's people prepare for the reader's own party, which is not said to it yet.
    private async Task<string?> Prepare()
    {
        var unsaid = world.Things.Where(thing => !WhoReads.Works(reader, thing, byBody: true)).ToList();
        return unsaid.Count > 0 && world.Pick(unsaid) is var thing && await world.Acts.Prepare(thing) ? $"the body's people prepared something on {thing}" : null;
    }

    private bool IsAsked(string to) => reader.Posts.Any(post => to == "post:" + post.Code || (to == "party:" + post.Party && post.Rights.Contains(Right.Read)));

    private async Task<string?> Reply(Thing thing)
    {
        var trait = thing.Of.Traits.Notice!;
        var party = world.Pick(RandomBody.PartyCodes);
        var seen = Owns(new Thing(Guid.Empty, thing.Of, party)) || new[] { trait.RepliesShownTo, trait.RepliedShownTo }.OfType<string>().Any(shownTo => WhoReads.Among(reader, world.Body, shownTo, world.Body.DayOf(reader.Now)));
        return !seen && await world.Acts.Reply(thing, party) ? $"{party} replied to" : null;
    }

    // People of parties that the reader has nothing to do with, who are nobody's contact.
    private async Task<string?> Somebody()
    {
        if (reader.Posts.Any(post => post.Party is null && post.Rights.Contains(Right.Serve)))
            return null;
        var elsewhere = RandomBody.PartyCodes.Where(party => reader.Posts.All(post => post.Party != party)).ToList();
        var party = world.Pick(elsewhere);
        if (world.Chance.Next(2) == 0)
        {
            await world.NewPerson(world.Contents.Word(), party, world.Chance.Next(2) == 0 ? "reader" : "typist");
            return $"somebody has a post for {party} now";
        }
        await world.Execute("""
            update bodies.person p set name = @name where p.id in (
              select h.person from bodies.holding h where h.body = @body and h.party = @party and h.post in ('reader', 'typist') and h.person is distinct from @me)
            """, new { name = world.Contents.Word(), body = world.Body.Code, party, me = reader.Person });
        return $"people of {party} are called something else";
    }
}
