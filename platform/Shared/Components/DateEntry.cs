using System.Globalization;
using Entente.Shared.Localisation;

namespace Entente.Shared.Components;

/// <summary>A date as somebody typed it in three fields, or pasted it whole into one of them.</summary>
public sealed class DateEntry
{
    public string? Day { get; set; }
    public string? Month { get; set; }
    public string? Year { get; set; }

    public static DateEntry From(DateOnly? date) => date is not { } given ? new() : new()
    {
        Day = given.Day.ToString(CultureInfo.InvariantCulture),
        Month = given.Month.ToString(CultureInfo.InvariantCulture),
        Year = given.Year.ToString(CultureInfo.InvariantCulture),
    };

    public DateReading Read()
    {
        var filled = new[] { Day, Month, Year }.Where(part => !string.IsNullOrWhiteSpace(part)).ToList();
        return filled.Count == 1 && DateReader.Read(filled[0]) is (DateReading.Understood or DateReading.Ambiguous) and var whole
            ? whole
            : DateReader.Read(Day, Month, Year);
    }
}
