using System.Text;

namespace Entente.Feel.Syntax;

/// <summary>Puts <c>(a) - b</c> where <c>a - b</c> would be read as the name <c>a-b</c>.</summary>
internal static class Guarding
{
    public static string Protect(string text, IReadOnlyList<Guard> guards, Node tree, Names names)
    {
        NameTree[] declared = [names.All, Declared(tree)];
        Token[]? tokens = null;
        var brackets = new List<(int At, char Bracket)>();
        foreach (var guard in guards)
        {
            var word = text.AsSpan(guard.NameStart, Letters.WordLength(text, guard.NameStart));
            if (!declared[0].BeginsWith(word) && !declared[1].BeginsWith(word))
                continue;
            tokens ??= Lexer.Read(text, new Findings());
            var first = Array.BinarySearch(tokens, new Token(TokenKind.Word, guard.NameStart, 0), Comparer<Token>.Create((a, b) => a.Start.CompareTo(b.Start)));
            var length = declared.Max(each => each.Match(text, tokens, first).Tokens);
            if (length > 0 && tokens[first + length - 1].End != guard.NameEnd)
                brackets.AddRange([(guard.Start, '('), (guard.End, ')')]);
        }
        return brackets.Count == 0 ? text : With(text, brackets);
    }

    private static string With(string text, List<(int At, char Bracket)> brackets)
    {
        var protectedText = new StringBuilder(text.Length + brackets.Count);
        var from = 0;
        foreach (var (at, bracket) in brackets.OrderBy(bracket => bracket.At))
        {
            protectedText.Append(text, from, at - from).Append(bracket);
            from = at;
        }
        return protectedText.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>Every name of several words that can be in scope anywhere in the tree: too many brackets do no harm, one too few would.</summary>
    private static NameTree Declared(Node tree)
    {
        var declared = new NameTree();
        foreach (var node in tree.Walk())
            foreach (var name in NamesIn(node))
                declared.Add(name);
        return declared;
    }

    private static IEnumerable<string> NamesIn(Node node) => node switch
    {
        Name name => [name.Text],
        Path path => [path.Member],
        For loop => loop.Iterations.Select(iteration => iteration.Name),
        Quantified quantified => quantified.Iterations.Select(iteration => iteration.Name),
        ContextLiteral context => context.Entries.Select(entry => entry.Key),
        FunctionLiteral function => function.Parameters.Select(parameter => parameter.Name),
        InstanceOf { Type: NamedTypeNode type } => [type.Name],
        _ => [],
    };
}
