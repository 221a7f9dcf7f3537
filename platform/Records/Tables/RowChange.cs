using Entente.Records.Content;

namespace Entente.Records.Tables;

/// <summary>
/// What a version changes in the rows of a section: those that end, and those that begin, each with its place. A row that says
/// the same in the same order is in neither. Pure.
/// </summary>
public sealed record RowChange(IReadOnlyList<Guid> Ended, IReadOnlyList<PlacedRow> Added)
{
    /// <summary>How far apart places are at first, so that a row can be put between two others without moving them.</summary>
    public const long Step = 1 << 16;

    public static RowChange First(IReadOnlyList<Row> rows) => new([], [.. rows.Select((row, at) => new PlacedRow((at + 1) * Step, row))]);

    /// <param name="anew">All rows are written again: their readers changed.</param>
    public static RowChange Between(IReadOnlyList<PlacedRow> before, IReadOnlyList<Row> after, bool anew = false)
    {
        var known = before.ToDictionary(placed => placed.Row.Id);
        var places = Places(after, known) ?? [.. Enumerable.Range(1, after.Count).Select(at => at * Step)];
        var added = new List<PlacedRow>();
        var kept = new HashSet<Guid>();
        for (var at = 0; at < after.Count; at++)
        {
            if (!anew && known.TryGetValue(after[at].Id, out var old) && old.Place == places[at] && old.Row.Answers.AsSpan().SequenceEqual(after[at].Answers))
                kept.Add(old.Row.Id);
            else
                added.Add(new PlacedRow(places[at], after[at]));
        }
        return new RowChange([.. before.Select(placed => placed.Row.Id).Where(id => !kept.Contains(id))], added);
    }

    // Rows still in order keep their places, the others go between them; null where there is no room left.
    private static long[]? Places(IReadOnlyList<Row> after, Dictionary<Guid, PlacedRow> known)
    {
        var places = new long[after.Count];
        long last = 0;
        var waiting = 0;
        for (var at = 0; at <= after.Count; at++)
        {
            long? next = at == after.Count ? null : known.TryGetValue(after[at].Id, out var old) && old.Place > last ? old.Place : 0;
            if (next == 0)
            {
                waiting++;
                continue;
            }
            if (next - last <= waiting)
                return null;
            for (var number = 1; number <= waiting; number++)
                places[at - waiting + number - 1] = next is { } end ? last + ((end - last) * number / (waiting + 1)) : last + (number * Step);
            waiting = 0;
            if (next is { } here)
                places[at] = last = here;
        }
        return places;
    }
}
