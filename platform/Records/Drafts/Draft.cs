using Entente.Bodies.Definitions;
using Entente.Records.Content;

namespace Entente.Records.Drafts;

/// <summary>
/// What a draft says, merged from where it began and the log of what was done since: pure, and the same in whatever
/// order the changes of different clients came.
/// </summary>
/// <param name="Through">The last operation it holds.</param>
public sealed record Draft(long Through, IReadOnlyDictionary<string, DraftSection> Sections)
{
    public static Draft Empty(Definition definition) => new(0, definition.Sections.ToDictionary(
        section => section.Code, section => new DraftSection(section.Fields.Select(field => field.Code), Places.Single(section)), StringComparer.Ordinal));

    /// <summary>The draft after these operations; those it holds already, and those sent twice, count once.</summary>
    public static Draft Merge(Draft snapshot, IEnumerable<Operation> operations)
    {
        var sections = new Dictionary<string, DraftSection>(snapshot.Sections, StringComparer.Ordinal);
        var mine = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<Guid>();
        var through = snapshot.Through;
        foreach (var operation in operations.Where(operation => operation.Sequence > snapshot.Through).OrderBy(operation => operation.Sequence))
        {
            if (!seen.Add(operation.Id))
                continue;
            through = Math.Max(through, operation.Sequence);
            if (mine.Add(operation.Section))
                sections[operation.Section] = sections.TryGetValue(operation.Section, out var before) ? before.Copy() : new DraftSection([], []);
            sections[operation.Section].Take(operation);
        }
        return new Draft(through, sections);
    }

    /// <summary>What contends, and what was done to rows that others removed; a draft with any cannot be submitted.</summary>
    public IEnumerable<Conflict> Conflicts()
    {
        foreach (var (code, section) in Sections)
            foreach (var row in section.Rows.Values)
            {
                if (row.Unsettled)
                    yield return new Conflict(code, row.Id, null, [.. row.Presence.Standing.Where(head => head.Now == DraftRow.Gone), .. row.KeptDespiteRemoval]);
                if (row.Removed)
                    continue;
                for (var place = 0; place < row.Cells.Count; place++)
                    if (row.Cells[place].Contested)
                        yield return new Conflict(code, row.Id, section.Fields[place], row.Cells[place].Rivals);
            }
    }

    /// <summary>As the rules and the door take it. Of values that contend the earliest stands in it.</summary>
    public Statement Content(Definition definition)
    {
        var content = new Statement(definition);
        foreach (var section in definition.Sections)
            if (Sections.TryGetValue(section.Code, out var held))
                Fill(content, section, held);
        return content;
    }

    private static void Fill(Statement content, Section section, DraftSection held)
    {
        var places = section.Fields.Select(field => held.PlaceOf(field.Code)).ToArray();
        foreach (var row in section.IsTable ? held.InOrder : held.Rows.Values)
        {
            var filled = section.IsTable ? Row.Of(section, row.Id) : content.Fields(section.Code);
            for (var place = 0; place < places.Length; place++)
                if (places[place] >= 0)
                    filled.Answers[place] = DraftAnswers.Read(section.Fields[place], row.Cell(places[place]).Value);
            if (section.IsTable)
                content.Rows(section.Code).Add(filled);
        }
    }
}

/// <summary>
/// One cell, two answers; or, without a field, a row that one removed and another worked on: the removals first, then
/// what was done.
/// </summary>
public sealed record Conflict(string Section, Guid Row, string? Field, IReadOnlyList<Head> Rivals)
{
    /// <summary>The rule of the faults that say so.</summary>
    public const string Rule = "conflict";

    public Fault Fault => new(Rule, CheckLevel.Error, Section, Row == Guid.Empty ? null : Row, null, Field);
}
