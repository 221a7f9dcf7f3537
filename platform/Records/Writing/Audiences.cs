using System.Collections.Concurrent;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Writing;

/// <summary>
/// Sets of readers, each known by a number. A set is made of the words public, all:CODE (an audience of the body), group:CODE,
/// party:CODE, post:CODE, serving, from:INSTANT (before which only the party and the serving read) and sealed (which nobody counts as,
/// and a grant may open), sorted; whoever counts as one of them today reads what carries the number.
/// </summary>
public sealed class Audiences(Database database, PartyKeys? keys = null)
{
    /// <summary>The keys of parties; none where nothing confidential is written.</summary>
    public PartyKeys? Keys => keys;

    private const string Intern = """
        with made as (insert into records.audience (body, members) values ($1, $2) on conflict (body, members) do nothing returning id)
        select id from made union all select id from records.audience where body = $1 and members = $2 limit 1
        """;

    private readonly ConcurrentDictionary<(string Body, string Words), int> _numbers = new();

    /// <summary>Who reads the draft, the history and what was found: all of it, always.</summary>
    public static IReadOnlyList<string> Own(Body body, Definition definition, string? party) =>
        definition.MayBeSealed && party is not null ? ["party:" + party] : Words(body, party, Sharing.Own);

    /// <summary>Who "own", "sealed", "public", an audience, group or post of the body is, for something of this party. The party always reads, and the body's serving people whatever is not sealed.</summary>
    /// <param name="opens">From when on the set reads; whoever declares reads before. Null: at once.</param>
    public static IReadOnlyList<string> Words(Body body, string? party, string shownTo, DateTimeOffset? opens = null)
    {
        if (shownTo == Sharing.Public && opens is null)
            return ["public"];
        if (shownTo == Sharing.Sealed && party is not null)
            return ["party:" + party, Sharing.Sealed];
        List<string> words = ["serving"];
        if (party is not null)
            words.Add("party:" + party);
        if (shownTo is not (Sharing.Own or Sharing.Sealed))
            words.Add(shownTo == Sharing.Public ? Sharing.Public : Word(body, shownTo));
        if (opens is { } at)
            words.Add("from:" + at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        words.Sort(StringComparer.Ordinal);
        return words;
    }

    /// <summary>The number of a set: from memory, but for the first time anywhere.</summary>
    public ValueTask<int> Number(string body, IReadOnlyList<string> words, CancellationToken cancel = default) =>
        _numbers.TryGetValue((body, string.Join(' ', words)), out var number) ? ValueTask.FromResult(number) : Ask(body, words, cancel);

    private async ValueTask<int> Ask(string body, IReadOnlyList<string> words, CancellationToken cancel)
    {
        await using var connection = await database.OpenWriter(cancel);
        while (true)
        {
            await using var command = new NpgsqlCommand(Intern, connection) { Parameters = { new() { Value = body }, new() { Value = words.ToArray() } } };
            // Nothing comes when another made it in this very moment, after our snapshot: it is there at the next look.
            if (await command.ExecuteScalarAsync(cancel) is int number)
                return _numbers[(body, string.Join(' ', words))] = number;
        }
    }

    private static string Word(Body body, string code) =>
        body.Audiences.Any(audience => audience.Code == code) ? "all:" + code
        : body.Group(code) is not null ? "group:" + code
        : body.Post(code) is not null ? "post:" + code
        : throw new ArgumentException($"{body.Code} has no audience, group or post {code}.", nameof(code));
}
