using System.Globalization;

namespace Entente.Feel.Running;

/// <summary>
/// Reads regular expressions as XPath 2.0 defines them (Functions and Operators, 7.6.1). Null when one is not well formed.
/// </summary>
internal sealed class PatternReader(string text, bool dotAll, bool multiLine)
{
    private const int DeepestNesting = 100;

    private readonly HashSet<int> closed = [];
    private int at;
    private int groups;
    private int depth;

    public int Groups => groups;

    public bool HasBackReferences { get; private set; }

    public PatternNode? Read() => Branches() is { } tree && at == text.Length ? tree : null;

    private bool AtEnd => at >= text.Length;

    private char Here => text[at];

    private PatternNode? Branches()
    {
        var branches = new List<PatternNode>();
        do
        {
            if (Branch() is not { } branch)
                return null;
            branches.Add(branch);
        }
        while (Skip('|'));
        return branches is [var only] ? only : new Choice(branches);
    }

    private Following? Branch()
    {
        var parts = new List<PatternNode>();
        while (!AtEnd && Here is not ('|' or ')'))
        {
            if (Atom() is not { } atom || Quantified(atom) is not { } part)
                return null;
            parts.Add(part);
        }
        return new Following(parts);
    }

    private PatternNode? Atom()
    {
        var first = text[at++];
        switch (first)
        {
            case '(':
                return Group();
            case '[':
                return new ClassReader(text, at).Read(out at) is { } read ? new CharacterSet(read.Net()) : null;
            case '.':
                return new CharacterSet(CharacterClass.Dot(dotAll).Net());
            case '^' or '$':
                return new Edge(first == '^', multiLine);
            case '\\':
                return Escape();
            case '?' or '*' or '+' or '{' or '}' or ']':
                return null;
            default:
                return Literal(at - 1);
        }
    }

    private CharacterSet Literal(int start)
    {
        var pair = char.IsHighSurrogate(text[start]) && start + 1 < text.Length && char.IsLowSurrogate(text[start + 1]);
        at = start + (pair ? 2 : 1);
        return new CharacterSet(CharacterClass.Escaped(pair ? char.ConvertToUtf32(text[start], text[start + 1]) : text[start]));
    }

    private Grouped? Group()
    {
        if (++depth > DeepestNesting)
            return null;
        var kept = !Skip('?');
        if (!kept && !Skip(':'))
            return null;
        int? number = kept ? ++groups : null;
        if (Branches() is not { } inside || !Skip(')'))
            return null;
        depth--;
        if (number is { } done)
            closed.Add(done);
        return new Grouped(number, inside);
    }

    private PatternNode? Escape()
    {
        if (AtEnd)
            return null;
        if (!char.IsAsciiDigit(Here))
            return CharacterClass.Escape(text, ref at) is { } set ? new CharacterSet(set.Net()) : null;
        // As many digits as make the number of a group there is.
        var number = Here - '0';
        at++;
        while (!AtEnd && char.IsAsciiDigit(Here) && (number * 10) + (Here - '0') <= groups)
            number = (number * 10) + (text[at++] - '0');
        HasBackReferences = true;
        return closed.Contains(number) ? new Back(number) : null;
    }

    private PatternNode? Quantified(PatternNode atom)
    {
        if (AtEnd || Here is not ('?' or '*' or '+' or '{'))
            return atom;
        if (atom is Edge)
            return null;
        var sign = text[at++];
        var (fewest, most) = sign switch
        {
            '?' => (0, (int?)1),
            '*' => (0, null),
            '+' => (1, null),
            _ => Quantity(),
        };
        return fewest < 0 || most < fewest ? null : new Repeated(atom, fewest, most, Skip('?'));
    }

    // {2}, {2,} or {2,5}; −1 when it is none.
    private (int Fewest, int? Most) Quantity()
    {
        if (Number() is not { } fewest)
            return (-1, null);
        int? most = fewest;
        if (Skip(','))
            most = AtEnd || Here == '}' ? null : Number() ?? -1;
        return Skip('}') ? (fewest, most) : (-1, null);
    }

    private int? Number()
    {
        var start = at;
        while (!AtEnd && char.IsAsciiDigit(Here))
            at++;
        return int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private bool Skip(char sign)
    {
        if (AtEnd || Here != sign)
            return false;
        at++;
        return true;
    }
}
