using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Disclosing;
using Entente.Records.Tables;

namespace Entente.Records.Writing;

/// <summary>Who reads which part of one party's statements: the words and their numbers, worked out once.</summary>
/// <param name="Own">Who reads all of it, and what is worked on: the party and, where nothing may be sealed, the body's serving people.</param>
/// <param name="All">Who reads the statement as a whole.</param>
/// <param name="Parts">By what their readers follow from (<see cref="PartReaders"/>).</param>
/// <param name="Slices">For each section, in their order.</param>
public sealed record Readers(int Own, int All, IReadOnlyDictionary<string, Readership> Parts, IReadOnlyList<IReadOnlyList<Slice>> Slices)
{
    private static readonly ConditionalWeakTable<PublishedDefinition, ConcurrentDictionary<(string?, string), Readers>> Known = [];

    /// <summary>Where something may be sealed: who sees that the statement was submitted and what became of it, whatever they may read of it.</summary>
    public int? Desk { get; init; }

    /// <summary>The number of a set by its words.</summary>
    public IReadOnlyDictionary<string, int> Numbers { get; } = Parts.Values.DistinctBy(part => part.Number).ToDictionary(part => string.Join(' ', part.Words), part => part.Number, StringComparer.Ordinal);

    public IReadOnlyList<string> Words(string? part) => Parts[part ?? ""].Words;

    /// <summary>The key under which the party's confidential answers are kept; null where there are none.</summary>
    public DataKey? Key { get; private init; }

    /// <summary>What closes a segment of this section; null where nothing of it is confidential.</summary>
    public DataKey? KeyOf(Section section) => section.IsConfidential ? Key : null;

    /// <param name="shownTo">As the party chose it (<see cref="Choice"/>).</param>
    /// <param name="opens">From when on they read, but for whoever declares; null: at once.</param>
    public static async ValueTask<Readers> Of(Audiences audiences, Body body, PublishedDefinition published, string? party, string shownTo, CancellationToken cancel, DateTimeOffset? opens = null)
    {
        var readers = await WithoutKey(audiences, body, published, party, shownTo, cancel, opens);
        return published.Definition.IsConfidential ? readers.With(audiences.Keys!.For(body.Code, party)) : readers;
    }

    private Readers With(DataKey key) => this with { Key = key, Slices = [.. Slices.Select(section => (IReadOnlyList<Slice>)[.. section.Select(slice => slice with { Key = key })])] };

    private static async ValueTask<Readers> WithoutKey(Audiences audiences, Body body, PublishedDefinition published, string? party, string shownTo, CancellationToken cancel, DateTimeOffset? opens = null)
    {
        var known = Known.GetOrCreateValue(published);
        if (opens is null && known.TryGetValue((party, shownTo), out var readers))
            return readers;
        var (definition, choice) = (published.Definition, Choice.Read(shownTo));
        var parts = new Dictionary<string, Readership>(StringComparer.Ordinal);
        foreach (var (part, words) in PartReaders.Of(body, definition, party, choice, opens).Parts)
            parts[part] = new Readership(words, await audiences.Number(body.Code, words, cancel));
        int NumberOf(string? part) => parts[part ?? ""].Number;
        var slices = definition.Sections.Select(section => Slice.Of(section, NumberOf(PartReaders.Of(section)), field => NumberOf(PartReaders.Of(section, field)))).ToArray();
        var made = new Readers(await audiences.Number(body.Code, Audiences.Own(body, definition, party), cancel), NumberOf(null), parts, slices)
        {
            Desk = definition.MayBeSealed && party is not null ? await audiences.Number(body.Code, Audiences.Words(body, party, Sharing.Own), cancel) : null,
        };
        // Each day is a set of its own, and so is what is put together of parts: neither is asked for often.
        if (opens is null && choice is { Opens: null, Parts.Count: 0 })
            known[(party, shownTo)] = made;
        return made;
    }
}

/// <summary>A set of readers in words and as its number.</summary>
public sealed record Readership(IReadOnlyList<string> Words, int Number);
