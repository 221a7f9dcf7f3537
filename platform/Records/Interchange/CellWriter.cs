using System.Buffers;
using System.Text;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>
/// The cells of one column: plain numbers, dates, codes and ASCII texts go straight into bytes, what remains through
/// <see cref="CellText.Write"/>, which says the same.
/// </summary>
internal sealed class CellWriter(Field field, CellText cells, Language language, CodeStyle style)
{
    private const int LongestNumber = 32;
    private const int MostKept = 20_000;

    private static readonly SearchValues<char> Special = SearchValues.Create("\",;\t|\r\n");

    private readonly Dictionary<string, byte[]?> _codes = new(StringComparer.Ordinal);
    private readonly bool _isChoice = field.Type is FieldType.Code or FieldType.Party or FieldType.Reference;
    private readonly byte _decimalSign = (byte)Formats.Of(language).DecimalSign;

    public void Write(CsvLine line, in Answer answer)
    {
        if (answer.IsBlank)
        {
            line.Blank();
            return;
        }
        if (!answer.HasValue || !TryPlainly(line, answer.Value))
            line.Text(cells.Write(field, answer, language, style));
    }

    private bool TryPlainly(CsvLine line, in Value value) => value.Kind switch
    {
        Kind.Number => TryNumber(line, value),
        Kind.Date => TryDate(line, value),
        Kind.Text when _isChoice => Choice(line, value.AsText),
        Kind.Text => TryText(line, value.AsText),
        _ => false,
    };

    private bool Choice(CsvLine line, string code)
    {
        if (!_codes.TryGetValue(code, out var bytes) && _codes.Count < MostKept)
        {
            var text = cells.Write(field, Answer.Of(Value.Of(code)), language, style);
            bytes = text.AsSpan().ContainsAny(Special) ? null : Encoding.UTF8.GetBytes(text);
            _codes.Add(code, bytes);
        }
        if (bytes is null)
            return false;
        line.Bytes(bytes);
        return true;
    }

    private bool TryNumber(CsvLine line, in Value value)
    {
        if (value.AsNumber.TryToInt64(out var whole))
        {
            whole.TryFormat(line.Cell(LongestNumber), out var count, default, System.Globalization.CultureInfo.InvariantCulture);
            line.Took(count);
            return true;
        }
        // A comma may be the separator; then the cell needs quotes, which the long way puts.
        if (_decimalSign == ',' || !value.AsNumber.TryToDecimal(out var number))
            return false;
        number = Formats.WithoutTrailingZeros(number);
        var cell = line.Cell(LongestNumber + 2);
        if (!number.TryFormat(cell, out var length, default, System.Globalization.CultureInfo.InvariantCulture))
            return false;
        // One to three digits, a sign and three more would be asked about.
        var negative = cell[0] == '-' ? 1 : 0;
        if (number.Scale == 3 && length - negative <= 7 && !(cell[negative] == '0'))
            cell[length++] = (byte)'0';
        line.Took(length);
        return true;
    }

    private static bool TryDate(CsvLine line, in Value value)
    {
        var date = value.AsDate;
        if (date.Year is < 1000 or > 9999)
            return false;
        var cell = line.Cell(10);
        Figures(cell, date.Year, 4);
        cell[4] = (byte)'-';
        Figures(cell[5..], date.Month, 2);
        cell[7] = (byte)'-';
        Figures(cell[8..], date.Day, 2);
        line.Took(10);
        return true;
    }

    private static void Figures(Span<byte> to, int number, int many)
    {
        for (var at = many - 1; at >= 0; at--, number /= 10)
            to[at] = (byte)('0' + (number % 10));
    }

    private bool TryText(CsvLine line, string text)
    {
        if (!field.IsText || !PlainCell.IsPlain(text) || field.May.Count > 0 || text.AsSpan().ContainsAny(Special))
            return false;
        Encoding.ASCII.GetBytes(text, line.Cell(text.Length));
        line.Took(text.Length);
        return true;
    }
}
