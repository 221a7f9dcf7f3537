using System.Text;

namespace Entente.Feel.Syntax;

/// <summary>A name as printed, within the expression that has to go into brackets if the name would be read as a longer one.</summary>
internal readonly record struct Guard(int NameStart, int NameEnd, int Start, int End);

/// <summary>Puts a tree into words, with brackets where an operand binds less than its place asks.</summary>
internal sealed partial class Printing
{
    private readonly StringBuilder text = new();
    private readonly List<Guard> guards = [];

    public string Text => text.ToString();

    public IReadOnlyList<Guard> Guards => guards;

    public void Write(Node node) => Write(node, Level.None);

    private void Write(Node node, int least)
    {
        if (LevelOf(node) >= least)
        {
            WriteBare(node);
            return;
        }
        text.Append('(');
        WriteBare(node);
        text.Append(')');
    }

    private static int LevelOf(Node node) => node switch
    {
        If or For or Quantified or Syntax.FunctionLiteral => Level.None,
        Binary binary => Level.Of(binary.Operator),
        Between or In => Level.Comparison,
        Negation => Level.Negation,
        // After "x instance of list", a "<" would be read as the beginning of the member's type.
        InstanceOf instance => LastName(instance.Type) is "list" or "range" or "context" or "function" ? Level.None : Level.Instance,
        _ => Level.Postfix,
    };

    private static string LastName(TypeNode type) => type switch
    {
        NamedTypeNode named => named.Name,
        FunctionTypeNode function => LastName(function.Result),
        _ => "",
    };

    private void WriteBare(Node node)
    {
        switch (node)
        {
            case Name name: NameOf(name); break;
            case Binary binary: BinaryOf(binary); break;
            case Negation negation: NegationOf(negation); break;
            case Between between: BetweenOf(between); break;
            case In @in: InOf(@in); break;
            case InstanceOf instance: InstanceOf(instance); break;
            case Path path: PathOf(path); break;
            case Filter filter: FilterOf(filter); break;
            case Call call: CallOf(call); break;
            case If @if: IfOf(@if); break;
            case For @for: ForOf(@for); break;
            case Quantified quantified: QuantifiedOf(quantified); break;
            case FunctionLiteral function: FunctionOf(function); break;
            case UnaryTests tests: TestsOf(tests); break;
            default: LiteralOf(node); break;
        }
    }

    private void LiteralOf(Node node)
    {
        switch (node)
        {
            case NumberLiteral number: text.Append(number.Value.ToString()); break;
            case TextLiteral literal: Escapes.Write(literal.Text, text); break;
            case AtLiteral literal: text.Append('@'); Escapes.Write(literal.Text, text); break;
            case BooleanLiteral literal: text.Append(literal.Value ? "true" : "false"); break;
            case NullLiteral: text.Append("null"); break;
            case ListLiteral list: Enclosed('[', list.Items, Write, ']'); break;
            case ContextLiteral context: Enclosed('{', context.Entries, EntryOf, '}'); break;
            case RangeLiteral range: RangeOf(range); break;
            case ComparisonRange range: ComparisonOf(range); break;
            default: throw new ArgumentException($"A tree cannot hold {node.GetType().Name}.", nameof(node));
        }
    }

    private void Enclosed<T>(char opening, Seq<T> parts, Action<T> write, char closing)
    {
        text.Append(opening);
        Parts(parts, write);
        text.Append(closing);
    }

    private void Parts<T>(Seq<T> parts, Action<T> write)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            write(parts[i]);
        }
    }

    private void EntryOf(Entry entry)
    {
        if (Spelling.IsPlain(entry.Key))
            text.Append(entry.Key);
        else
            Escapes.Write(entry.Key, text);
        text.Append(": ");
        Write(entry.Value);
    }

    private void RangeOf(RangeLiteral range)
    {
        text.Append(range.ClosedStart ? '[' : '(');
        Write(range.Start);
        text.Append("..");
        Write(range.End);
        text.Append(range.ClosedEnd ? ']' : ')');
    }

    private void ComparisonOf(ComparisonRange range)
    {
        text.Append('(').Append(SignOf(range.Operator)).Append(' ');
        Write(range.Than, Level.Sum);
        text.Append(')');
    }

    private void NameOf(Name name)
    {
        var start = text.Length;
        text.Append(name.Text);
        guards.Add(new Guard(start, text.Length, start, text.Length));
    }

    private void PathOf(Path path)
    {
        var start = text.Length;
        Write(path.Of, Level.Postfix);
        text.Append('.');
        var member = text.Length;
        text.Append(path.Member);
        guards.Add(new Guard(member, text.Length, start, text.Length));
    }

    private void FilterOf(Filter filter)
    {
        Write(filter.List, Level.Postfix);
        text.Append('[');
        Write(filter.Condition);
        text.Append(']');
    }

    private void CallOf(Call call)
    {
        Write(call.Function, Level.Postfix);
        Enclosed('(', call.Arguments, ArgumentOf, ')');
    }

    private void ArgumentOf(Argument argument)
    {
        if (argument.Name is not null)
            text.Append(argument.Name).Append(": ");
        Write(argument.Value);
    }
}
