using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.ForParties;
using Entente.Records.Interchange;
using Entente.Records.Sent;
using Entente.Shared.Localisation;

namespace Entente.Records.Registers.InBulk;

/// <summary>An entry as it holds on the day from which a workbook is to count.</summary>
/// <param name="MadeAt">When its last version was made.</param>
internal sealed record CurrentEntry(Guid Entry, Statement Said, int Version, DateTimeOffset MadeAt);

/// <summary>What a workbook changes of one entry.</summary>
/// <param name="Content">What it says from then on; null: it ends.</param>
/// <param name="Changed">How many answers differ.</param>
/// <param name="Row">Its row on the first sheet; null where it is on none.</param>
internal sealed record BulkItem(Guid Entry, Act Act, string Telling, Statement? Content, int Expected, int Changed, long? Row)
{
    /// <summary>What it is warned of: the reason for all is the reason for each.</summary>
    public IReadOnlyList<Fault> Warnings { get; init; } = [];
}

/// <summary>All that a workbook changes, and what is wrong with it.</summary>
/// <param name="Missing">Entries that are in the register and not in the workbook.</param>
/// <param name="Rows">For each section, the row of its sheet on which a row of an entry stands; of a section of fields, by the entry.</param>
internal sealed record BulkPlan(IReadOnlyList<BulkItem> Items, int Unchanged, int Missing, IReadOnlyList<Fault> Faults, IReadOnlyDictionary<(string Section, Guid Row), long> Rows);

/// <summary>
/// Compares a workbook with the register: changed rows become changes, unchanged rows make nothing, and what is missing stays
/// unless somebody said that it ends. Pure.
/// </summary>
internal sealed class BulkComparison(EntrySheets sheets, CellText cells, Language language, IReadOnlyDictionary<Guid, CurrentEntry> current, DateTimeOffset? made)
{
    public const string UnknownEntry = "bulk-unknown-entry";
    public const string Twice = "bulk-twice";
    public const string Stale = "bulk-stale";

    private readonly List<Fault> _faults = [];
    private readonly Dictionary<(string, Guid), long> _rows = [];

    public BulkPlan Of(SentContent sent, bool endsMissing, Func<Guid> anew)
    {
        _faults.AddRange(sent.Faults);
        var headings = Headings(sent, anew);
        var others = sheets.Of.Sections.Where(section => section != sheets.Heading && sent.Sections.ContainsKey(section.Code)).ToDictionary(section => section.Code, section => Owned(section, sent.Sections[section.Code], headings), StringComparer.Ordinal);
        var (items, unchanged) = (new List<BulkItem>(), 0);
        foreach (var (entry, row, number) in headings)
        {
            var before = current.GetValueOrDefault(entry);
            var content = Content(entry, row, before, others);
            var changed = Changes.Between(before?.Said ?? new Statement(sheets.Of), content).Count();
            if (changed == 0)
            {
                unchanged++;
                continue;
            }
            if (before is not null && made is { } at && before.MadeAt > at)
                Wrong(Stale, sheets.Heading.Code, number, null);
            items.Add(new BulkItem(entry, before is null ? Act.Begin : Act.Change, sheets.Telling(row, cells, language), content, before?.Version ?? 0, changed, number));
        }
        var missing = current.Values.Where(one => !headings.Exists(heading => heading.Entry == one.Entry)).ToList();
        if (endsMissing)
            items.AddRange(missing.Select(one => new BulkItem(one.Entry, Act.End, sheets.Telling(one.Said, cells, language), null, one.Version, 0, null)));
        return new BulkPlan(items, unchanged, missing.Count, _faults, _rows);
    }

    private List<(Guid Entry, Row Row, long Number)> Headings(SentContent sent, Func<Guid> anew)
    {
        var (headings, seen) = (new List<(Guid, Row, long)>(), new HashSet<Guid>());
        foreach (var (at, row) in sent.Sections.GetValueOrDefault(sheets.Heading.Code, []).Index())
        {
            var entry = row.Id == Guid.Empty ? anew() : row.Id;
            if (row.Id != Guid.Empty && !current.ContainsKey(row.Id))
                Wrong(UnknownEntry, sheets.Heading.Code, at + 1, null);
            else if (!seen.Add(entry))
                Wrong(Twice, sheets.Heading.Code, at + 1, null);
            _rows[(sheets.Heading.Code, entry)] = at + 1;
            headings.Add((entry, row, at + 1));
        }
        return headings;
    }

    // A row that was there belongs to the entry that it belonged to; a new one to the entry that is named on it.
    private ILookup<Guid, Row> Owned(Section section, IReadOnlyList<Row> rows, List<(Guid Entry, Row Row, long Number)> headings)
    {
        var named = headings.ToLookup(heading => sheets.Telling(heading.Row, cells, language), heading => heading.Entry, StringComparer.OrdinalIgnoreCase);
        var known = !section.IsTable ? current.Keys.ToDictionary(entry => entry) : current.Values.SelectMany(one => one.Said.Rows(section.Code).Select(row => (row.Id, one.Entry))).DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => one.Entry);
        var owned = new List<(Guid Entry, Row Row)>();
        foreach (var (at, row) in rows.Index())
        {
            if (!known.TryGetValue(row.Id, out var entry))
            {
                var which = row.Answers[0] is { HasValue: true } answer ? named[answer.Value.AsText].ToList() : [];
                if (which.Count != 1)
                {
                    Wrong(UnknownEntry, section.Code, at + 1, EntrySheets.Which);
                    continue;
                }
                entry = which[0];
            }
            var mine = new Row(row.Id == Guid.Empty || !section.IsTable ? Guid.CreateVersion7() : row.Id, [.. row.Answers.Skip(1)]);
            _rows[(section.Code, section.IsTable ? mine.Id : entry)] = at + 1;
            owned.Add((entry, mine));
        }
        return owned.ToLookup(one => one.Entry, one => one.Row);
    }

    private Statement Content(Guid entry, Row heading, CurrentEntry? before, Dictionary<string, ILookup<Guid, Row>> others)
    {
        var content = new Statement(sheets.Of);
        foreach (var section in sheets.Of.Sections)
        {
            var sent = section == sheets.Heading ? [heading] : others.TryGetValue(section.Code, out var owned) ? owned[entry].ToList() : null;
            if (section.IsTable)
                content.Rows(section.Code).AddRange(sent?.Select(row => new Row(row.Id, [.. row.Answers])) ?? before?.Said.Rows(section.Code) ?? []);
            else
                Fill(section, sent is { Count: > 0 } ? sent[0].Answers : null, before?.Said.Fields(section.Code).Answers, content.Fields(section.Code).Answers);
        }
        return content;
    }

    // What is worked out is not read back, and an entry that is on no row of a sheet says there what it said.
    private static void Fill(Section section, Answer[]? sent, Answer[]? before, Answer[] into)
    {
        for (var place = 0; place < section.Fields.Count; place++)
            into[place] = (section.Fields[place].Computed is null ? sent ?? before : before)?[place] ?? default;
    }

    private void Wrong(string rule, string section, long row, string? field) => _faults.Add(new Fault(rule, CheckLevel.Error, section, null, row, field));
}
