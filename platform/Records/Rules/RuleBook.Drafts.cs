using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Browser;
using Entente.Feel.Checking;
using Entente.Records.Content;

namespace Entente.Records.Rules;

// What a draft and its pages need of the rules, before anything is judged.
public sealed partial class RuleBook
{
    /// <summary>
    /// Puts defaults where nothing was answered: for a draft that begins, never when a statement is judged. Defaults that look at rows
    /// of tables are left out, since there are none yet.
    /// </summary>
    public void FillDefaults(Statement statement, Surroundings surroundings)
    {
        foreach (var group in Defaults.Where(value => !SectionOf(value.Section).IsTable).GroupBy(value => value.Section))
            Fill(statement.Fields(SectionOf(group.Key).Code), group.Key, statement, surroundings);
    }

    /// <summary>The same for a row that was added to a table.</summary>
    public void FillDefaults(Statement statement, string table, Row row, Surroundings surroundings) => Fill(row, SectionAt[table], statement, surroundings);

    /// <summary>The simple formulas of a section as a page's script runs them; what is not here the server alone answers.</summary>
    public IReadOnlyList<PageFormula> ForPage(string section)
    {
        var (at, scopes) = (SectionAt[section], new Scopes(Definition, Body, Others, streamed: false));
        var (own, whole) = (scopes.Of(SectionOf(at)), scopes.Whole());
        var formulas = new List<PageFormula>();
        Add(null, "visible", SectionOf(at).Visible, whole);
        foreach (var field in SectionOf(at).Fields)
        {
            Add(field.Code, "visible", field.Visible, own);
            Add(field.Code, "required", field.Required is "true" or "false" ? null : field.Required, own);
            Add(field.Code, "computed", field.Computed, own);
        }
        foreach (var check in Definition.Checks.Where(check => check.In == section))
            Put(check.At is { } place ? place[(place.IndexOf('.') + 1)..] : null, Fault.OfCheck + check.Code, Formula.Of(check.That, check.When, own, []));
        return formulas;

        void Add(string? field, string of, string? text, Scope scope)
        {
            if (text is not null)
                Put(field, of, Formula.Of(text, scope, []));
        }

        void Put(string? field, string of, Formula formula)
        {
            if (!LooksOutside(at, formula) && PageRule.Of(formula.Read).Rule is { } rule)
                formulas.Add(new PageFormula(field, of, rule.Json));
        }
    }

    // A page has what is answered on it; facts and the entries that answers name are only here.
    private bool LooksOutside(int section, Formula formula) => formula.Names.Any(name => Definition.Facts.Any(fact => fact.Code == name)
        || (name.EndsWith(FieldTypes.EntryName, StringComparison.Ordinal) && FieldAt(section, name) < 0));

    private void Fill(Row row, int section, Statement statement, Surroundings around)
    {
        var judging = new Judging(this, statement, around, _ => { });
        var cells = Cells[section].Make();
        Cells[section].Read(row.Answers, cells, around);
        var asRow = Value.Of(new Context(Cells[section].Shape, cells));
        foreach (var value in Defaults.Where(value => value.Section == section && row.Answers[value.Field].IsBlank && !value.Formula.Gathers))
        {
            var outcome = judging.AskedOf(value.Formula, section).Of(cells, asRow);
            if (outcome.Problem is null && TypeRules.Fits(SectionOf(section).Fields[value.Field], outcome.Value))
                row.Answers[value.Field] = Answer.Of(outcome.Value);
            Cells[section].Read(value.Field, row.Answers, cells, around);
        }
    }
}

/// <summary>One formula for a page's script: <c>run(rule, names)</c> of engines/Feel/Browser/feel.js.</summary>
/// <param name="Field">The field it is about; null for the section.</param>
/// <param name="Of">visible, required, computed, or "check:" and the code of a check.</param>
/// <param name="Rule">The tree, as JSON without signs that HTML would have to escape.</param>
public sealed record PageFormula(string? Field, string Of, string Rule);
