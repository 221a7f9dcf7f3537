using System.Globalization;
using System.Text;

namespace Entente.Shared.Localisation;

/// <summary>What is wrong with a text, and where in it.</summary>
public sealed class MalformedMessage(string reason, int at) : FormatException($"{reason}, at character {at + 1}");

internal sealed class MessageParser(string text)
{
    // Deeper than any sentence a translator could follow; keeps a hostile file from exhausting the stack.
    private const int DeepestNesting = 8;

    private int _at;
    private int _depth;

    public Message Parse()
    {
        var message = Parts(count: null);
        return _at == text.Length ? message : throw Wrong("a closing brace that nothing opened");
    }

    private Message Parts(string? count)
    {
        if (++_depth > DeepestNesting)
            throw Wrong("branches nested too deeply");
        var parts = new List<Part>();
        var literal = new StringBuilder();
        for (; _at < text.Length && text[_at] != '}';)
        {
            switch (text[_at])
            {
                case '{':
                    Flush(literal, parts);
                    parts.Add(Argument(count));
                    break;
                case '#' when count is not null:
                    Flush(literal, parts);
                    parts.Add(new Part.Placeholder(count));
                    _at++;
                    break;
                case '\'':
                    Apostrophe(literal);
                    break;
                default:
                    literal.Append(text[_at++]);
                    break;
            }
        }
        Flush(literal, parts);
        _depth--;
        return new Message(parts);
    }

    private static void Flush(StringBuilder literal, List<Part> parts)
    {
        if (literal.Length > 0)
            parts.Add(new Part.Text(literal.ToString()));
        literal.Clear();
    }

    /// <summary>As in ICU: two are one, and one before a sign of the syntax quotes up to the next; otherwise it is itself.</summary>
    private void Apostrophe(StringBuilder literal)
    {
        var next = _at + 1 < text.Length ? text[_at + 1] : ' ';
        _at++;
        if (next is not ('{' or '}' or '#'))
        {
            literal.Append('\'');
            _at += next == '\'' ? 1 : 0;
            return;
        }
        for (; _at < text.Length; _at++)
        {
            if (text[_at] != '\'')
                literal.Append(text[_at]);
            else if (_at + 1 < text.Length && text[_at + 1] == '\'')
                literal.Append(text[_at++]);
            else
                break;
        }
        if (_at++ >= text.Length)
            throw Wrong("quoted text that is never closed by an apostrophe");
    }

    private Part Argument(string? count)
    {
        Expect('{');
        var name = Word("the name of a placeholder");
        if (Take('}'))
            return new Part.Placeholder(name);
        Expect(',');
        var kind = Word("plural or select");
        if (kind is not ("plural" or "select"))
            throw Wrong($"{kind} is neither plural nor select");
        Expect(',');
        Part part = kind == "plural" ? PluralOf(name) : SelectOf(name, count);
        Expect('}');
        return part;
    }

    private Part.Plural PluralOf(string name)
    {
        var exact = new Dictionary<decimal, Message>();
        var forms = new Dictionary<PluralForm, Message>();
        while (!Peek('}'))
        {
            if (Take('='))
            {
                var number = Word("a number");
                if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                    throw Wrong($"={number} is not a number");
                Add(exact, value, Branch(name), $"={number}");
                continue;
            }
            var form = Word("a plural form");
            var known = form.All(char.IsAsciiLetterLower) && Enum.TryParse<PluralForm>(form, ignoreCase: true, out var parsed)
                ? parsed
                : throw Wrong($"{form} is not a plural form (zero, one, two, few, many, other)");
            Add(forms, known, Branch(name), form);
        }
        return forms.ContainsKey(PluralForm.Other) ? new Part.Plural(name, exact, forms) : throw Wrong($"the branch \"other\" of {name} is missing");
    }

    private Part.Select SelectOf(string name, string? count)
    {
        var branches = new Dictionary<string, Message>(StringComparer.Ordinal);
        while (!Peek('}'))
        {
            var value = Word("a value of " + name);
            Add(branches, value, Branch(count), value);
        }
        return branches.ContainsKey(Part.Select.Other) ? new Part.Select(name, branches) : throw Wrong($"the branch \"other\" of {name} is missing");
    }

    private void Add<TKey>(Dictionary<TKey, Message> branches, TKey key, Message branch, string shown) where TKey : notnull
    {
        if (!branches.TryAdd(key, branch))
            throw Wrong($"the branch \"{shown}\" is there twice");
    }

    private Message Branch(string? count)
    {
        Expect('{');
        var message = Parts(count);
        Expect('}');
        return message;
    }

    private string Word(string expected)
    {
        Blanks();
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '-' or '_' or '.'))
            _at++;
        return _at > start ? text[start.._at] : throw Wrong($"{expected} is missing");
    }

    private void Expect(char sign)
    {
        if (!Take(sign))
            throw Wrong($"expected {sign}");
    }

    private bool Take(char sign)
    {
        var there = Peek(sign);
        _at += there ? 1 : 0;
        return there;
    }

    private bool Peek(char sign)
    {
        // Inside a branch blanks belong to the text, so they are skipped only before signs of the syntax.
        var at = _at;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at >= text.Length || text[at] != sign)
            return false;
        _at = at;
        return true;
    }

    private void Blanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
    }

    private MalformedMessage Wrong(string reason) => new(reason, _at);
}
