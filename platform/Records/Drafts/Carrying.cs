using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Records.Content;
using Entente.Records.Rules;

namespace Entente.Records.Drafts;

/// <summary>
/// The formulas of carry-over, in which <c>old</c> is the section or row as it was under the version before. One that cannot be
/// worked out leaves its field blank, to be answered.
/// </summary>
internal static class Carrying
{
    private static readonly Scope Scope = Scope.Of((Scopes.Old, FeelType.Any));

    public static CarryFormula Between(Definition before, Definition now)
    {
        var rules = now.Carries.Where(carry => carry.Formula is not null).ToDictionary(carry => carry, carry => Rule.Check(carry.Formula!, Scope));
        return (carry, old) =>
        {
            if (rules[carry] is not { Findings.Count: 0 } read || carry.From.Split('.') is not [var from, _] || before.Section(from) is not { } source
                || carry.To.Split('.') is not [var to, var code] || now.Section(to)?.Field(code) is not { } field)
                return default;
            var evaluation = read.Compile().Open(Limits.Default);
            evaluation[0] = Old(source, old);
            return evaluation.Run() is { Problem: null } outcome && TypeRules.Fits(field, outcome.Value) ? Answer.Of(outcome.Value) : default;
        };
    }

    private static Value Old(Section source, Func<string, Answer> old)
    {
        var answers = source.Fields.Select(field => (Field: field, Answer: old(field.Code))).ToList();
        return Value.Of(new Context(
            Shape.Of([.. answers.SelectMany(one => new[] { one.Field.Code, one.Field.Code + FieldTypes.AnswerName })]),
            [.. answers.SelectMany(one => new[] { Cells.ValueOf(one.Field, one.Answer), Value.Of(Cells.Word(one.Answer.Kind)) })]));
    }
}
