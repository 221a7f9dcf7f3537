using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>"within: 30 working days" with its "calendar".</summary>
internal sealed partial class TimeLimitPart(MapReader map, Reading reading)
{
    private FileFindings Findings => reading.Findings;

    public TimeLimit? Read(bool required = true)
    {
        var word = map.Word("within", required);
        var length = Length().Match(word?.Value ?? "1 day");
        var days = length.Success ? int.Parse(length.Groups["days"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (days is < 1 or > 3650)
            Findings.Add(word!.At, "wrong-type", $"\"{word.Value}\" is not a number of days.", "Write \"30 working days\" or \"90 days\".");
        var working = length.Groups["working"].Success;
        var calendar = Calendar(working);
        return word is null ? null : new TimeLimit(days, working, calendar);
    }

    private string? Calendar(bool working)
    {
        if (map.Word("calendar", required: false) is not { } word)
            return null;
        if (!working)
            Findings.Add(word.At, "unfitting-key", "A calendar is for working days.", "Write \"within: 30 working days\", or remove \"calendar\".");
        if (reading.Body.List(word.Value) is not { } list)
            Findings.AddUnknown(word.At, "unknown-list", $"There is no list \"{word.Value}\" in body.yaml.", word.Value, reading.Body.Lists.Select(known => known.Code));
        else if (!list.Columns.Any(column => column is { Code: "day", Kind: ColumnKind.Date }))
            Findings.Add(word.At, "calendar", $"The list \"{word.Value}\" has no column \"day\" with dates.", "Add \"day: {name: Day, kind: date}\" to its columns in body.yaml.");
        return word.Value;
    }

    [GeneratedRegex(@"\A(?<days>[0-9]{1,4}) (?<working>working )?days?\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Length();
}
