using Entente.Bodies.Definitions;
using Entente.Records.Writing;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>To whom something is shown, as chance says and a definition allows.</summary>
internal sealed partial class Acts
{
    /// <summary>The whole shown to these; parts to whomever chance says, and some of it only from a day on, which has come or has not.</summary>
    public Chosen Choose(Definition definition, string shownTo)
    {
        var parts = new Dictionary<string, Shown>();
        foreach (var section in definition.Sections)
        {
            if (section.IsChosen && world.Chance.Next(2) == 0)
                parts[section.Code] = Sometime(world.Pick([.. section.Choices!]), section.OpensWithin);
            foreach (var field in section.Fields.Where(field => field.IsChosen && world.Chance.Next(2) == 0))
                parts[$"{section.Code}.{field.Code}"] = Sometime(world.Pick([.. field.Choices!]), field.OpensWithin);
        }
        return new Chosen(Sometime(shownTo, definition.Sharing.OpensWithin), parts);
    }

    /// <summary>Other readers of what was declared already.</summary>
    public Task<bool> Reshare(Thing thing) => Reshare(thing, Choose(thing.Of, world.Pick(thing.Of.Sharing.Choices)));

    public async Task<bool> Reshare(Thing thing, Chosen shownTo)
    {
        if (!await world.Do(new ShowTo(thing.Id, world.Body.Code, thing.Of.Code, thing.Version, shownTo.Text, world.Contents.Word()), Head(thing)))
            return false;
        (thing.Version, thing.Chosen) = (thing.Version + 1, shownTo);
        thing.Repeat();
        return true;
    }

    private Shown Sometime(string shownTo, string? within) => new(shownTo, within is null || shownTo is Sharing.Own or Sharing.Sealed ? null
        : world.Chance.Next(4) switch { 0 => new DateOnly(2026, 2, 15), 1 => new DateOnly(2027, 1, 1), _ => null });
}
