using Entente.Bodies.Definitions;
using Entente.Feel.Checking;
using Entente.Feel.Explaining;
using Entente.Feel.Syntax;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>Checks the formulas of a definition against the names they may use and for what they must give.</summary>
internal sealed class FormulasPart(Definition definition, Reading reading, Body body, IReadOnlyDictionary<string, Definition> others)
{
    private const string Guide = "See docs/definitions.md for the names, docs/rules.md for rules.";

    // A rule over many rows is refused for reasons that need an example.
    private static readonly Dictionary<string, string> Guides = new(StringComparer.Ordinal)
    {
        ["plan-quadratic"] = "Join the rows by an equality between a field of the other table and the row itself: count(fleet[id = row.vessel]) > 0, sum(sources[code = row.source].weight). What else is asked stands beside it with \"and\". Within its own table a row is only held against rows by equalities. See docs/definitions.md, \"Rows held against rows\".",
        ["plan-whole"] = "Ask sum, count, min, max or mean of a column, or every … satisfies …: these are worked out while rows go by.",
        ["plan-order"] = "Rows have no place in formulas: instead of catches[1] look for a row by an equality: catches[number = 1].",
        ["plan-list"] = "Ask something of its rows: count(catches) > 0, sum(catches.weight), some c in catches satisfies c.weight > 0.",
        ["plan-passes"] = "Put the inner total into a field with \"computed\", and use that field here.",
    };

    private static readonly Voice English = new("en");
    private static readonly Scope Old = Scope.Of((Scopes.Old, FeelType.Any));

    private readonly Scopes _scopes = new(definition, body, others);
    private readonly Dictionary<FormulaScope, Scope> _known = [];
    private readonly FieldTypes _types = new(body, others);
    private readonly Known _places = new(definition.Sections);
    private readonly Circles _circles = new(definition, reading.Findings);

    public void Check()
    {
        foreach (var formula in reading.Formulas)
            Check(formula);
        _circles.Tell();
    }

    private void Check(Formula formula)
    {
        // Most fields are simply required, or not: that needs no parser.
        if (formula.Wanted == Wanted.Truth && formula.Text.Value is "true" or "false")
            return;
        // All names of a definition are single words, which the parser knows without being told.
        var parsed = Parser.Expression(formula.Text.Value, Names.None);
        var read = parsed.Tree is null ? null : Checker.Check(parsed.Tree, Of(formula.Scope));
        IReadOnlyList<Feel.Finding> findings = [.. parsed.Findings, .. read?.Findings ?? []];
        foreach (var finding in findings)
            reading.Findings.Add(formula.Text.PlaceOf(finding.At.Start), $"formula-{finding.Code}", $"In \"{formula.Key}\": {English.Say(Meant(finding))}", Guides.GetValueOrDefault(finding.Code, Guide));
        if (findings.Count == 0 && formula.Settles is not null)
            _circles.Add(formula, FormulaWords.Of(read!));
        if (findings.Count == 0)
            RefuseTold(formula, read!);
        if (findings.Count == 0 && WantedType(formula.Wanted) is { } wanted && !Fits(read!.Type, wanted))
            reading.Findings.Add(formula.Text.At, "formula-type", $"\"{formula.Key}\" must give {Say(wanted)}; this gives {Say(read.Type)}.", "Change the formula, or the type of the field.");
    }

    // What is worked out from a confidential answer would tell it.
    private void RefuseTold(Formula formula, Checked read)
    {
        if (formula.Key is not ("computed" or "default") || formula.Wanted is not { Section: { } section, Field: { } code } || _places.Field(section, code) is not { Confidential: false } || !definition.IsConfidential)
            return;
        var told = FormulaWords.Of(read).Said.FirstOrDefault(word => definition.Sections.Any(other => other.Field(word) is { Confidential: true }));
        if (told is not null)
            reading.Findings.Add(formula.Text.At, "confidential", $"\"{formula.Key}\" looks at \"{told}\", which is confidential, and its own field is not.", $"Give \"{code}\" \"confidential: true\" as well, or leave \"{told}\" out.");
    }

    // Parties and countries have codes of three letters here: NO means NOR, whatever is one letter from it beside.
    private static Feel.Finding Meant(Feel.Finding finding)
    {
        if (finding.Code != "unknown-code" || finding.Facts is not [var written, var listed, ..] || Countries.FindAlpha2(written) is not { } country)
            return finding;
        var codes = listed.Split(", ");
        var near = finding.Suggestion?.Trim('"');
        return codes.Contains(country.Alpha3, StringComparer.Ordinal) || (codes[^1] == "…" && (near is null ? codes.Take(3).All(code => Countries.Find(code) is not null) : Countries.Find(near) is not null))
            ? finding with { Suggestion = $"\"{country.Alpha3}\"" }
            : finding;
    }

    private Scope Of(FormulaScope names)
    {
        if (!_known.TryGetValue(names, out var scope))
        {
            _known[names] = scope = names switch
            {
                { Names: FormulaNames.Outside } => Scopes.Outside(definition, body),
                { Names: FormulaNames.Old } => Old,
                { Names: FormulaNames.Owed } => _scopes.Owed(),
                { Names: FormulaNames.Each, Section: { } register } => _scopes.Each(register),
                { Section: { } section } when _places.Section(section) is { } found => _scopes.Of(found),
                _ => _scopes.Whole(),
            };
        }
        return scope;
    }

    private FeelType? WantedType(Wanted wanted) => wanted switch
    {
        { Type: Definitions.WantedType.Truth } => FeelType.Boolean,
        { Type: Definitions.WantedType.Day } => FeelType.Date,
        { Section: { } section, Field: { } field } => _places.Field(section, field) is { } found ? _types.Of(found) : null,
        _ => null,
    };

    // What is only known while running may fit; codes that are written out must be among those of the list.
    private static bool Fits(FeelType given, FeelType wanted) => (given, wanted) switch
    {
        (AnyType, _) or (_, AnyType) => true,
        (SimpleType { Kind: Feel.Kind.Null }, _) => true,
        (TextType { Codes: { } codes }, TextType { Codes: { } allowed }) => codes.All(code => allowed.Contains(code, StringComparer.Ordinal)),
        (TextType, TextType) => true,
        (ListType members, ListType allowed) => Fits(members.Member, allowed.Member),
        (RangeType ends, RangeType allowed) => Fits(ends.End, allowed.End),
        (ContextType has, ContextType needs) => needs.Members.All(need => has.Members.Any(member => member.Name == need.Name && Fits(member.Type, need.Type))),
        _ => given == wanted,
    };

    private static string Say(FeelType type) => type switch
    {
        SimpleType { Kind: Feel.Kind.Boolean } => "true or false",
        TextType { Codes: not null } => "a code of the list",
        TextType => "a text",
        ListType => "a list",
        RangeType => "a range of days",
        ContextType context => $"{{{string.Join(", ", context.Members.Take(5).Select(member => member.Name))}}}",
        _ => $"a {type}",
    };
}
