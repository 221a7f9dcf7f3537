using System.Globalization;
using System.Text;

namespace Entente.Feel.Running;

/// <summary>
/// A set of characters, put into the notation of .NET. That sees a character beyond the first 65,536 as two halves, so these
/// are kept apart and written as pairs. The properties (<c>\p{…}</c>, <c>\d</c>, <c>\w</c>) are those of the first 65,536.
/// </summary>
internal sealed class CharacterClass
{
    private const int FirstBeyond = 0x10000;
    private const int Last = 0x10FFFF;

    // In the order of the specification: letters, marks, numbers and symbols; that is, no punctuation, separators and others.
    private const string WordCharacters = @"\p{L}\p{M}\p{N}\p{S}";
    private const string NameStarts = @"\p{L}_:";
    private const string NameCharacters = @"\p{L}\p{M}\p{Nd}_:.\-·";

    private readonly StringBuilder near = new();
    private List<(int First, int Last)> beyond = [];

    public bool Negated { get; init; }

    public CharacterClass? Except { get; set; }

    public static CharacterClass Dot(bool all) => all ? new CharacterClass { Negated = true } : Of(@"\n\r", negated: true);

    /// <summary>Whether a backslash before it means one character.</summary>
    public static bool IsSingle(char letter) => letter is 'n' or 'r' or 't' or '\\' or '|' or '.' or '-' or '^' or '?' or '*' or '+' or '{' or '}' or '(' or ')' or '[' or ']' or '$';

    public static int Meant(char letter) => letter switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => letter,
    };

    /// <summary>What a backslash and the letter here mean; null for none. Ends behind it.</summary>
    public static CharacterClass? Escape(string text, ref int at)
    {
        var letter = text[at++];
        if (IsSingle(letter))
        {
            var single = new CharacterClass();
            single.Add(Meant(letter), Meant(letter));
            return single;
        }
        return letter switch
        {
            's' or 'S' => Of(@" \t\n\r", letter == 'S'),
            'd' or 'D' => Of(@"\p{Nd}", letter == 'D'),
            'w' or 'W' => Of(WordCharacters, letter == 'W'),
            'i' or 'I' => Of(NameStarts, letter == 'I'),
            'c' or 'C' => Of(NameCharacters, letter == 'C'),
            'p' or 'P' => Property(text, ref at, letter == 'P'),
            _ => null,
        };
    }

    public static string Escaped(int character) => character >= FirstBeyond
        ? "(?:" + Unit(char.ConvertFromUtf32(character)[0]) + Unit(char.ConvertFromUtf32(character)[1]) + ")"
        : Unit((char)character);

    public bool Add(int first, int last)
    {
        if (first < FirstBeyond)
            near.Append(Unit((char)first)).Append('-').Append(Unit((char)Math.Min(last, FirstBeyond - 1)));
        if (last >= FirstBeyond)
            beyond.Add((Math.Max(first, FirstBeyond), last));
        return true;
    }

    /// <summary>Adds what an escape means. One that is negated has everything beyond.</summary>
    public void Add(CharacterClass escape)
    {
        if (!escape.Negated)
        {
            near.Append(escape.near);
            beyond.AddRange(escape.beyond);
            return;
        }
        near.Append(Opposite(escape.near.ToString()));
        beyond = [(FirstBeyond, Last)];
    }

    /// <summary>In the notation of .NET, matching one character.</summary>
    public string Net()
    {
        var pairs = string.Join('|', Beyond().Select(Pairs));
        var plain = Units(top: true);
        return pairs.Length == 0 ? plain : plain == "[]" ? $"(?:{pairs})" : $"(?:{plain}|{pairs})";
    }

    private static CharacterClass Of(string members, bool negated)
    {
        var made = new CharacterClass { Negated = negated };
        made.near.Append(members);
        return made;
    }

    private static CharacterClass? Property(string text, ref int at, bool negated)
    {
        var end = text.IndexOf('}', at);
        if (at >= text.Length || text[at] != '{' || end < 0)
            return null;
        var name = text[(at + 1)..end];
        at = end + 1;
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? Of($@"\p{{{name}}}", negated) : null;
    }

    // Only escapes are negated inside of brackets, and these have a capital letter for it, or are the few written out.
    private static string Opposite(string members) => members switch
    {
        @" \t\n\r" => @"\u0000-\u0008\u000B\u000C\u000E-\u001F\u0021-\uD7FF\uE000-\uFFFF",
        WordCharacters => @"\p{P}\p{Z}\p{C}",
        NameStarts => @"\P{L}-[_:]",
        NameCharacters => @"\p{Nl}\p{No}\p{P}\p{S}\p{Z}\p{C}",
        _ => @"\P" + members[2..],
    };

    // The halves of pairs never match alone.
    private string Units(bool top)
    {
        var halves = top && (Negated || near.ToString().Contains(@"\P", StringComparison.Ordinal) || near.ToString().Contains(@"\p{C", StringComparison.Ordinal));
        if (near.Length == 0 && !Negated)
            return "[]";
        var inside = Negated ? "^" + near + @"\uD800-\uDFFF" : near.ToString();
        if (Except is { } except)
            return $"[{inside}-{except.Units(top: false)}]";
        return halves && !Negated ? $@"[{inside}-[\uD800-\uDFFF]]" : $"[{inside}]";
    }

    private List<(int First, int Last)> Beyond()
    {
        var own = Negated ? Complement(beyond) : [.. beyond.Order()];
        return Except is null ? own : Without(own, Except.Beyond());
    }

    private static List<(int First, int Last)> Complement(List<(int First, int Last)> ranges) => Without([(FirstBeyond, Last)], ranges);

    private static List<(int First, int Last)> Without(List<(int First, int Last)> from, List<(int First, int Last)> less)
    {
        foreach (var (first, last) in less)
            from = [.. from.SelectMany(range => new[] { (range.First, Last: Math.Min(range.Last, first - 1)), (First: Math.Max(range.First, last + 1), range.Last) }).Where(range => range.Item1 <= range.Item2)];
        return from;
    }

    // A range of characters as ranges of halves: the rest of the first block, the whole blocks, the beginning of the last.
    private static string Pairs((int First, int Last) range)
    {
        var (first, last) = (char.ConvertFromUtf32(range.First), char.ConvertFromUtf32(range.Last));
        if (first[0] == last[0])
            return $"{Unit(first[0])}[{Unit(first[1])}-{Unit(last[1])}]";
        var between = first[0] + 1 < last[0] ? $@"|[{Unit((char)(first[0] + 1))}-{Unit((char)(last[0] - 1))}][\uDC00-\uDFFF]" : "";
        return $@"{Unit(first[0])}[{Unit(first[1])}-\uDFFF]{between}|{Unit(last[0])}[\uDC00-{Unit(last[1])}]";
    }

    private static string Unit(char unit) => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)unit:X4}");
}
