using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Tables;

namespace Entente.Records.Writing;

/// <summary>Who reads which part of one party's statements: the words and their numbers, worked out once.</summary>
/// <param name="Own">The party and the body's serving people.</param>
/// <param name="All">Who reads the statement as a whole.</param>
/// <param name="Slices">For each section, in their order.</param>
public sealed record Readers(int Own, int All, IReadOnlyDictionary<string, Readership> Parts, IReadOnlyList<IReadOnlyList<Slice>> Slices)
{
    private static readonly ConditionalWeakTable<PublishedDefinition, ConcurrentDictionary<(string?, string), Readers>> Known = [];

    /// <summary>The number of a set by its words.</summary>
    public IReadOnlyDictionary<string, int> Numbers { get; } = Parts.Values.DistinctBy(part => part.Number).ToDictionary(part => string.Join(' ', part.Words), part => part.Number, StringComparer.Ordinal);

    /// <summary>The key under which the party's confidential answers are kept; null where there are none.</summary>
    public DataKey? Key { get; private init; }

    /// <summary>What closes a segment of this section; null where nothing of it is confidential.</summary>
    public DataKey? KeyOf(Section section) => section.IsConfidential ? Key : null;

    public IReadOnlyList<string> Words(string? shownTo) => Parts[shownTo ?? ""].Words;

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
        var parts = new Dictionary<string, Readership>(StringComparer.Ordinal);
        foreach (var part in SegmentShape.Of(published.Definition).Select(shape => shape.ShownTo ?? "").Append("").Append(Sharing.Own).Distinct(StringComparer.Ordinal))
        {
            var words = Audiences.Words(body, party, part.Length == 0 ? shownTo : part, part == Sharing.Own ? null : opens);
            parts[part] = new Readership(words, await audiences.Number(body.Code, words, cancel));
        }
        int NumberOf(string? part) => parts[part ?? ""].Number;
        var slices = published.Definition.Sections.Select(section => Slice.Of(section, NumberOf(section.ShownTo), field => NumberOf(field.ShownTo ?? section.ShownTo))).ToArray();
        var made = new Readers(NumberOf(Sharing.Own), NumberOf(""), parts, slices);
        // Each instant is a set of its own, and is not asked for again.
        if (opens is null)
            known[(party, shownTo)] = made;
        return made;
    }
}

/// <summary>A set of readers in words and as its number.</summary>
public sealed record Readership(IReadOnlyList<string> Words, int Number);
