using System.Globalization;
using System.Text;

namespace Entente.Shared.Paper;

/// <summary>
/// The moment at which a PDF was made, and what follows from it, as the only bytes in which two prints of one page differ. They are
/// put in place of what Chromium wrote, as long as that, so that every address within the file still holds.
/// </summary>
internal static class PdfDate
{
    private static readonly byte[][] Marks = [.. new[] { "/CreationDate (D:", "/ModDate (D:" }.Select(Encoding.ASCII.GetBytes)];

    public static byte[] Set(byte[] pdf, DateTimeOffset made)
    {
        var settled = (byte[])pdf.Clone();
        var figures = Encoding.ASCII.GetBytes(made.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture));
        foreach (var mark in Marks)
            for (var at = Next(settled, mark, 0); at >= 0; at = Next(settled, mark, at))
                if (at + figures.Length <= settled.Length && settled.AsSpan(at, figures.Length).IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
                    figures.CopyTo(settled, at);
        return settled;
    }

    // Behind the mark, or -1.
    private static int Next(byte[] pdf, byte[] mark, int from)
    {
        var found = pdf.AsSpan(from).IndexOf(mark);
        return found < 0 ? -1 : from + found + mark.Length;
    }
}
