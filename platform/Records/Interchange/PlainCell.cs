using System.Buffers;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>
/// The cells that nine files in ten consist of, read without making anything but the text itself: plain numbers, ISO dates,
/// codes, yes and no, ASCII text. What it does not know for certain it leaves to <see cref="CellText"/>, which says the same.
/// </summary>
internal sealed class PlainCell(Field field, Choices? choices, DecimalSign? settled)
{
    private const int Kept = 256;

    // Letters, figures and the signs of names; a text of these alone, that begins with a letter or figure, needs no second look.
    private static readonly SearchValues<char> PlainSigns = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,;:/()_-&+*?!%'");

    private readonly string?[] _kept = new string?[Kept];
    private readonly bool _wordsCount = field.May.Count > 0;

    public bool TryRead(ReadOnlySpan<char> text, out Answer answer)
    {
        answer = default;
        if (text.IsEmpty)
            return true;
        return field.Type switch
        {
            FieldType.Whole => TryNumber(text, whole: true, out answer),
            FieldType.Exact => TryNumber(text, whole: false, out answer),
            FieldType.Money => field.Currency is not null && TryNumber(text, whole: false, out answer),
            FieldType.Date => TryDate(text, out answer),
            FieldType.YesNo => CellWords.TryYesNo(text, out var yes) && Put(Value.Of(yes), out answer),
            FieldType.Code or FieldType.Party => choices!.TryExact(text, out var code) && Put(Value.Of(code), out answer),
            FieldType.Reference => TryReference(text, out answer),
            FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Url => TryText(text, out answer),
            _ => false,
        };
    }

    private static bool Put(Value value, out Answer answer)
    {
        answer = new Answer(AnswerKind.Value, value, null);
        return true;
    }

    // At most 18 digits, one sign between them, which cannot group: not three digits behind it, or it is settled.
    private bool TryNumber(ReadOnlySpan<char> text, bool whole, out Answer answer)
    {
        answer = default;
        var negative = text[0] == '-';
        var digits = negative ? text[1..] : text;
        if (digits.Length is 0 or > 18 || !char.IsAsciiDigit(digits[0]))
            return false;
        var (value, point) = (0L, -1);
        for (var at = 0; at < digits.Length; at++)
        {
            var digit = (uint)(digits[at] - '0');
            if (digit <= 9)
                value = (value * 10) + digit;
            else if (digits[at] is '.' or ',' && point < 0 && at + 1 < digits.Length)
                point = at;
            else
                return false;
        }
        var places = point < 0 ? 0 : digits.Length - point - 1;
        if (places > 0 && !IsDecimal(digits, point, places))
            return false;
        while (places > 0 && value % 10 == 0)
            (value, places) = (value / 10, places - 1);
        if (places == 0)
            return Put(Value.Of(negative ? -value : value), out answer);
        return !whole && Put(Value.Of(new decimal((int)value, (int)(value >> 32), 0, negative, (byte)places)), out answer);
    }

    private bool IsDecimal(ReadOnlySpan<char> digits, int point, int places) =>
        settled is { } sign ? digits[point] == (sign == DecimalSign.Point ? '.' : ',') : places != 3 || point > 3 || (point == 1 && digits[0] == '0');

    private static bool TryDate(ReadOnlySpan<char> text, out Answer answer)
    {
        answer = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
            return false;
        var (year, month, day) = (Figures(text[..4]), Figures(text.Slice(5, 2)), Figures(text[8..]));
        return year is >= 1800 and <= 2199 && month >= 1 && day >= 1 && Date.TryOf(year, month, day, out var date) && Put(Value.Of(date), out answer);
    }

    private static int Figures(ReadOnlySpan<char> text)
    {
        var value = 0;
        foreach (var sign in text)
        {
            if (!char.IsAsciiDigit(sign))
                return -1;
            value = (value * 10) + (sign - '0');
        }
        return value;
    }

    private bool TryReference(ReadOnlySpan<char> text, out Answer answer)
    {
        answer = default;
        if (choices is not null)
            return choices.TryExact(text, out var id) && Put(Value.Of(id), out answer);
        // An id; words of the five languages do not look so.
        return text.Length == 36 && text[8] == '-' && !text.ContainsAnyExcept(PlainSigns) && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
            && Put(Value.Of(Keep(text)), out answer);
    }

    private bool TryText(ReadOnlySpan<char> text, out Answer answer)
    {
        answer = default;
        return !_wordsCount && IsPlain(text) && Put(Value.Of(Keep(text)), out answer);
    }

    /// <summary>Whether a text stands in a cell as it is, whatever spreadsheet it goes through.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && text[^1] != ' ' && !text.ContainsAnyExcept(PlainSigns)
        && !(text[0] is 'E' or 'e' && CellGuard.IsError(text.ToString()));

    // What comes again and again in one column is made once.
    private string Keep(ReadOnlySpan<char> text)
    {
        if (text.Length > 40)
            return text.ToString();
        ref var kept = ref _kept[string.GetHashCode(text, StringComparison.Ordinal) & (Kept - 1)];
        return kept is not null && text.SequenceEqual(kept) ? kept : kept = text.ToString();
    }
}
