using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Records.Rules;

namespace Entente.Records;

/// <summary>All that a published version says about who owes it, compiled once. Facts have only the columns that a formula looks at.</summary>
internal sealed class DutyBook
{
    private static readonly ConditionalWeakTable<PublishedDefinition, DutyBook> Kept = [];

    private readonly object _catalogue;
    private readonly Dictionary<string, Formula> _days;

    private DutyBook(PublishedDefinition published, Body body, FrozenDictionary<(string Body, string Code), PublishedDefinition> catalogue, Owing owing)
    {
        (_catalogue, Published, Body, Owing) = (catalogue, published, body, owing);
        var others = catalogue.Values.Where(other => other.Body == body.Code).ToDictionary(other => other.Definition.Code, other => other.Definition, StringComparer.Ordinal);
        others[Definition.Code] = Definition;
        Scopes = new Scopes(Definition, body, others);
        Codes = new CodesOfDay(body);
        var said = Texts(owing).SelectMany(text => FormulaWords.Of(Rule.Check(text, Scopes.Owed())).Said).ToHashSet(StringComparer.Ordinal);
        Facts = [.. Definition.Facts.Where(fact => said.Contains(fact.Code) && fact.Source != FactSource.LastVersion)];
        RowTypes = Facts.Where(fact => Scopes.RowOf(fact) is not null).ToDictionary(fact => fact.Code, fact => Narrowed(Scopes.RowOf(fact)!, said), StringComparer.Ordinal);
        Scope = Narrowed(Scopes.Owed());
        By = Of(owing.By);
        Because = [.. owing.Because.Select(because => new Spoken(Of(because.When), because.Says, Of))];
        Tightens = [.. owing.Tightens.Select(one => (one.Every, new Spoken(Of(one.When), one.Says, Of)))];
        Due = owing.Due is { } due ? new DueSum(due, Of) : null;
        AnsweredBy = Obliges?.AnsweredIn is { } answered ? others.GetValueOrDefault(answered.Return)?.DeclaredBy : null;
        Meets = others.Values.Where(other => other.Traits.Return?.Requirement is not null).ToLookup(other => other.Traits.Return!.Requirement!, other => other.Code, StringComparer.Ordinal);
        var outside = Scopes.Outside(Definition, body);
        _days = Facts.SelectMany(fact => new[] { (fact.Code, Text: fact.AsOf), (Code: fact.Code + " since", Text: fact.Since), (Code: fact.Code + " until", Text: fact.Until) })
            .Where(day => day.Text is not null).ToDictionary(day => day.Code, day => Formula.Of(day.Text!, outside, []), StringComparer.Ordinal);
    }

    public PublishedDefinition Published { get; }

    public Definition Definition => Published.Definition;

    public Body Body { get; }

    public Owing Owing { get; }

    public Scopes Scopes { get; }

    public CodesOfDay Codes { get; }

    /// <summary>The facts that some formula looks at.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    public IReadOnlyDictionary<string, ContextType> RowTypes { get; }

    public Scope Scope { get; }

    public Formula? By { get; }

    public IReadOnlyList<Spoken> Because { get; }

    public IReadOnlyList<(Rhythm Every, Spoken When)> Tightens { get; }

    public DueSum? Due { get; }

    /// <summary>Of a register of requirements, who declares the return in which they are answered; null: there is none.</summary>
    public string? AnsweredBy { get; }

    /// <summary>The returns that say of themselves which requirement they meet, by its code.</summary>
    public ILookup<string, string> Meets { get; }

    public Obliges? Obliges => Definition.Traits.Register?.Obliges;

    /// <summary>Null where nothing is owed under it.</summary>
    public static DutyBook? Of(PublishedDefinition published, Body body, FrozenDictionary<(string Body, string Code), PublishedDefinition> catalogue)
    {
        if (Kept.TryGetValue(published, out var known) && ReferenceEquals(known.Body, body) && ReferenceEquals(known._catalogue, catalogue))
            return known;
        if (Owing.Of(published.Definition) is not { Every: not Rhythm.Once } owing)
            return null;
        var made = new DutyBook(published, body, catalogue, owing);
        Kept.AddOrUpdate(published, made);
        return made;
    }

    /// <summary>"code", "code since" or "code until" of a fact; null where none is written. Failed where it cannot be worked out.</summary>
    public Formula? DayOf(string code) => _days.GetValueOrDefault(code);

    private Formula? Of(string? text) => text is null ? null : Formula.Of(text, Scope, []);

    private static IEnumerable<string> Texts(Owing owing) =>
        new[] { owing.By, owing.Due }.Concat(owing.Because.Select(because => because.When)).Concat(owing.Tightens.Select(one => (string?)one.When)).OfType<string>()
            .Concat(owing.Because.SelectMany(because => Mentions.In(because.Says))).Concat(owing.Tightens.SelectMany(one => Mentions.In(one.Says)));

    private Scope Narrowed(Scope whole) => Scope.Of([.. whole.Names.Select(name => (name.Name,
        RowTypes.TryGetValue(name.Name, out var row) ? name.Type is ListType ? FeelType.ListOf(row) : row : name.Type))]);

    private static ContextType Narrowed(ContextType row, HashSet<string> said) =>
        new([.. row.Members.Where(member => said.Contains(member.Name)).DefaultIfEmpty(row.Members[0])]);
}

/// <summary>A sentence that is said where a condition holds, with the formulas in its braces.</summary>
internal sealed class Spoken
{
    private readonly IReadOnlyList<(string Text, Formula Formula)> _formulas;

    public Spoken(Formula? when, LocalText says, Func<string?, Formula?> compile)
    {
        (When, _formulas) = (when, [.. Mentions.In(says).Select(text => (text, compile(text)!))]);
        Says = new LocalText(says.All.Select(one => (one.Language, Mentions.Fill(one.Text, name => Numbered(name)))));
    }

    public Formula? When { get; }

    /// <summary>With {0}, {1} … in the place of the formulas.</summary>
    public LocalText Says { get; }

    public IEnumerable<Formula> Formulas => _formulas.Select(one => one.Formula);

    private string Numbered(string text)
    {
        for (var at = 0; at < _formulas.Count; at++)
            if (_formulas[at].Text == text)
                return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{{at}}}");
        return text;
    }
}
