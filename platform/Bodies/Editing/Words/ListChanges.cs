namespace Entente.Bodies.Editing;

/// <summary>What differs between two states of a body's code lists.</summary>
internal static class ListChanges
{
    public static IEnumerable<Change> Of(Body old, Body now)
    {
        foreach (var gone in old.Lists.Where(list => now.List(list.Code) is null))
            yield return new Change(gone.Name, "list-removed", ("name", gone.Name));
        foreach (var list in now.Lists)
        {
            if (old.List(list.Code) is not { } before)
            {
                yield return new Change(list.Name, "list-added", ("name", list.Name));
                continue;
            }
            foreach (var change in BodyChanges.Texts(list.Name, list.Name, before.Name, list.Name))
                yield return change;
            foreach (var change in Codes(before, list))
                yield return change;
        }
    }

    private static IEnumerable<Change> Codes(CodeList before, CodeList list)
    {
        var old = before.Codes.ToLookup(Key);
        var now = list.Codes.Select(Key).ToHashSet();
        foreach (var gone in before.Codes.Where(code => !now.Contains(Key(code))))
            yield return new Change(list.Name, "code-removed", ("code", gone.Code), ("name", gone.Label));
        foreach (var code in list.Codes)
        {
            if (old[Key(code)].FirstOrDefault() is not { } was)
            {
                yield return new Change(list.Name, "code-added", ("code", code.Code), ("name", code.Label));
                continue;
            }
            foreach (var change in BodyChanges.Texts(list.Name, code.Code, was.Label, code.Label))
                yield return change;
            if (was.Period.Until != code.Period.Until)
                yield return code.Period.Until is { } until
                    ? new Change(list.Name, "code-ends", ("code", code.Code), ("name", code.Label), ("day", until))
                    : new Change(list.Name, "code-goes-on", ("code", code.Code), ("name", code.Label));
            if (was.Parent != code.Parent)
                yield return new Change(list.Name, "set-of", ("name", code.Code), ("what", new Setting("parent")), ("from", was.Parent ?? "–"), ("to", code.Parent ?? "–"));
            foreach (var column in was.Values.Keys.Union(code.Values.Keys).Where(column => was.Values.GetValueOrDefault(column) != code.Values.GetValueOrDefault(column)))
                yield return new Change(list.Name, "set-of", ("name", code.Code), ("what", new Setting(column)), ("from", was.Values.GetValueOrDefault(column) ?? "–"), ("to", code.Values.GetValueOrDefault(column) ?? "–"));
        }
    }

    private static (string, DateOnly?) Key(ListCode code) => (code.Code, code.Period.From);
}
