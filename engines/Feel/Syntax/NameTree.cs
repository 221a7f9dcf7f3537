namespace Entente.Feel.Syntax;

/// <summary>
/// Names of several tokens, as a tree of their tokens, so that the longest one that stands at a place is found in one walk.
/// Spaces between tokens say nothing: <c>a-b</c> and <c>a - b</c> are one name, spelled as it was first declared.
/// </summary>
internal sealed class NameTree
{
    /// <summary>A name of more tokens is not looked for, so that no text costs more than its length.</summary>
    public const int MostTokens = 40;

    private readonly Node root = new();

    /// <summary>Adds a name; one that is a single word needs no help and is left out.</summary>
    /// <returns>Whether it was added.</returns>
    public bool Add(string name)
    {
        if (Tokens(name) is not { } tokens)
            return false;
        var node = root;
        for (var i = 0; i < tokens.Length - 1; i++)
            node = node.Add(Key(name, tokens[i]));
        (node.Spellings ??= []).Push(Names.Normal(name));
        return true;
    }

    /// <summary>Whether a name of several tokens begins with this word.</summary>
    public bool BeginsWith(ReadOnlySpan<char> word) => root.Find(word) is not null;

    /// <summary>Takes back the last name added with these tokens.</summary>
    public void Remove(string name)
    {
        var node = root;
        foreach (var token in Tokens(name).AsSpan()[..^1])
            node = node.Find(Key(name, token))!;
        node.Spellings!.Pop();
    }

    /// <summary>The longest name at a token, and how many tokens were looked at.</summary>
    public (int Tokens, string? Spelling, int Looked) Match(string text, Token[] tokens, int at)
    {
        var (longest, spelling, looked, node) = (0, default(string), 0, root);
        while (node.Find(Key(text, tokens[at + looked])) is { } next)
        {
            looked++;
            node = next;
            if (next.Spellings is { Count: > 0 } spellings)
                (longest, spelling) = (looked, spellings.Peek());
        }
        return (longest, spelling, looked);
    }

    /// <summary>The tokens of a name with the end, or null when it is a single word or no name.</summary>
    private static Token[]? Tokens(string name)
    {
        if (Letters.WordLength(name, 0) == name.Length)
            return null;
        var findings = new Findings();
        var tokens = Lexer.Read(name, findings);
        return tokens.Length is > 2 and <= MostTokens && findings.Count == 0 && tokens[0].Kind == TokenKind.Word && tokens[1..^1].All(token => token.ContinuesName) ? tokens : null;
    }

    private static ReadOnlySpan<char> Key(string text, Token token) =>
        token.IsReserved || token.Kind < TokenKind.Equal ? text.AsSpan(token.Start, token.Length) : Signs.TextOf(token.Kind);

    private sealed class Node
    {
        public Dictionary<string, Node>? Next { get; private set; }

        public Stack<string>? Spellings { get; set; }

        public Node? Find(ReadOnlySpan<char> token) => Next is not null && Next.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var node) ? node : null;

        public Node Add(ReadOnlySpan<char> token)
        {
            if (Find(token) is { } found)
                return found;
            var node = new Node();
            (Next ??= new Dictionary<string, Node>(StringComparer.Ordinal)).Add(token.ToString(), node);
            return node;
        }
    }
}
