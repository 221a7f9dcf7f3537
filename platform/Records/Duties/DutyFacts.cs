using System.Security.Cryptography;
using System.Text;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Values;
using Entente.Records.Rules;
using Entente.Records.Tables;
using Npgsql;

namespace Entente.Records;

/// <summary>
/// What the rules of a definition look at, loaded once for all parties and periods that are asked about: of each fact only the columns
/// that a formula names, and only the rows that may count.
/// </summary>
internal sealed class DutyFacts
{
    private readonly DutyBook _book;
    private readonly Dictionary<string, ILookup<string, FactRow>> _rows = new(StringComparer.Ordinal);

    private DutyFacts(DutyBook book) => _book = book;

    /// <param name="party">Only what this party declared, where a fact is its own; null: everybody's.</param>
    /// <param name="spans">The widest days that any of the facts may look at, by fact.</param>
    public static async Task<DutyFacts> Load(NpgsqlConnection connection, DefinitionCatalogue definitions, DutyBook book, string? party, IReadOnlyDictionary<string, (DateOnly From, DateOnly Until)> spans, CancellationToken cancel)
    {
        var facts = new DutyFacts(book);
        foreach (var fact in book.Facts)
        {
            if (fact.Source == FactSource.List || !book.RowTypes.TryGetValue(fact.Code, out var type) || !spans.TryGetValue(fact.Code, out var span))
                continue;
            var of = definitions.Find(book.Body.Code, fact.Of.Length > 0 ? fact.Of : book.Definition.Code);
            var rows = of is null ? [] : fact.Source == FactSource.Register
                ? await Entries(connection, of, fact, type, span, fact.OwnOnly ? party : null, cancel)
                : await Declared(connection, of, fact, type, span, fact.OwnOnly ? party : null, cancel);
            facts._rows[fact.Code] = rows.ToLookup(row => fact.OwnOnly ? row.Party : "", StringComparer.Ordinal);
        }
        return facts;
    }

    /// <summary>A fact as it is for a party on a day, or over the days of which statements count.</summary>
    public Value Of(Fact fact, string party, DateOnly from, DateOnly until)
    {
        var rows = Rows(fact, party, from, until);
        if (_book.Scopes.IsOne(fact))
            return rows.Select(row => row.Value).FirstOrDefault();
        var list = new FeelList.Builder();
        foreach (var row in rows)
            list.Add(row.Value);
        return Value.Of(list.ToList());
    }

    /// <summary>The same, put into a digest.</summary>
    public void Digest(IncrementalHash hash, Fact fact, string party, DateOnly from, DateOnly until)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(fact.Code + "\n"));
        foreach (var row in Rows(fact, party, from, until))
            hash.AppendData(row.Hash);
    }

    private IEnumerable<FactRow> Rows(Fact fact, string party, DateOnly from, DateOnly until)
    {
        if (fact.Source == FactSource.List)
            return _book.Codes.Rows(fact.Of, from).Values.Select(value => new FactRow("", default, default, value));
        if (!_rows.TryGetValue(fact.Code, out var rows))
            return [];
        var mine = rows[fact.OwnOnly ? party : ""];
        return fact.Source == FactSource.Register ? mine.Where(row => row.From <= from && row.Until > from) : mine.Where(row => row.Until > from && row.Until <= until);
    }

    // Beside the row's own fields those that the entry has once, as they were on the first day of the row.
    private static async Task<List<FactRow>> Entries(NpgsqlConnection connection, PublishedDefinition register, Fact fact, ContextType type, (DateOnly From, DateOnly Until) span, string? party, CancellationToken cancel)
    {
        var section = SectionOf(register.Definition, fact);
        var wanted = type.Members.Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        List<Section> parts = [section, .. register.Definition.Sections.Where(other => !other.IsTable && other != section && other.Fields.Any(field => wanted.Contains(field.Code)))];
        var heads = new Dictionary<(Guid, int), List<(DateOnly From, DateOnly Until, Content.Answer[] Answers)>>();
        for (var part = 1; part < parts.Count; part++)
            await foreach (var entry in RegisterReading.Over(connection, register, parts[part], span.From, span.Until, party, wanted, cancel))
                (heads.TryGetValue((entry.Statement, part), out var known) ? known : heads[(entry.Statement, part)] = []).Add((entry.From ?? DateOnly.MinValue, entry.Until ?? DateOnly.MaxValue, [.. entry.Row.Answers]));
        var (seen, rows) = (new SeenRows(type, parts), new List<FactRow>());
        await foreach (var entry in RegisterReading.Over(connection, register, section, span.From, span.Until, party, wanted, cancel))
        {
            var (from, until) = (entry.From ?? DateOnly.MinValue, entry.Until ?? DateOnly.MaxValue);
            // The days on which all parts are the same: a head that changes divides the row.
            var ends = Enumerable.Range(1, parts.Count - 1).SelectMany(part => heads.GetValueOrDefault((entry.Statement, part)) ?? []).SelectMany(head => new[] { head.From, head.Until })
                .Where(day => day > from && day < until).Append(from).Append(until).Distinct().Order().ToList();
            for (var at = 0; at + 1 < ends.Count; at++)
            {
                var day = ends[at];
                var beside = Enumerable.Range(1, parts.Count - 1).Select(part => heads.GetValueOrDefault((entry.Statement, part))?.Find(head => head.From <= day && head.Until > day).Answers);
                rows.Add(new FactRow(entry.Party ?? "", day, ends[at + 1], seen.Of(entry.Statement.ToString(), [entry.Row.Answers, .. beside])));
            }
        }
        return rows;
    }

    private static async Task<List<FactRow>> Declared(NpgsqlConnection connection, PublishedDefinition of, Fact fact, ContextType type, (DateOnly From, DateOnly Until) span, string? party, CancellationToken cancel)
    {
        var section = SectionOf(of.Definition, fact);
        var wanted = type.Members.Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        var (seen, rows) = (new SeenRows(type, [section]), new List<FactRow>());
        await foreach (var said in StatementRows.Stream(connection, of, section, new Spanned(span.From, span.Until, party), wanted, cancel))
        {
            var beside = new Dictionary<string, Value>(StringComparer.Ordinal)
            {
                [FieldTypes.DeclaredBy] = Value.Of(said.Party), [FieldTypes.PeriodStart] = Value.Of((Date)said.Start), [FieldTypes.PeriodEnd] = Value.Of((Date)said.End),
            };
            rows.Add(new FactRow(said.Party ?? "", said.Start, said.End, seen.Of(said.Row.Id.ToString(), beside, said.Row.Answers)));
        }
        return rows;
    }

    private static Section SectionOf(Definition of, Fact fact) => (fact.Section is { } code ? of.Section(code) : null) ?? of.Sections[0];

    /// <summary>A row with whose it is and its days: those on which it holds, or those of the period for which it was declared.</summary>
    private sealed class FactRow(string party, DateOnly from, DateOnly until, Value value)
    {
        public string Party => party;

        public DateOnly From => from;

        public DateOnly Until => until;

        public Value Value => value;

        // Worked out once, however many duties look at the row.
        public byte[] Hash => field ??= SHA256.HashData(Encoding.UTF8.GetBytes(value.ToString()));
    }
}
