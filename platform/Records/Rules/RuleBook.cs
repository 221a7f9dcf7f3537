using System.Runtime.CompilerServices;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Records.Content;
using Finding = Entente.Feel.Finding;

namespace Entente.Records.Rules;

/// <summary>A formula of a definition that cannot be used, and where it stands.</summary>
/// <param name="Of">visible, required, computed, default, or "check:" and the code of the check.</param>
public sealed record FormulaFinding(string? Section, string? Field, string Of, Finding Finding);

/// <summary>All rules of one definition, read and compiled once, for any number of statements at the same time.</summary>
/// <example><c>RuleBook.Of(definition, body, others).Judge(statement, surroundings).Faults</c></example>
public sealed partial class RuleBook
{
    private static readonly ConditionalWeakTable<Definition, RuleBook> Kept = [];

    private readonly Dictionary<string, string> _lists;

    private RuleBook(Definition definition, Body body, IReadOnlyDictionary<string, Definition> others)
    {
        (Definition, Body, Others) = (definition, body, others);
        Scopes = new Scopes(definition, body, others);
        Codes = new CodesOfDay(body);
        Parties = body.Parties.Select(party => party.Code).ToHashSet(StringComparer.Ordinal);
        SectionAt = definition.Sections.Select((section, at) => (section.Code, at)).ToDictionary(pair => pair.Code, pair => pair.at, StringComparer.Ordinal);
        Whole = Scopes.Whole();
        Scoped = [.. definition.Sections.Select(Scopes.Of)];
        Build();
        var said = AllFormulas.SelectMany(each => each.Formula.Said).ToHashSet(StringComparer.Ordinal);
        Cells = [.. definition.Sections.Select(section => new Cells(section, [.. Scopes.Members(section).Select(member => member.Name)], said, Codes))];
        _lists = Definition.Facts.Where(fact => fact.Source == FactSource.List).ToDictionary(fact => fact.Code, fact => fact.Of, StringComparer.Ordinal);
        Facts = [.. AllFormulas.SelectMany(each => each.Formula.Facts).Distinct(StringComparer.Ordinal)];
    }

    public Definition Definition { get; }

    public Body Body { get; }

    /// <summary>Formulas that cannot be used; whatever they decide counts as not decided. A definition that was loaded has none.</summary>
    public IReadOnlyList<FormulaFinding> Findings { get; private set; } = [];

    /// <summary>The facts that some rule looks at and that have to be loaded: all but the rows of lists.</summary>
    public IReadOnlyList<string> Facts { get; }

    /// <summary>Whether anything of a section of fields, or of the whole, can be answered only when rows have gone by.</summary>
    internal bool Gathers => Planned.Any(level => level.Count > 0);

    internal IReadOnlyDictionary<string, Definition> Others { get; }

    internal Scopes Scopes { get; }

    internal CodesOfDay Codes { get; }

    internal HashSet<string> Parties { get; }

    internal Scope Whole { get; }

    internal Scope[] Scoped { get; }

    internal Cells[] Cells { get; }

    internal Dictionary<string, int> SectionAt { get; }

    /// <summary>The rules of a definition as it stands in a body; kept as long as the definition is.</summary>
    /// <param name="others">The body's definitions by their codes.</param>
    public static RuleBook Of(Definition definition, Body body, IReadOnlyDictionary<string, Definition> others)
    {
        if (Kept.TryGetValue(definition, out var known) && known.IsOf(body, others))
            return known;
        var made = new RuleBook(definition, body, others);
        Kept.AddOrUpdate(definition, made);
        return made;
    }

    /// <summary>
    /// Judges a whole statement: empties what is not asked, puts in what is computed, and says everything that is wrong, in the order of
    /// the sections, rows and fields. Judging again changes nothing.
    /// </summary>
    public Judgement Judge(Statement statement, Surroundings surroundings)
    {
        var faults = new List<Fault>();
        var judging = new Judging(this, statement, surroundings, faults.Add);
        while (judging.Next() is { } table)
            foreach (var row in statement.Rows(table))
                judging.Push(row);
        foreach (var section in Definition.Sections.Where(section => section.IsTable && !judging.IsVisible(section.Code)))
            statement.Rows(section.Code).Clear();
        return new Judgement([.. faults.OrderBy(PlaceOf)], Facts) { IsAsked = judging.IsAsked };
    }

    /// <summary>
    /// Judges a statement whose tables are too large to hold: each is read as often as rules need it, mostly once. The sections of fields
    /// are those of <paramref name="heads"/>; faults are told as they are found.
    /// </summary>
    public async Task Judge(Statement heads, IReadOnlyDictionary<string, RowSource> tables, Surroundings surroundings, Action<Fault> tell, CancellationToken cancel = default)
    {
        var judging = new Judging(this, heads, surroundings, tell);
        while (judging.Next() is { } table)
        {
            if (!tables.TryGetValue(table, out var rows))
                continue;
            await foreach (var row in rows.Read(cancel))
                judging.Push(row);
        }
    }

    /// <summary>The same for whoever reads the tables himself, and wants their rows as they are after judging.</summary>
    public Judging Open(Statement heads, Surroundings surroundings, Action<Fault> tell) => new(this, heads, surroundings, tell);

    /// <summary>The rows of a fact: those of a list are at hand, all others were loaded before, or are null.</summary>
    internal IEnumerable<Value>? RowsOf(string fact, Surroundings around) =>
        _lists.TryGetValue(fact, out var list) ? Codes.Rows(list, around.Day).Values : around.Facts.GetValueOrDefault(fact);

    private bool IsOf(Body body, IReadOnlyDictionary<string, Definition> others) =>
        ReferenceEquals(Body, body) && (ReferenceEquals(Others, others) || Referred.TrueForAll(code => ReferenceEquals(Others.GetValueOrDefault(code), others.GetValueOrDefault(code))));

    private (int Section, long Row, int Field) PlaceOf(Fault fault) => fault.Section is null || !SectionAt.TryGetValue(fault.Section, out var section)
        ? (int.MaxValue, 0, 0)
        : (section, fault.RowNumber ?? 0, fault.Field is null ? -1 : FieldAt(section, fault.Field));

    internal int FieldAt(int section, string code)
    {
        var fields = Definition.Sections[section].Fields;
        for (var at = 0; at < fields.Count; at++)
            if (fields[at].Code == code)
                return at;
        return -1;
    }
}
