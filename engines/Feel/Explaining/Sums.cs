using Entente.Feel.Syntax;

namespace Entente.Feel.Explaining;

/// <summary>Shows what was calculated with: "*landed_kg* 900 plus *discards_kg* 120".</summary>
internal sealed class Sums(Trace trace, Phrases phrases, Func<Node, string> said)
{
    // Longer ones are read more easily as they are written.
    private const int MostParts = 6;

    /// <summary>The parts of a calculation; null when it is none, or has too many.</summary>
    public string? Of(Node node) => IsSum(node) && node.Walk().Count(IsSum) < MostParts && trace.Of(node) is { IsNull: false } ? Parts(node) : null;

    private static bool IsSum(Node node) => node is Binary { Operator: >= Operator.Add };

    private string Parts(Node node) =>
        node is Binary { Operator: >= Operator.Add and var sign } binary
            ? phrases.Fill(Word(sign), Part(binary.Left, sign, isLeft: true), Part(binary.Right, sign, isLeft: false))
            : said(node);

    // Of "a plus b plus c" the first two need no brackets.
    private string Part(Node node, Operator sign, bool isLeft) =>
        node is not Binary { Operator: >= Operator.Add and var own } ? said(node)
        : isLeft && own == sign && sign != Operator.Power ? Parts(node)
        : $"({Parts(node)})";

    private static string Word(Operator sign) => sign switch
    {
        Operator.Add => "thing.plus",
        Operator.Subtract => "thing.minus",
        Operator.Multiply => "thing.times",
        Operator.Divide => "thing.over",
        _ => "thing.power",
    };
}
