using Entente.Feel.Running;
using Entente.Feel.Syntax;

namespace Entente.Feel.Explaining;

/// <summary>Names the parts of a rule: fields by what the reader calls them, totals and counts in words, the rest as it is written.</summary>
internal sealed class Things(Trace trace, Voice voice)
{
    private readonly Phrases phrases = voice.Phrases;

    private Sums Sums => new(trace, phrases, With);

    /// <summary>"the total of *weight_kg* over 3 rows"</summary>
    public string Name(Node node) => node switch
    {
        Syntax.Name name => voice.Name(name.Text),
        Syntax.Path path when Dotted(path) is { } dotted => voice.Name(dotted),
        Syntax.Path path => Sums.Of(path.Of) is { } sum ? phrases.Fill("thing.part", voice.Name(path.Member), sum) : voice.Name(path.Member),
        Filter filter when !IsConstant(filter.Condition) => phrases.Fill("thing.filtered", Name(filter.List), Code(filter.Condition)),
        Call { Function: Syntax.Name function, Arguments: [var only] } when phrases.Knows($"thing.{function.Text}") => Folded(function.Text, only.Value),
        _ => Code(node),
    };

    /// <summary>"*quota_kg* 12,000", or only the value where the part is one.</summary>
    public string With(Node node) => (trace.Of(node) ?? Literals.Written(node)) is not { } value ? Code(node)
        : IsConstant(node) ? voice.Value(value)
        : Sums.Of(node) is { } sum ? phrases.Fill("thing.made", voice.Value(value), sum)
        : phrases.Fill("thing.with", Name(node), voice.Value(value));

    /// <summary>"*weight_kg* is 12,400"</summary>
    public string Is(Node node) => trace.Of(node) switch
    {
        null => phrases.Fill("thing.unused", Name(node)),
        { IsNull: true, Problem: { } problem } => phrases.Fill("thing.failed", Name(node), voice.Clause(voice.Say(problem))),
        { IsNull: true } => phrases.Fill("thing.blank", Name(node)),
        { } value when Sums.Of(node) is { } sum => phrases.Fill("thing.makes", sum, voice.Value(value)),
        { } value => phrases.Fill("thing.is", Name(node), voice.Value(value)),
    };

    public string Tested(Test test) => test switch
    {
        ExpressionTest { Expression: var expression } => With(expression),
        ComparisonTest compared => $"{Printing.SignOf(compared.Operator)} {With(compared.Than)}",
        _ => "-",
    };

    public string Code(Node node) => voice.Code(Printer.Print(node));

    public bool IsConstant(Node node) => node switch
    {
        NumberLiteral or TextLiteral or BooleanLiteral or NullLiteral or AtLiteral => true,
        Negation negation => IsConstant(negation.Of),
        RangeLiteral range => (range.Start is null || IsConstant(range.Start)) && (range.End is null || IsConstant(range.End)),
        ListLiteral list => list.Items.All(IsConstant),
        Call { Function: Syntax.Name { Text: "date" or "time" or "date and time" or "duration" } } call => call.Arguments.All(argument => IsConstant(argument.Value)),
        _ => false,
    };

    private string Folded(string function, Node over)
    {
        var members = trace.Of(over) is { Kind: Kind.List } list ? voice.Members(list.AsList.Count) : Name(over);
        return phrases.Fill($"thing.{function}", Measured(over), members);
    }

    // The total of catches[gear = "PS"].weight_kg is a total of weight_kg.
    private string Measured(Node over) => over is Syntax.Path path ? voice.Name(Dotted(path) ?? path.Member) : Name(over);

    private static string? Dotted(Node node) => node switch
    {
        Syntax.Name name => name.Text,
        Syntax.Path path when Dotted(path.Of) is { } before => $"{before}.{path.Member}",
        Filter filter => Dotted(filter.List),
        _ => null,
    };
}
