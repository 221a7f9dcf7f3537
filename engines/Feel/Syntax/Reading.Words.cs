namespace Entente.Feel.Syntax;

/// <summary>Expressions that begin with a reserved word, and contexts.</summary>
internal sealed partial class Reading
{
    private If If()
    {
        var start = Now.Start;
        TakeWord(TokenKind.If);
        var condition = Expression();
        Expect(TokenKind.Then);
        var then = Expression();
        Expect(TokenKind.Else);
        var otherwise = Expression();
        return new If(condition, then, otherwise) { At = Since(start) };
    }

    private For For()
    {
        var start = Now.Start;
        TakeWord(TokenKind.For);
        var declared = boundNames.Count;
        var iterations = Iterations();
        Expect(TokenKind.Return);
        var body = Expression();
        Unbind(declared);
        return new For([.. iterations], body) { At = Since(start) };
    }

    private Quantified Quantified(TokenKind word)
    {
        var start = Now.Start;
        TakeWord(word);
        var declared = boundNames.Count;
        var iterations = Iterations();
        Expect(TokenKind.Satisfies);
        var condition = Expression();
        Unbind(declared);
        return new Quantified(word == TokenKind.Every, [.. iterations], condition) { At = Since(start) };
    }

    private List<Iteration> Iterations()
    {
        var iterations = new List<Iteration>();
        do
            iterations.Add(Iteration());
        while (TryTake(TokenKind.Comma));
        return iterations;
    }

    private Iteration Iteration()
    {
        var name = Declared(TokenKind.In);
        Expect(TokenKind.In);
        var @in = Expression();
        var to = TryTake(TokenKind.Dots) ? Expression() : null;
        Bind(name);
        return new Iteration(name, @in, to);
    }

    private FunctionLiteral Function()
    {
        var start = Take().Start;
        var declared = boundNames.Count;
        List<Parameter> parameters = [];
        if (Now.Kind == TokenKind.OpenRound)
            parameters = Parts(Open(TokenKind.CloseRound), Parameter);
        else
            Expect(TokenKind.OpenRound);
        foreach (var parameter in parameters)
            Bind(parameter.Name);
        var external = IsExternal();
        if (external)
            Take();
        var body = Expression();
        Unbind(declared);
        return new FunctionLiteral([.. parameters], body, external) { At = Since(start) };
    }

    private Parameter Parameter()
    {
        var name = Declared(TokenKind.Colon, TokenKind.Comma, TokenKind.CloseRound);
        return new Parameter(name, TryTake(TokenKind.Colon) ? Type() : null);
    }

    /// <summary>Whether <c>external</c> is the word of the language here: then a value follows that cannot follow a name.</summary>
    private bool IsExternal() => Now.Kind == TokenKind.Word && text.AsSpan(Now.Start, Now.Length).SequenceEqual("external")
        && After.Kind is TokenKind.OpenCurly or TokenKind.Word or TokenKind.Text or TokenKind.Number or TokenKind.At;

    private ContextLiteral Curly()
    {
        var start = Now.Start;
        var declared = boundNames.Count;
        var bracket = Open(TokenKind.CloseCurly);
        var entries = Parts(bracket, Entry);
        Unbind(declared);
        return new ContextLiteral([.. entries]) { At = Since(start) };
    }

    /// <summary>A key and its value; entries after it may use the key as a name.</summary>
    private Entry Entry()
    {
        var key = Now.Kind == TokenKind.Text ? TakeText() : Label() ?? Declared(TokenKind.Colon);
        Expect(TokenKind.Colon);
        var value = Expression();
        Bind(key);
        boundMembers.Add(key);
        return new Entry(key, value);
    }
}
