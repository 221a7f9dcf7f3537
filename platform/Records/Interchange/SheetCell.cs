using System.Globalization;
using System.Runtime.InteropServices;

namespace Entente.Records.Interchange;

/// <summary>A cell of a sheet as it stands in the file: text, a number, or a day as a number.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SheetCell(string? Text, bool IsNumber, SheetStyle Style)
{
    public static SheetCell Of(string? text, SheetStyle style) => new(text, false, style);

    public static string Name(int column, long row)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        return letters + row.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The column of "BC12", from 0; -1 where it is none.</summary>
    public static int Column(ReadOnlySpan<char> name)
    {
        var column = 0;
        foreach (var sign in name)
        {
            if (sign is < 'A' or > 'Z' || column > 20_000)
                break;
            column = (column * 26) + (sign - 'A') + 1;
        }
        return column - 1;
    }
}

/// <summary>The places in the list of styles that <see cref="WorkbookParts.Styles"/> writes, in its order.</summary>
internal enum SheetStyle { Plain, Heading, Required, Title, Help, Mark, Link, Text, Number, Date, WrongText, WrongNumber, WrongDate }
