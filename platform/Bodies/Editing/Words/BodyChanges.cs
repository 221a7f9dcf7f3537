using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;

namespace Entente.Bodies.Editing;

/// <summary>What differs between two descriptions of a body, thing by thing. Pure.</summary>
public static class BodyChanges
{
    public static IReadOnlyList<Change> Of(Loaded before, Loaded after)
    {
        if (before.Body is not { } old || after.Body is not { } now)
            return [];
        return [.. OfBody(old, now), .. OfParties(old, now), .. ListChanges.Of(old, now), .. OfForms(before.Definitions, after.Definitions)];
    }

    private static IEnumerable<Change> OfBody(Body old, Body now)
    {
        foreach (var (name, was, becomes) in new (string, LocalText, LocalText)[] { ("name", old.Name, now.Name), ("short", old.ShortName, now.ShortName), ("about", old.About, now.About) })
            foreach (var change in Texts(now.Name, new Setting(name), was, becomes))
                yield return change;
        foreach (var (name, was, becomes) in new[] { ("zone", old.Zone, now.Zone), ("website", old.Website, now.Website), ("languages", string.Join(", ", old.Languages), string.Join(", ", now.Languages)) })
            if (was != becomes)
                yield return new Change(now.Name, "set", ("what", new Setting(name)), ("from", was), ("to", becomes));
        foreach (var change in Coded(now.Name, "post", old.Posts, now.Posts, post => post.Code, post => post.Name, Post))
            yield return change;
        foreach (var change in Coded(now.Name, "standing", old.Standings, now.Standings, standing => standing.Code, standing => standing.Name, standing => string.Join(", ", standing.Audiences)))
            yield return change;
        foreach (var change in Coded(now.Name, "audience", old.Audiences, now.Audiences, audience => audience.Code, audience => audience.Name, _ => ""))
            yield return change;
        foreach (var change in Coded(now.Name, "grouping", old.Groupings, now.Groupings, grouping => grouping.Code, grouping => grouping.Name, grouping => $"{grouping.EachPartyIn} {string.Join(", ", grouping.Groups.Select(group => group.Code))}"))
            yield return change;
    }

    private static string Post(Post post) => $"{post.For}; {string.Join(", ", post.Rights.Select(RightNames.Of))}; {post.Term?.Months} {post.Term?.InARow} {post.ReconfirmAfterMonths}";

    private static IEnumerable<Change> OfParties(Body old, Body now) =>
        Coded(now.Name, "party", old.Parties, now.Parties, party => party.Code, party => party.Name,
            party => string.Join("; ", party.Memberships.Select(membership => $"{membership.Standing} {membership.Period.From:yyyy-MM-dd} {membership.Period.Until:yyyy-MM-dd} {string.Join(' ', membership.Groups)}")));

    private static IEnumerable<Change> OfForms(IReadOnlyList<Definition> old, IReadOnlyList<Definition> now)
    {
        foreach (var gone in old.Where(form => now.All(other => other.Code != form.Code)))
            yield return new Change(gone.Name, "form-removed", ("name", gone.Name));
        foreach (var form in now)
        {
            if (old.FirstOrDefault(other => other.Code == form.Code) is not { } before)
                yield return new Change(form.Name, "form-added", ("name", form.Name));
            else if (DefinitionJson.Digest(before) != DefinitionJson.Digest(form))
                foreach (var change in FormChanges.Of(before, form))
                    yield return change;
        }
    }

    /// <summary>Things with a code: come, gone, called otherwise, or otherwise changed.</summary>
    internal static IEnumerable<Change> Coded<T>(LocalText of, string kind, IReadOnlyList<T> old, IReadOnlyList<T> now, Func<T, string> code, Func<T, LocalText> name, Func<T, string> rest)
    {
        var before = old.ToLookup(code, StringComparer.Ordinal);
        var after = now.Select(code).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in old.Where(one => !after.Contains(code(one))))
            yield return new Change(of, "removed", ("kind", new Setting(kind)), ("name", name(gone)));
        foreach (var one in now)
        {
            if (before[code(one)].FirstOrDefault() is not { } was)
            {
                yield return new Change(of, "added", ("kind", new Setting(kind)), ("name", name(one)));
                continue;
            }
            foreach (var change in Texts(of, name(one), name(was), name(one)))
                yield return change;
            if (rest(was) != rest(one))
                yield return new Change(of, "changed", ("kind", new Setting(kind)), ("name", name(one)));
        }
    }

    /// <summary>A text that reads otherwise: in its first language renamed, in another translated anew.</summary>
    internal static IEnumerable<Change> Texts(LocalText of, object what, LocalText? was, LocalText? becomes)
    {
        if (was is null || becomes is null)
        {
            if (was is not null || becomes is not null)
                yield return new Change(of, becomes is null ? "text-removed" : "text-added", ("what", what), ("text", becomes ?? was));
            yield break;
        }
        foreach (var (language, text) in becomes.All)
            if (was.All.FirstOrDefault(one => one.Language == language) is var before && before.Text != text)
                yield return new Change(of, before.Text is null ? "text-added" : "text-changed", ("what", what), ("language", language), ("from", before.Text ?? ""), ("to", text), ("text", text));
    }
}
