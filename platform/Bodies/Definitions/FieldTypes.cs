using Entente.Feel.Checking;

namespace Entente.Bodies.Definitions;

/// <summary>What kind of value each field gives to formulas.</summary>
public sealed class FieldTypes(Body body, IReadOnlyDictionary<string, Definition> others)
{
    /// <summary>Longer lists are not spelled out: a misspelled code is then found while running.</summary>
    private const int MostCodes = 1000;

    /// <summary>The end of the name by which a formula asks what kind of answer was given.</summary>
    public const string AnswerName = "_answer";

    /// <summary>The end of the name of the entry that a reference names.</summary>
    public const string EntryName = "_entry";

    public const string Id = "id";

    /// <summary>Of a row of a statement: the party whose it is, and the days of its period.</summary>
    public const string DeclaredBy = "declared_by";

    public const string PeriodStart = "period_start";

    public const string PeriodEnd = "period_end";

    private static readonly FeelType Answers = FeelType.TextOf("value", "nil", "not-applicable", "withheld", "blank");

    private readonly Dictionary<string, FeelType> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContextType> _rows = new(StringComparer.Ordinal);
    private FeelType? _parties;

    public static FeelType Period { get; } = FeelType.ContextOf(("start", FeelType.Date), ("end", FeelType.Date), ("code", FeelType.Text));

    public ContextType Party => field ??= new([
        ("code", Parties),
        ("name", FeelType.Text),
        ("country", FeelType.Text),
        ("standing", FeelType.TextOf([.. body.Standings.Select(standing => standing.Code)])),
        ("groups", FeelType.ListOf(FeelType.TextOf([.. body.Groupings.SelectMany(grouping => grouping.Groups).Select(group => group.Code)]))),
        .. (body.PartyColumns ?? []).Select(column => (ListRow.NameOf(column), OfColumn(column)))]);

    // Without parties nothing is known of them: their file could not be read.
    private FeelType Parties => _parties ??= body.Parties.Count == 0 ? FeelType.Text : Codes(body.Parties.Select(party => party.Code).Concat(body.OtherParties ?? []));

    public FeelType Of(Field field) => field.Type switch
    {
        FieldType.Whole or FieldType.Exact => FeelType.Number,
        FieldType.Money => field.Currency is null ? FeelType.ContextOf(("amount", FeelType.Number), ("currency", List("currencies"))) : FeelType.Number,
        FieldType.Date => FeelType.Date,
        FieldType.DateTime => FeelType.DateAndTime,
        FieldType.Period => FeelType.RangeOf(FeelType.Date),
        FieldType.YesNo => FeelType.Boolean,
        FieldType.Code => List(field.List),
        FieldType.Codes => FeelType.ListOf(List(field.List)),
        FieldType.Party => Parties,
        FieldType.Place => FeelType.ContextOf(("latitude", FeelType.Number), ("longitude", FeelType.Number)),
        _ => FeelType.Text,
    };

    /// <summary>A section's fields, each with the kind of its answer and the entry it names where it has them.</summary>
    public List<(string Name, FeelType Type)> Members(Section section, bool entries)
    {
        var members = section.Fields.Select(field => (field.Code, Of(field))).ToList();
        foreach (var field in section.Fields)
        {
            if (entries && field.May.Count > 0)
                members.Add((field.Code + AnswerName, Answers));
            if (entries && EntryOf(field) is { } entry)
                members.Add((field.Code + EntryName, entry));
        }
        return [.. members.DistinctBy(member => member.Item1, StringComparer.Ordinal)];
    }

    private ContextType? EntryOf(Field field) => field switch
    {
        { Type: FieldType.Reference, References: { } code } => Entry(code),
        { Type: FieldType.Code, List: { } list } => Row(list),
        { Type: FieldType.Party } => Party,
        _ => null,
    };

    /// <summary>A row of a list: its code, what is above it, and the body's own columns, called as formulas can.</summary>
    public ContextType Row(string list)
    {
        if (!_rows.TryGetValue(list, out var row))
            _rows[list] = row = new([.. ListRow.NamesOf(list, body.List(list)).Select(name => (name, OfColumn(list, name)))]);
        return row;
    }

    private FeelType OfColumn(string list, string name) => name switch
    {
        ListRow.Code or ListRow.Parent => List(list),
        _ => body.List(list)?.Columns.FirstOrDefault(column => ListRow.NameOf(column) == name) is { } column ? OfColumn(column) : FeelType.Text,
    };

    private FeelType OfColumn(ListColumn column) => column.Kind switch
    {
        ColumnKind.Number => FeelType.Number,
        ColumnKind.Date => FeelType.Date,
        ColumnKind.YesNo => FeelType.Boolean,
        ColumnKind.Code => List(column.List),
        _ => FeelType.Text,
    };

    /// <summary>A record as a reference to it shows it: the fields of its sections of fields, and its id.</summary>
    public ContextType Entry(string code) => With(others.GetValueOrDefault(code)?.Sections.Where(section => !section.IsTable) ?? []);

    /// <summary>A row of a fact: of a register beside the row's own fields those that the entry has once.</summary>
    public ContextType FactRow(Definition of, Section section) =>
        With(of.Kind == DefinitionKind.Register ? of.Sections.Where(other => !other.IsTable).Prepend(section) : [section]);

    /// <summary>A row of a statement: its fields, who declared it and for which period.</summary>
    public ContextType StatementRow(Section section) => new([.. With([section]).Members.Select(member => (member.Name, member.Type))
        .Concat([(DeclaredBy, Parties), (PeriodStart, FeelType.Date), (PeriodEnd, FeelType.Date)])
        .DistinctBy(member => member.Item1, StringComparer.Ordinal)]);

    /// <summary>A section of an entry as it is, without what is known about its answers: what is said of requirements looks at it so.</summary>
    public FeelType Plain(Section section) => section.IsTable ? FeelType.ListOf(With([section])) : With([section]);

    private ContextType With(IEnumerable<Section> sections) => new([.. sections
        // Other statements' rules never learn what is kept encrypted.
        .SelectMany(section => Members(section with { Fields = [.. section.Fields.Where(field => !field.Confidential)] }, entries: false))
        .Prepend((Name: Id, Type: FeelType.Text))
        .DistinctBy(member => member.Name, StringComparer.Ordinal)]);

    private FeelType List(string? list)
    {
        if (list is null)
            return FeelType.Text;
        if (!_lists.TryGetValue(list, out var type))
            _lists[list] = type = Codes(CodesOf(list));
        return type;
    }

    private IEnumerable<string> CodesOf(string list) => list switch
    {
        "countries" => Countries.All.Select(country => country.Alpha3),
        "currencies" => Currencies.All.Select(currency => currency.Code),
        "languages" => IsoLanguages.All.Select(language => language.Code),
        _ => body.List(list)?.Codes.Select(row => row.Code) ?? [],
    };

    private static FeelType Codes(IEnumerable<string> codes)
    {
        var known = codes.Distinct(StringComparer.Ordinal).Take(MostCodes + 1).ToArray();
        return known.Length is 0 or > MostCodes ? FeelType.Text : FeelType.TextOf(known);
    }
}
