using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Records.Content;

namespace Entente.Records.Examples;

/// <summary>What an example declares, as a statement, and the rows of its facts as rules see them.</summary>
public static class ExampleStatement
{
    public static Statement Of(Example example)
    {
        var statement = new Statement(example.Definition);
        foreach (var section in example.Definition.Sections)
        {
            var rows = example.Content.GetValueOrDefault(section.Code) ?? [];
            if (section.IsTable)
                statement.Rows(section.Code).AddRange(rows.Select((row, at) => Fill(Row.Of(section, IdOf(at + 1)), section, row)));
            else if (rows is [var only, ..])
                Fill(statement.Fields(section.Code), section, only);
        }
        return statement;
    }

    /// <summary>A row of a fact or a record, with exactly the members of the type, as formulas were compiled for.</summary>
    public static Context Seen(ExampleRow row, ContextType type)
    {
        var members = new Context.Builder(type.Members.Count);
        foreach (var (name, _) in type.Members)
            members.Put(name, name == FieldTypes.Id ? Value.Of(row.Id) : row.Answers.TryGetValue(name, out var answer) ? ValueOf(answer) : Value.Null);
        return members.ToContext();
    }

    // In formulas nil is 0, and what is not applicable or withheld is null.
    private static Value ValueOf(ExampleAnswer answer) => answer.Kind == AnswerKind.Nil ? Value.Of(0) : answer.Value;

    private static Row Fill(Row row, Section section, ExampleRow from)
    {
        foreach (var (field, answer) in from.Answers)
            row[section, field] = new Answer(answer.Kind, answer.Value, answer.Reason);
        return row;
    }

    private static Guid IdOf(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
