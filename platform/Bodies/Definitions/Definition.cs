using System.Text.Json.Serialization;

namespace Entente.Bodies.Definitions;

/// <summary>
/// What a body declares under one name: a return, a register, a case, a certificate or a notice, as its file describes it
/// (docs/definitions.md). Formulas are FEEL, checked when the file was read. A published version never changes.
/// </summary>
public sealed record Definition(
    string Code,
    DefinitionKind Kind,
    LocalText Name,
    LocalText? About,
    string DeclaredBy,
    Sharing Sharing,
    IReadOnlyList<Section> Sections,
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<Check> Checks,
    Workflow Workflow,
    IReadOnlyList<Carry> Carries,
    Traits Traits)
{
    /// <summary>The value of <see cref="DeclaredBy"/> for what the body's own people declare.</summary>
    public const string ByBody = "body";

    /// <summary>Whether anything in it is sealed, or may be: what is worked on is then the party's alone.</summary>
    [JsonIgnore]
    public bool MayBeSealed => Sharing.ShownTo == Sharing.Sealed || Sharing.Choices.Contains(Sharing.Sealed, StringComparer.Ordinal)
        || Sections.Any(section => IsSealed(section.ShownTo, section.Choices) || section.Fields.Any(one => IsSealed(one.ShownTo, one.Choices)));

    private static bool IsSealed(string? shownTo, IReadOnlyList<string>? choices) => shownTo == Sharing.Sealed || choices?.Contains(Sharing.Sealed, StringComparer.Ordinal) == true;

    /// <summary>Whether something of it is kept encrypted.</summary>
    [JsonIgnore]
    public bool IsConfidential => Sections.Any(section => section.IsConfidential);

    public Section? Section(string code) => Sections.FirstOrDefault(section => section.Code == code);

    public Check? Check(string code) => Checks.FirstOrDefault(check => check.Code == code);

    /// <summary>How its rows use up lines of certificates, whatever kind it is.</summary>
    [JsonIgnore]
    public IReadOnlyList<Draw> Draws => Traits.Certificate?.Draws ?? Traits.Draws;

    /// <summary>
    /// The field that a title, a key or a moment means: "vessel.name", or "name" alone where one section of fields has it.
    /// </summary>
    public (Section Section, Field Field)? FieldAt(string place)
    {
        var parts = place.Split('.');
        foreach (var section in Sections)
        {
            if (!section.IsTable && (parts.Length == 1 || section.Code == parts[0]) && section.Field(parts[^1]) is { } field)
                return (section, field);
        }
        return null;
    }

    /// <summary>The name in addresses and SQL is the same, but for the hyphens: weekly-catch, weekly_catch.</summary>
    public string SqlName => Code.Replace('-', '_');
}

/// <summary>The five kinds, in the words that end the name of a file: vessels.register.yaml.</summary>
public enum DefinitionKind { Return, Register, Case, Certificate, Notice }

/// <summary>
/// Who reads what was declared, once it was submitted: the party itself and the body's serving people always, and these; what is
/// sealed, the party alone. A party may choose another audience from those given.
/// </summary>
/// <param name="ShownTo">"own", "sealed", "public", or an audience of the body.</param>
/// <param name="Choices">What a party may choose instead; the same words.</param>
public sealed record Sharing(string ShownTo, IReadOnlyList<string> Choices)
{
    public const string Own = "own";
    public const string Public = "public";

    /// <summary>For the party alone: not even the body's serving people read it.</summary>
    public const string Sealed = "sealed";

    /// <summary>How long after the period a party may let pass before others read it ("2 years"); null: they read at once.</summary>
    public string? OpensWithin { get; init; }
}

/// <summary>
/// Something from outside the statement that its rules look at; loaded by the platform, and remembered with the version by its digest.
/// </summary>
/// <param name="Code">The name that rules use.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Of">The definition that is read, or the list.</param>
/// <param name="Section">Its section, for a register or a statement.</param>
/// <param name="AsOf">The day, as a formula: period.end, today().</param>
/// <param name="OwnOnly">Only what the declaring party declared; otherwise a declared release is needed.</param>
public sealed record Fact(string Code, FactSource Source, string Of, string? Section, string? AsOf, bool OwnOnly)
{
    /// <summary>Of statements: those whose period ends after this day, as a formula; null: since ever.</summary>
    public string? Since { get; init; }

    /// <summary>Of statements: those whose period ends on this day or before it, the day after its last counted as its end; null: the end of the period.</summary>
    public string? Until { get; init; }
}

/// <summary>
/// The entries of a register as of a day; the same party's statement of the period before; the version before; the rows of a list on the
/// statement's day; statements of a return that stand, by their periods.
/// </summary>
public enum FactSource { Register, LastPeriod, LastVersion, List, Statements }

/// <summary>A rule over a statement, or over each row of a table.</summary>
/// <param name="In">The table whose every row is looked at; null for the whole statement.</param>
/// <param name="That">What must hold.</param>
/// <param name="When">Only then is it looked at; null: always.</param>
/// <param name="At">Where the finding is shown: "section.field", "section", or null for the whole.</param>
/// <param name="BlankPasses">What becomes of a rule whose result is blank because something it looks at is.</param>
public sealed record Check(string Code, string? In, string That, string? When, CheckLevel Level, LocalText Says, string? At, bool BlankPasses);

/// <summary>An error blocks; a warning needs a reason to pass; a note is only said.</summary>
public enum CheckLevel { Error, Warning, Note }

/// <summary>How answers given under the version before become answers under this one: the place now, the place before, and a formula over <c>old</c> where a copy is not enough.</summary>
public sealed record Carry(string To, string From, string? Formula);
