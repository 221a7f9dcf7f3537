using System.Runtime.InteropServices;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;

namespace Entente.Records.Rules;

/// <summary>What is wrong with answers by themselves, in one judging: types, codes of the day, parties, records that are named, patterns.</summary>
internal sealed class AnswerRules
{
    private readonly RuleBook _book;
    private readonly Surroundings _around;
    private readonly IReadOnlyDictionary<string, string?>?[][] _codes;
    private readonly int[][] _within;
    private readonly Field[][] _fields;
    private readonly Evaluation?[][] _patterns;

    public AnswerRules(RuleBook book, Surroundings around, Limits limits)
    {
        (_book, _around) = (book, around);
        var sections = book.Definition.Sections;
        _fields = [.. sections.Select(section => section.Fields.ToArray())];
        _codes = [.. sections.Select(section => section.Fields.Select(field => ListOf(field) is { } list ? book.Codes.Of(list, around.Day, section.Field(field.Within ?? "")?.List) : null).ToArray())];
        _within = [.. sections.Select((section, at) => section.Fields.Select(field => field.Within is { } other ? book.FieldAt(at, other) : -1).ToArray())];
        _patterns = [.. book.Patterns.Select(patterns => patterns.Select(pattern => pattern?.Open(limits)).ToArray())];
    }

    public void Judge(int section, Answer[] answers, Row? row, long? number, Action<Fault> tell)
    {
        var (code, fields) = (_book.SectionOf(section).Code, _fields[section]);
        for (var field = 0; field < answers.Length; field++)
        {
            ref readonly var answer = ref answers[field];
            if (answer.IsBlank)
                continue;
            var cell = new Cell(tell, code, row, number, fields[field].Code);
            if (answer.HasValue)
                Judge(section, field, answers, cell);
            else if (InsteadOf(fields[field], answer) is { } fault)
                cell.Tell(fault, Cells.Word(answer.Kind));
        }
    }

    private static string? InsteadOf(Field field, in Answer answer) =>
        !field.May.Contains(answer.Kind) ? "may"
        : answer.Kind != AnswerKind.Nil && string.IsNullOrWhiteSpace(answer.Reason) ? "reason"
        : answer.Reason is { } reason && TypeRules.Letters(reason) is not null ? "letters"
        : null;

    private void Judge(int section, int at, Answer[] answers, in Cell cell)
    {
        var field = _fields[section][at];
        var value = answers[at].Value;
        if (TypeRules.Broken(field, value) is var (rule, facts))
        {
            cell.Tell(rule, facts);
            return;
        }
        if (field.Type == FieldType.Party && !_book.Parties.Contains(value.AsText))
            cell.Tell("unknown-party", [value.AsText]);
        if (field is { Type: FieldType.Reference, References: { } record } && _around.Entry(record, value.AsText) is null)
            cell.Tell("unknown-record", [value.AsText]);
        if (_patterns[section][at] is { } pattern)
            Match(field, pattern, value, cell);
        if (_codes[section][at] is { } codes)
            Codes(field, value, codes, _within[section][at] is >= 0 and var parent ? answers[parent] : Answer.Blank, cell);
    }

    private static void Match(Field field, Evaluation pattern, in Value value, in Cell cell)
    {
        pattern[0] = value;
        var outcome = pattern.Run();
        if (outcome.Problem is { } problem)
            cell.Tell(Faults.NotRun, ["pattern", problem.Code, .. problem.Facts]);
        else if (!outcome.Holds)
            cell.Tell("pattern", [field.Pattern!]);
    }

    private static void Codes(Field field, in Value value, IReadOnlyDictionary<string, string?> known, in Answer parent, in Cell cell)
    {
        if (field.Type == FieldType.Money)
        {
            if (TypeRules.Member(value, "currency").AsText is var currency && !known.ContainsKey(currency))
                cell.Tell("unknown-currency", [currency]);
            return;
        }
        foreach (var code in field.Type == FieldType.Codes ? value.AsList.AsSpan() : [value])
        {
            if (!known.TryGetValue(code.AsText, out var of))
                cell.Tell("unknown-code", [code.AsText]);
            else if (parent is { HasValue: true, Value.Kind: Kind.Text } && of != parent.Value.AsText)
                cell.Tell("not-within", [code.AsText, parent.Value.AsText]);
        }
    }

    private static string? ListOf(Field field) => field.Type switch
    {
        FieldType.Code or FieldType.Codes => field.List,
        FieldType.Money when field.Currency is null => "currencies",
        _ => null,
    };

    /// <summary>Where faults of one answer are.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Cell(Action<Fault> tell, string section, Row? row, long? number, string field)
    {
        public void Tell(string rule, params string[] facts) => tell(new Fault(rule, CheckLevel.Error, section, row?.Id, number, field, facts));
    }
}
