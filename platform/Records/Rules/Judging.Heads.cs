using System.Globalization;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;

namespace Entente.Records.Rules;

public sealed partial class Judging
{
    /// <summary>What becomes of an answer when a step says so; the fault where it could not be decided.</summary>
    internal static Fault? Apply(RuleBook book, Step step, in Outcome outcome, Answer[] answers, bool[] hidden, Row? row, long? number)
    {
        var (section, field) = (book.SectionOf(step.Section), book.SectionOf(step.Section).Fields[step.Field]);
        if (step.Kind == StepKind.ShowField)
        {
            // What cannot be decided is kept, and blocks.
            hidden[step.Field] = outcome.Problem is null && !outcome.Value.IsTrue;
            if (hidden[step.Field])
                answers[step.Field] = Answer.Blank;
            return outcome.Problem is null ? null : NotRun("visible", CheckLevel.Error, outcome, section.Code, row, number, field.Code);
        }
        if (hidden[step.Field])
            return null;
        if (outcome.Problem is not null)
        {
            answers[step.Field] = Answer.Blank;
            return NotRun("computed", CheckLevel.Error, outcome, section.Code, row, number, field.Code);
        }
        answers[step.Field] = Answer.Of(Rounded(field, outcome.Value));
        return null;
    }

    internal static Fault NotRun(string rule, CheckLevel level, in Outcome outcome, string? section, Row? row, long? number, string? field) =>
        new(Faults.NotRun, level, section, row?.Id, number, field, [rule, .. Reason(outcome)]);

    private static IEnumerable<string> Reason(in Outcome outcome) => outcome.Problem is { } problem ? [problem.Code, .. problem.Facts] : ["not-boolean", outcome.Value.Kind.ToString().ToLowerInvariant()];

    private static Value Rounded(Field field, in Value value) =>
        field.Type is FieldType.Exact or FieldType.Money && value.Kind == Kind.Number && TryDecimal(value, out var number)
            ? Value.Of(decimal.Round(number, field.Places ?? (field.Type == FieldType.Money ? 2 : 6), MidpointRounding.ToEven))
            : value;

    // A third has 34 digits: more than decimal takes, but not more than are left after rounding.
    private static bool TryDecimal(in Value value, out decimal number) => value.AsNumber.TryToDecimal(out number)
        || decimal.TryParse(value.AsNumber.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private void SettleOnce(Step step)
    {
        var section = _book.SectionOf(step.Section);
        var outcome = AskedOf(step.Formula, step.Kind == StepKind.ShowSection ? -1 : step.Section).Of(_cells[step.Section], _asRow[step.Section]);
        if (step.Kind == StepKind.ShowSection)
        {
            if (outcome.Problem is not null)
                _tell(NotRun("visible", CheckLevel.Error, outcome, section.Code, null, null, null));
            else if (!outcome.Value.IsTrue)
                Hide(step.Section);
            return;
        }
        if (!_visible[step.Section])
            return;
        var answers = _heads.Fields(section.Code).Answers;
        if (Apply(_book, step, outcome, answers, _hidden[step.Section], null, null) is { } fault)
            _tell(fault);
        _answering.Read(step.Section, step.Field, answers, _cells[step.Section]);
    }

    private void Hide(int section)
    {
        _visible[section] = false;
        if (_tables[section] is not null)
            return;
        var answers = _heads.Fields(_book.SectionOf(section).Code).Answers;
        Array.Clear(answers);
        _answering.Read(section, answers, _cells[section]);
    }

    // Sections of fields, and checks over the whole.
    private void Finish()
    {
        for (var at = 0; at < _visible.Length; at++)
        {
            if (!_visible[at])
                continue;
            if (_tables[at] is { } table)
                table.Finish();
            else
                _answering.Rules.Judge(at, _heads.Fields(_book.SectionOf(at).Code).Answers, null, null, _tell);
        }
        foreach (var item in _book.Items)
        {
            if (item.Section >= 0 && (!_visible[item.Section] || _tables[item.Section] is not null))
                continue;
            if (item.Check is null && !IsBlank(item))
                continue;
            var outcome = item.Section < 0 ? AskedOf(item.Formula, -1).Of([], Value.Null) : AskedOf(item.Formula, item.Section).Of(_cells[item.Section], _asRow[item.Section]);
            if (Verdict(item, outcome, null, null, item.Section < 0 ? [] : _hidden[item.Section]) is { } fault)
                _tell(fault);
        }
    }

    private bool IsBlank(Item item) => _heads.Fields(_book.SectionOf(item.Section).Code).Answers[item.Field].IsBlank && !_hidden[item.Section][item.Field];

    /// <summary>The fault that an outcome is, or null where what must hold does. Nothing is said of a field that is not asked.</summary>
    internal Fault? Verdict(Item item, in Outcome outcome, Row? row, long? number, bool[] hidden)
    {
        if (item.Check is not { } check)
        {
            var (section, field) = (_book.SectionOf(item.Section).Code, _book.FieldOf(item.Section, item.Field)!.Code);
            return outcome.Problem is not null ? NotRun("required", CheckLevel.Error, outcome, section, row, number, field)
                : outcome.Value.IsTrue ? new Fault("required", CheckLevel.Error, section, row?.Id, number, field)
                : null;
        }
        if (outcome.Holds || (outcome.IsBlank && check.BlankPasses))
            return null;
        var (at, of, asked) = PlaceOf(item, check, hidden);
        if (outcome.IsBlank && !asked)
            return null;
        return outcome.Fails || outcome.IsBlank ? new Fault(Fault.OfCheck + check.Code, check.Level, at, row?.Id, number, of, Mentioned(item, row))
            : NotRun(Fault.OfCheck + check.Code, check.Level, outcome, at, row, number, of);
    }

    private IReadOnlyList<string> Mentioned(Item item, Row? row) => item.Mentions.Count == 0 ? [] : [.. item.Mentions.Select(mention => mention.Section < 0 ? ""
        : SaidValues.Keep(mention.Section == item.Section && row is not null ? row.Answers[mention.Field] : _heads.Fields(_book.SectionOf(mention.Section).Code).Answers[mention.Field]))];

    // Where a check is shown, and whether that is asked; what is not asked is no place for a fault.
    private (string? Section, string? Field, bool Asked) PlaceOf(Item item, Check check, bool[] hidden)
    {
        if (item.Section >= 0)
            return item.Field >= 0 && item.Field < hidden.Length && hidden[item.Field] ? (check.In, null, false) : (check.In, _book.FieldOf(item.Section, item.Field)?.Code, true);
        if (check.At is not { } at)
            return (null, null, true);
        var (section, field) = at.IndexOf('.') is >= 0 and var dot ? (at[..dot], at[(dot + 1)..]) : (at, null);
        if (!_book.SectionAt.TryGetValue(section, out var place) || !_visible[place])
            return (null, null, false);
        return field is not null && _tables[place] is null && _book.FieldAt(place, field) is >= 0 and var asked && _hidden[place][asked]
            ? (section, null, false)
            : (section, field, true);
    }
}
