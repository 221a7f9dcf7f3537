using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Drafts;

namespace Entente.Records.Sent;

/// <summary>What a file was made from, where that is known: the answers that stood in it, and its rows.</summary>
/// <param name="Through">The last change of the draft that it knew of.</param>
public sealed record MadeFrom(Func<Guid, string, string?> Answer, Func<DraftRow, bool> HadRow, long Through);

/// <summary>A section as a file says it.</summary>
/// <param name="Unread">Cells that could not be read, by the row's number (1 in a section of fields) and the field: they change nothing.</param>
/// <param name="Whole">Whether all of it was read; rows that are missing from a part of a table were not removed.</param>
public sealed record SentSection(Section Section, IReadOnlyList<Row> Rows, IReadOnlySet<(long Row, string Field)> Unread, bool Whole);

/// <summary>
/// What a file that came back changes in a draft: pure. Only what differs from what the file was made from is a change, so that
/// a workbook that was filled in for a week takes nothing back that a colleague wrote meanwhile. Of a file of which it is not
/// known what stood in it, only what it says is taken; it takes nothing away.
/// </summary>
public sealed class FileChanges
{
    private readonly SentSection _sent;
    private readonly DraftSection _draft;
    private readonly MadeFrom? _from;
    private readonly long _seen;
    private readonly DateTimeOffset _now;
    private readonly List<Change> _changes = [];

    private FileChanges(SentSection sent, DraftSection draft, MadeFrom? from, long seen, DateTimeOffset now) => (_sent, _draft, _from, _seen, _now) = (sent, draft, from, seen, now);

    /// <param name="through">The last change of the draft.</param>
    /// <returns>The changes, and for each row of the file the row of the draft that it is.</returns>
    public static (IReadOnlyList<Change> Changes, IReadOnlyList<Guid> Rows) Of(SentSection sent, DraftSection draft, MadeFrom? from, long through, DateTimeOffset now)
    {
        var made = new FileChanges(sent, draft, from, from?.Through ?? through, now);
        return (made._changes, made.All());
    }

    private IReadOnlyList<Guid> All()
    {
        if (!_sent.Section.IsTable)
        {
            foreach (var only in _sent.Rows.Take(1))
                Cells(only, Guid.Empty, 1);
            return [Guid.Empty];
        }
        var rows = SentRows.Match(_sent.Section, _sent.Rows, _draft);
        var last = _draft.InOrder.LastOrDefault()?.Order;
        for (var at = 0; at < rows.Count; at++)
        {
            // Without a place of its own a row stands after all others.
            if (!_draft.Rows.TryGetValue(rows[at], out var known) || known.Removed)
                Add(OperationKind.AddRow, rows[at], null, last = Places.Between(last == Places.Unplaced ? null : last, null), null, null);
            Cells(_sent.Rows[at], rows[at], at + 1);
        }
        if (_from is { } from && _sent.Whole)
            foreach (var gone in _draft.InOrder.Where(row => from.HadRow(row)).Select(row => row.Id).Except(rows))
                Add(OperationKind.RemoveRow, gone, null, null, null, null);
        return rows;
    }

    private void Cells(Row row, Guid id, long number)
    {
        for (var place = 0; place < _sent.Section.Fields.Count; place++)
        {
            var field = _sent.Section.Fields[place];
            if (field.Computed is not null || _sent.Unread.Contains((number, field.Code)))
                continue;
            var (now, stands) = (DraftAnswers.Write(field, row.Answers[place]), _draft[id, field.Code].Value);
            var was = _from is { } from && (!_sent.Section.IsTable || _draft.Rows.TryGetValue(id, out var known) && from.HadRow(known)) ? from.Answer(id, field.Code) : null;
            if (now != was && now != stands)
                Add(OperationKind.Set, id, field.Code, null, _from is null ? stands : was, now);
        }
    }

    private void Add(OperationKind kind, Guid row, string? field, string? place, string? was, string? now) =>
        _changes.Add(new Change(Guid.NewGuid(), kind, _sent.Section.Code, row, field, place, was, now, _seen, _now));
}

/// <summary>Which row of the draft each row of a file is: the one of its id, of its key, or one that says the very same; else a new one.</summary>
internal static class SentRows
{
    public static IReadOnlyList<Guid> Match(Section section, IReadOnlyList<Row> rows, DraftSection draft)
    {
        var taken = new HashSet<Guid>();
        var found = new Guid[rows.Count];
        for (var at = 0; at < rows.Count; at++)
            if (draft.Rows.ContainsKey(rows[at].Id) && taken.Add(rows[at].Id))
                found[at] = rows[at].Id;
        var key = Key(section);
        var free = draft.InOrder.Where(row => !taken.Contains(row.Id)).GroupBy(row => Said(section, key, place => Cell(draft, row, section, place)), StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => new Queue<Guid>(same.Select(row => row.Id)), StringComparer.Ordinal);
        for (var at = 0; at < rows.Count; at++)
        {
            if (found[at] != Guid.Empty)
                continue;
            var row = rows[at];
            var said = Said(section, key, place => DraftAnswers.Write(section.Fields[place], row.Answers[place]));
            found[at] = free.TryGetValue(said, out var same) && same.TryDequeue(out var id) ? id
                : row.Id != Guid.Empty && taken.Add(row.Id) ? row.Id : Guid.CreateVersion7();
        }
        return found;
    }

    // A table with a row for each code is keyed by that code; one without a key by all that people answer.
    private static int[] Key(Section section)
    {
        var places = Enumerable.Range(0, section.Fields.Count);
        return section.Rows is { ForEach: not null } ? [0]
            : section.Rows is { Key.Count: > 0 } keyed ? [.. places.Where(place => keyed.Key.Contains(section.Fields[place].Code, StringComparer.Ordinal))]
            : [.. places.Where(place => section.Fields[place].Computed is null)];
    }

    private static string? Cell(DraftSection draft, DraftRow row, Section section, int place) => draft[row.Id, section.Fields[place].Code].Value;

    private static string Said(Section section, int[] places, Func<int, string?> answer) => string.Join('\n', places.Select(place => $"{section.Fields[place].Code} {answer(place)}"));
}
