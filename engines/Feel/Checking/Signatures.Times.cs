using static Entente.Feel.Checking.FeelType;

namespace Entente.Feel.Checking;

public static partial class Signatures
{
    private static IEnumerable<(string Name, Overload Overload)> Times() =>
    [
        F("now", DateAndTime),
        F("today", Date),
        F("is", FeelType.Boolean, P("value1", Any), P("value2", Any)),
        F("day of year", Number, P("date", Date, DateAndTime)),
        F("day of week", Text, P("date", Date, DateAndTime)),
        F("month of year", Text, P("date", Date, DateAndTime)),
        F("week of year", Number, P("date", Date, DateAndTime)),
        // Ours: no deadline of an administration can be said without it.
        F("add working days", Date, P("from", Date), P("days", Number), Optional("holidays", ListOf(Date))),
    ];

    private static IEnumerable<(string Name, Overload Overload)> Ranges() =>
    [
        F("before", FeelType.Boolean, P("point1", Ordered), P("point2", Ordered)),
        .. PointAndRange("before"),
        .. RangeAndPoint("before"),
        .. TwoRanges("before"),
        F("after", FeelType.Boolean, P("point1", Ordered), P("point2", Ordered)),
        .. PointAndRange("after"),
        .. RangeAndPoint("after"),
        .. TwoRanges("after"),
        .. TwoRanges("meets"),
        .. TwoRanges("met by"),
        .. TwoRanges("overlaps"),
        .. TwoRanges("overlaps before"),
        .. TwoRanges("overlaps after"),
        .. PointAndRange("finishes"),
        .. TwoRanges("finishes"),
        .. RangeAndPoint("finished by"),
        .. TwoRanges("finished by"),
        .. RangeAndPoint("includes"),
        .. TwoRanges("includes"),
        .. PointAndRange("during"),
        .. TwoRanges("during"),
        .. PointAndRange("starts"),
        .. TwoRanges("starts"),
        .. RangeAndPoint("started by"),
        .. TwoRanges("started by"),
        F("coincides", FeelType.Boolean, P("point1", Ordered), P("point2", Ordered)),
        .. TwoRanges("coincides"),
    ];

    private static IEnumerable<(string Name, Overload Overload)> PointAndRange(string name) =>
        [F(name, FeelType.Boolean, P("point", Ordered), P("range", RangeOf(Ordered)))];

    private static IEnumerable<(string Name, Overload Overload)> RangeAndPoint(string name) =>
        [F(name, FeelType.Boolean, P("range", RangeOf(Ordered)), P("point", Ordered))];

    private static IEnumerable<(string Name, Overload Overload)> TwoRanges(string name) =>
        [F(name, FeelType.Boolean, P("range1", RangeOf(Ordered)), P("range2", RangeOf(Ordered)))];
}
