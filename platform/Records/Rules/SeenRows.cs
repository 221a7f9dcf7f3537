using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Records.Content;

namespace Entente.Records.Rules;

/// <summary>Rows from outside a statement as its formulas see them: with exactly the members of the type that they were compiled for.</summary>
/// <param name="type">What an entry or the row of a fact holds.</param>
/// <param name="parts">The sections that a row is put together from; of two fields with one code the first counts.</param>
public sealed class SeenRows(ContextType type, IReadOnlyList<Section> parts)
{
    private readonly Shape _shape = Shape.Of([.. type.Members.Select(member => member.Name)]);
    private readonly (int Part, int Field)[] _from = [.. type.Members.Select(member => Place(member.Name, parts))];

    /// <param name="id">By which it can be named.</param>
    /// <param name="answers">Of each part; null where it has none.</param>
    public Value Of(string id, params ReadOnlySpan<Answer[]?> answers) => Of(id, null, answers);

    /// <param name="beside">What a row holds beside its fields, by name: whose it is, and for when.</param>
    public Value Of(string id, IReadOnlyDictionary<string, Value>? beside, params ReadOnlySpan<Answer[]?> answers)
    {
        var values = new Value[_from.Length];
        for (var at = 0; at < values.Length; at++)
        {
            var (part, field) = _from[at];
            if (part >= 0)
                values[at] = answers[part] is { } row ? Seen(parts[part].Fields[field], row[field]) : Value.Null;
            else if (_shape.Names[at] == FieldTypes.Id)
                values[at] = Value.Of(id);
            else if (beside is not null && beside.TryGetValue(_shape.Names[at], out var said))
                values[at] = said;
        }
        return Value.Of(new Context(_shape, values));
    }

    // In formulas nil is 0, and what is not applicable or withheld is null.
    private static Value Seen(Field field, in Answer answer) => answer.Kind switch
    {
        AnswerKind.Value => TypeRules.Fits(field, answer.Value) ? answer.Value : Value.Null,
        AnswerKind.Nil when field is { IsNumber: true } and not { Type: FieldType.Money, Currency: null } => Value.Of(0),
        _ => Value.Null,
    };

    private static (int Part, int Field) Place(string name, IReadOnlyList<Section> parts)
    {
        for (var part = 0; part < parts.Count; part++)
            for (var field = 0; field < parts[part].Fields.Count; field++)
                if (parts[part].Fields[field].Code == name)
                    return (part, field);
        return (-1, -1);
    }
}
