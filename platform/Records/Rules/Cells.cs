using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;

namespace Entente.Records.Rules;

/// <summary>How the answers of a section or row become values for formulas: its fields, the kinds of their answers, the entries they name.</summary>
internal sealed class Cells
{
    private readonly (int Field, What What, Field Of)[] _members;
    private readonly int[][] _ofField;
    private readonly CodesOfDay _codes;

    /// <param name="said">The words of all formulas of the definition: what nobody asks for is not looked up.</param>
    public Cells(Section section, IReadOnlyList<string> names, IReadOnlySet<string> said, CodesOfDay codes)
    {
        _codes = codes;
        Shape = Shape.Of([.. names]);
        _members = [.. names.Select(name => Member(section, name, said))];
        _ofField = [.. section.Fields.Select((_, field) => Enumerable.Range(0, _members.Length).Where(at => _members[at].Field == field).ToArray())];
    }

    private enum What { Value, Answer, Entry, Nothing }

    public Shape Shape { get; }

    public Value[] Make() => new Value[Shape.Count];

    /// <summary>A whole row.</summary>
    public void Read(Answer[] answers, Value[] into, Surroundings around)
    {
        for (var at = 0; at < _members.Length; at++)
        {
            ref readonly var member = ref _members[at];
            into[at] = member.What == What.Nothing ? Value.Null : Of(member, answers[member.Field], around);
        }
    }

    /// <summary>One field whose answer was changed.</summary>
    public void Read(int field, Answer[] answers, Value[] into, Surroundings around)
    {
        foreach (var at in _ofField[field])
            into[at] = Of(_members[at], answers[field], around);
    }

    private Value Of(in (int Field, What What, Field Of) member, in Answer answer, Surroundings around) => member.What switch
    {
        What.Value => ValueOf(member.Of, answer),
        What.Answer => Value.Of(Word(answer.Kind)),
        What.Entry => answer is { HasValue: true, Value.Kind: Kind.Text } ? Entry(member.Of, answer.Value.AsText, around) : Value.Null,
        _ => Value.Null,
    };

    /// <summary>What formulas see of an answer: nil is no number but counts as none.</summary>
    public static Value ValueOf(Field field, in Answer answer) => answer.Kind switch
    {
        AnswerKind.Value => TypeRules.Fits(field, answer.Value) ? answer.Value : Value.Null,
        AnswerKind.Nil when IsNumber(field) => Value.Of(0),
        _ => Value.Null,
    };

    private Value Entry(Field field, string named, Surroundings around) =>
        field.Type == FieldType.Party ? _codes.Party(named, around.Day) : field.List is { } list ? _codes.Rows(list, around.Day).GetValueOrDefault(named) : Value.Of(around.Entry(field.References!, named));

    public static string Word(AnswerKind kind) => kind switch
    {
        AnswerKind.Value => "value",
        AnswerKind.Nil => "nil",
        AnswerKind.NotApplicable => "not-applicable",
        AnswerKind.Withheld => "withheld",
        _ => "blank",
    };

    private static bool IsNumber(Field field) => field.IsNumber && (field.Type != FieldType.Money || field.Currency is not null);

    private static (int, What, Field) Member(Section section, string name, IReadOnlySet<string> said)
    {
        for (var field = 0; field < section.Fields.Count; field++)
        {
            var code = section.Fields[field].Code;
            if (name == code)
                return (field, What.Value, section.Fields[field]);
            if (name == code + FieldTypes.AnswerName)
                return (field, said.Contains(name) ? What.Answer : What.Nothing, section.Fields[field]);
            if (name == code + FieldTypes.EntryName)
                return (field, said.Contains(name) ? What.Entry : What.Nothing, section.Fields[field]);
        }
        throw new ArgumentException($"{name} is no member of {section.Code}.", nameof(name));
    }
}
