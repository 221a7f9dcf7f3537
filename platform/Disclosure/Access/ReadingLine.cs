using Entente.Bodies;

namespace Entente.Disclosure.Access;

/// <summary>A line of the log of readings, but for its number.</summary>
internal sealed record ReadingLine(
    string Body, string? Party, string Definition, DateTimeOffset At, Part Part, Guid? Statement, int? Version, string? Label,
    IReadOnlyList<Guid> Statements, int Records, Way Way, Guid Person, Guid? Key, IReadOnlyList<string> Posts, IReadOnlyList<string> Parties, Guid? Grant)
{
    /// <summary>Of how many records of one line it is said which.</summary>
    public const int MostNamed = 1_000;

    /// <summary>
    /// What is logged of what was shown: nothing of what one's own party declared, or the body's own people read of the body's own;
    /// of lists and exports one line for each owner.
    /// </summary>
    public static IReadOnlyList<ReadingLine> Of(Told told, IEnumerable<(LookedAt Subject, Owned Owned)> found)
    {
        var lines = new List<ReadingLine>();
        var others = found.Where(one => !IsOwn(told.Reader, one.Owned)).ToList();
        foreach (var (subject, owned) in others.Where(one => one.Subject.Part != Part.List))
            lines.Add(Line(told, owned, subject.Part, [subject.Statement]) with { Statement = subject.Statement, Version = subject.Version, Label = owned.Label });
        foreach (var side in others.Where(one => one.Subject.Part == Part.List).GroupBy(one => (one.Owned.Body, one.Owned.Party, one.Owned.Definition, Grant: GrantOf(told, one.Subject.Statement))))
            lines.Add(Line(told, side.First().Owned, Part.List, [.. side.Select(one => one.Subject.Statement)]));
        return lines;
    }

    public static bool IsOwn(Person reader, Owned owned) => owned.Party is null
        ? reader.In(owned.Body).Any(holding => holding.Party is null && holding.Rights.Contains(Right.Serve))
        : reader.In(owned.Body).Any(holding => holding.Party == owned.Party);

    private static Guid? GrantOf(Told told, Guid statement) => told.Grants.FirstOrDefault(grant => grant.Statements.Contains(statement))?.Id;

    private static ReadingLine Line(Told told, Owned owned, Part part, IReadOnlyList<Guid> statements)
    {
        var posts = told.Reader.In(owned.Body).ToList();
        return new ReadingLine(owned.Body, owned.Party, owned.Definition, told.At, part, null, null, null, [.. statements.Take(MostNamed)], statements.Count, told.Way, told.Reader.Id, told.Key,
            [.. posts.Select(held => $"{held.Party}/{held.Post}").Distinct(StringComparer.Ordinal)], [.. posts.Select(held => held.Party ?? "").Distinct(StringComparer.Ordinal)], GrantOf(told, statements[0]));
    }
}
