using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Records.Rules;
using Entente.Records.Tables;
using Npgsql;

namespace Entente.Records;

/// <summary>An entry of a register with all that it says on a day, as formulas about it see it.</summary>
internal sealed class DutyEntry(Guid id, Definition definition)
{
    private readonly List<(int Section, DateOnly From, DateOnly Until, Value Value)> _rows = [];
    private readonly Dictionary<(int, DateOnly), Value> _seen = [];

    public Guid Id => id;

    public void Add(int section, DateOnly from, DateOnly until, Value value) => _rows.Add((section, from, until, value));

    /// <summary>Whether it is true on this day.</summary>
    public bool Holds(DateOnly day) => _rows.Exists(row => row.From <= day && row.Until > day);

    /// <summary>A section as it is on this day.</summary>
    public Value Of(string section, DateOnly day)
    {
        var at = 0;
        while (at < definition.Sections.Count && definition.Sections[at].Code != section)
            at++;
        if (at == definition.Sections.Count)
            return Value.Null;
        if (_seen.TryGetValue((at, day), out var known))
            return known;
        var rows = _rows.Where(row => row.Section == at && row.From <= day && row.Until > day).Select(row => row.Value);
        if (!definition.Sections[at].IsTable)
            return _seen[(at, day)] = rows.FirstOrDefault();
        var list = new FeelList.Builder();
        foreach (var row in rows)
            list.Add(row);
        return _seen[(at, day)] = Value.Of(list.ToList());
    }

    /// <summary>The answer in a field of what is asked once, "text" or "requirement.text"; null where there is none.</summary>
    public Value Field(string place, DateOnly day) =>
        definition.FieldAt(place) is var (section, field) && Of(section.Code, day) is { Kind: Kind.Context } said && said.AsContext.TryGet(field.Code, out var value) ? value : Value.Null;

    /// <summary>All entries that hold on some of these days.</summary>
    public static async Task<List<DutyEntry>> Load(NpgsqlConnection connection, PublishedDefinition register, Scopes scopes, DateOnly from, DateOnly until, string? party, CancellationToken cancel)
    {
        var entries = new Dictionary<Guid, DutyEntry>();
        for (var at = 0; at < register.Definition.Sections.Count; at++)
        {
            var section = register.Definition.Sections[at];
            var seen = new SeenRows(Row(scopes.Plain(section)), [section]);
            await foreach (var entry in RegisterReading.Over(connection, register, section, from, until, party, null, cancel))
            {
                var known = entries.TryGetValue(entry.Statement, out var one) ? one : entries[entry.Statement] = new DutyEntry(entry.Statement, register.Definition);
                known.Add(at, entry.From ?? DateOnly.MinValue, entry.Until ?? DateOnly.MaxValue, seen.Of(section.IsTable ? entry.Row.Id.ToString() : entry.Statement.ToString(), entry.Row.Answers));
            }
        }
        return [.. entries.Values.OrderBy(entry => entry.Id)];
    }

    /// <summary>How it is called in a period: the code of that year, and what it asks in the languages of the body.</summary>
    public Called Called(Obliges obliges, ReportingPeriod period, DateOnly day)
    {
        var titles = (obliges.Title?.All ?? []).Select(title => (title.Language, Text: TextOf(Field(title.Text, day)))).Where(title => title.Text is { Length: > 0 }).Select(title => (title.Language, title.Text!)).ToList();
        if (titles.Count == 0 && definition.Traits.Register is { Title: [var first, ..] } && TextOf(Field(first, day)) is { Length: > 0 } name)
            titles.Add(("und", name));
        return new Called(Code(obliges, period, day), titles.Count > 0 ? new LocalText(titles) : null);
    }

    /// <summary>Every code it ever had, so that something can be said to meet it by any of them.</summary>
    public IEnumerable<string> Codes(Obliges obliges, DateOnly day) => obliges.Code switch
    {
        { Rows: null, Code: var place } => TextOf(Field(place, day)) is { } code ? [code] : [],
        { Rows: { } rows, Code: var column } => Contexts(Of(rows, day)).Select(row => row.TryGet(column, out var code) ? TextOf(code) : null).OfType<string>(),
        _ => [],
    };

    private string? Code(Obliges obliges, ReportingPeriod period, DateOnly day)
    {
        if (obliges.Code is not { Rows: { } rows } changing)
            return obliges.Code is { } fixedCode ? TextOf(Field(fixedCode.Code, day)) : null;
        foreach (var row in Contexts(Of(rows, day)))
            if (Within(row, changing, period) && row.TryGet(changing.Code, out var code) && TextOf(code) is { } text)
                return text;
        return null;
    }

    private static bool Within(Context row, CodesOfEntry codes, ReportingPeriod period) =>
        (codes.From is null || !row.TryGet(codes.From, out var from) || Compared(from, period) is null or >= 0)
        && (codes.Until is null || !row.TryGet(codes.Until, out var until) || Compared(until, period) is null or <= 0);

    // Where the period lies: after its end (1), within (0), before (-1); null where nothing is said.
    private static int? Compared(in Value end, ReportingPeriod period) => end.Kind switch
    {
        Kind.Number when end.AsNumber.TryToInt32(out var year) => period.Start.Year.CompareTo(year),
        Kind.Date => DueSum.Day(end) is not { } day ? null : day < period.Start ? 1 : day >= period.End ? -1 : 0,
        _ => null,
    };

    private static IEnumerable<Context> Contexts(Value rows) => rows.Kind == Kind.List ? rows.AsList.Where(row => row.Kind == Kind.Context).Select(row => row.AsContext) : [];

    internal static string? TextOf(in Value value) => value.Kind == Kind.Text ? value.AsText : null;

    private static ContextType Row(FeelType type) => (ContextType)(type is ListType list ? list.Member : type);
}
