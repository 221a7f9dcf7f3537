using System.Globalization;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>Answers as cells of a sheet: numbers and days as such, where a spreadsheet keeps them exactly; all else as text.</summary>
internal static class SheetCells
{
    // A spreadsheet keeps fifteen digits, and no day before March 1900 rightly.
    private const int ExactDigits = 15;
    private static readonly DateOnly FirstDay = new(1900, 3, 1);
    private static readonly DateOnly Epoch = new(1899, 12, 30);

    public static SheetStyle Style(Field field, bool wrong = false) => field.Type switch
    {
        FieldType.Whole or FieldType.Exact => wrong ? SheetStyle.WrongNumber : SheetStyle.Number,
        FieldType.Money when field.Currency is not null => wrong ? SheetStyle.WrongNumber : SheetStyle.Number,
        FieldType.Date => wrong ? SheetStyle.WrongDate : SheetStyle.Date,
        _ => wrong ? SheetStyle.WrongText : SheetStyle.Text,
    };

    public static SheetCell Of(Field field, in Answer answer, CellText cells, Language language)
    {
        var style = Style(field);
        if (answer.IsBlank)
            return new(null, false, style);
        if (style == SheetStyle.Number && answer is { HasValue: true, Value.Kind: Feel.Kind.Number } && answer.Value.AsNumber.TryToDecimal(out var number) && Canonical(number) is { } exact)
            return new(exact, true, style);
        if (style == SheetStyle.Date && answer is { HasValue: true, Value.Kind: Feel.Kind.Date } && answer.Value.AsDate.TryToDateOnly(out var day) && day >= FirstDay)
            return new((day.DayNumber - Epoch.DayNumber).ToString(CultureInfo.InvariantCulture), true, style);
        return new(cells.Write(field, answer, language), false, style);
    }

    /// <summary>The day that a number of days stands for.</summary>
    public static DateTime? Day(double serial, bool from1904) =>
        serial is >= 1 and < 2_958_466 ? (from1904 ? new DateTime(1904, 1, 1) : serial < 60 ? new DateTime(1899, 12, 31) : new DateTime(1899, 12, 30)).AddDays(serial) : null;

    private static string? Canonical(decimal number)
    {
        var text = NumberReader.Canonical(number);
        return text.Count(char.IsAsciiDigit) <= ExactDigits ? text : null;
    }
}
