using Entente.Bodies.Definitions;
using Entente.Records.Registers;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>What is done to entries of a register without new content.</summary>
internal sealed partial class Acts
{
    /// <summary>An entry of a register ends.</summary>
    public async Task<bool> End(Thing thing)
    {
        if (thing.Of.Kind != DefinitionKind.Register || thing.Of.Traits.Register!.ByRequest || !await world.Do(new Amend(thing.Id, world.Body.Code, thing.Of.Code, Act.End, thing.Version, new DateOnly(2026, 2, 1), null, world.Contents.Word()), Head(thing)))
            return false;
        thing.Version++;
        return true;
    }

    /// <summary>An entry turns out to be the same as another.</summary>
    public async Task<bool> Merge(Thing thing)
    {
        var others = world.Things.Where(other => other != thing && other.Of == thing.Of && other.Version > 0).ToList();
        if (!IsFree(thing) || others.Count == 0 || !await world.Do(new Amend(thing.Id, world.Body.Code, thing.Of.Code, Act.Merge, thing.Version, null, world.Pick(others).Id, world.Contents.Word()), Officer(thing)))
            return false;
        thing.Version++;
        thing.Repeat();
        return true;
    }

    /// <summary>An entry turns out to be two.</summary>
    public async Task<bool> Split(Thing thing)
    {
        if (!IsFree(thing))
            return false;
        var (part, stays, goes) = (NewId, Said(thing, out _), Said(thing, out _));
        if (!await world.Do(new Split(thing.Id, world.Body.Code, thing.Of.Code, thing.Version, null, stays, [new SplitPart(part, goes)], world.Contents.Word()), Officer(thing)))
            return false;
        thing.Version++;
        thing.Remember(stays);
        var other = new Thing(part, thing.Of, thing.Party) { Chosen = thing.Chosen, State = thing.State, Version = 1 };
        other.Remember(goes);
        Kept(other);
        return true;
    }

    private static bool IsFree(Thing thing) => thing.Of.Kind == DefinitionKind.Register && !thing.Of.Traits.Register!.ByRequest && thing.Version > 0;
}
