using Entente.Feel.Values;

namespace Entente.Feel.Syntax;

/// <summary>What stands between operators, and what may follow it directly: a member, a filter, arguments.</summary>
internal sealed partial class Reading
{
    private Node Operand() => Now.Kind switch
    {
        TokenKind.Word => CapitalWord() ?? Variable(),
        TokenKind.Number => NumberFrom(Now.Start),
        TokenKind.Text => new TextLiteral(TakeText()) { At = Since(tokens[at - 1].Start) },
        TokenKind.At => AtText(),
        TokenKind.True or TokenKind.False => new BooleanLiteral(Now.Kind == TokenKind.True) { At = Take().At },
        TokenKind.Null => new NullLiteral { At = Take().At },
        TokenKind.If => If(),
        TokenKind.For => For(),
        TokenKind.Some or TokenKind.Every => Quantified(Now.Kind),
        TokenKind.Function => Function(),
        TokenKind.OpenRound => Round(),
        TokenKind.OpenSquare => Square(),
        TokenKind.CloseSquare => TurnedSquare(),
        TokenKind.OpenCurly => Curly(),
        _ => NoOperand(),
    };

    /// <summary><c>IF a THEN …</c>: a word in capitals followed by another word is no name.</summary>
    private Node? CapitalWord() =>
        After.Kind is not (TokenKind.Word or TokenKind.Number or TokenKind.Text or TokenKind.At) ? null : Meant(Now) switch
        {
            TokenKind.If => If(),
            TokenKind.For => For(),
            TokenKind.Some => Quantified(TokenKind.Some),
            TokenKind.Every => Quantified(TokenKind.Every),
            _ => null,
        };

    private Node NoOperand()
    {
        var token = Now;
        if (token.Kind == TokenKind.Apostrophe)
            return SingleQuoted();
        if (token.Kind == TokenKind.Unknown)
            return MissingAt(Codes.UnknownCharacter);
        if (token.IsReserved && !After.StartsOperand && After.Kind is not (TokenKind.End or TokenKind.Word))
            return MissingAt(Codes.ReservedWord);
        return Missing(Codes.ValueMissing, [TextOf(token)]);
    }

    private NullLiteral MissingAt(string code)
    {
        var missing = Missing(code, [TextOf(Now)]);
        at++;
        return missing;
    }

    private NumberLiteral NumberFrom(int start)
    {
        var token = Take();
        if (!Number.TryParse(text.AsSpan(token.Start, token.Length), out var number))
            Report(Codes.NumberTooLarge, token.At, [TextOf(token)]);
        return new NumberLiteral(start < token.Start ? number.Negate() : number) { At = Since(start) };
    }

    private string TakeText()
    {
        var token = Take();
        return Escapes.Read(text, token.Start + 1, Math.Max(token.Start + 1, token.End - 1), Findings);
    }

    private Node AtText()
    {
        var sign = Take();
        return Now.Kind == TokenKind.Text
            ? new AtLiteral(TakeText()) { At = Since(sign.Start) }
            : Missing("expected-text", [TextOf(Now)]);
    }

    /// <summary><c>'PS'</c> is meant as a text.</summary>
    private Node SingleQuoted()
    {
        var opening = Now;
        var end = at + 1;
        while (tokens[end].Kind is not (TokenKind.Apostrophe or TokenKind.End))
            end++;
        Steps += end - at;
        if (tokens[end].Kind == TokenKind.End)
            return MissingAt(Codes.UnknownCharacter);
        at = end + 1;
        var said = text[opening.End..tokens[end].Start];
        Repair(Codes.WrongSign, Since(opening.Start), TextOf(opening), "\"", $"\"{said}\"");
        return new TextLiteral(said) { At = Since(opening.Start) };
    }

    private Path Path(int start, Node of)
    {
        Take();
        return new Path(of, Member()) { At = Since(start) };
    }

    private string Member()
    {
        if (Now.Kind == TokenKind.Word && Longest(names.Members, boundMembers) is { } several)
            return several;
        if (Now.Kind == TokenKind.Word || Now.IsReserved)
            return TextOfAll(Take());
        Report(Codes.NameMissing, Now.At, [TextOf(Now)]);
        return "";
    }

    private Filter Filter(int start, Node list)
    {
        var bracket = Open(TokenKind.CloseSquare);
        filters++;
        var condition = Expression();
        filters--;
        Close(bracket);
        return new Filter(list, condition) { At = Since(start) };
    }

    private Call Call(int start, Node function)
    {
        var bracket = Open(TokenKind.CloseRound);
        var anyNamed = false;
        var anyPlaced = false;
        var arguments = Parts(bracket, () =>
        {
            var begin = Now.Start;
            var argument = Argument();
            (anyNamed, anyPlaced) = (anyNamed || argument.Name is not null, anyPlaced || argument.Name is null);
            if (anyNamed && anyPlaced)
                Report(Codes.MixedArguments, Since(begin), [TextAt(Since(begin))]);
            return argument;
        });
        return new Call(function, [.. arguments]) { At = Since(start) };
    }

    private Argument Argument()
    {
        var name = Label();
        if (name is not null)
            Take();
        return new Argument(name, Expression());
    }
}
