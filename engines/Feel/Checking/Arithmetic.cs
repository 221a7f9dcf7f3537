using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>What can be calculated with what (DMN 1.5, tables 53 to 57).</summary>
internal static class Arithmetic
{
    private static readonly (Operator Sign, Kind Left, Kind Right, Kind Result)[] table =
    [
        (Operator.Add, Kind.Number, Kind.Number, Kind.Number),
        (Operator.Add, Kind.Text, Kind.Text, Kind.Text),
        (Operator.Add, Kind.DaysDuration, Kind.DaysDuration, Kind.DaysDuration),
        (Operator.Add, Kind.YearsDuration, Kind.YearsDuration, Kind.YearsDuration),
        .. Moved(Kind.Date, Kind.YearsDuration),
        .. Moved(Kind.Date, Kind.DaysDuration),
        .. Moved(Kind.DateAndTime, Kind.YearsDuration),
        .. Moved(Kind.DateAndTime, Kind.DaysDuration),
        .. Moved(Kind.Time, Kind.DaysDuration),
        (Operator.Subtract, Kind.Number, Kind.Number, Kind.Number),
        (Operator.Subtract, Kind.DaysDuration, Kind.DaysDuration, Kind.DaysDuration),
        (Operator.Subtract, Kind.YearsDuration, Kind.YearsDuration, Kind.YearsDuration),
        (Operator.Subtract, Kind.Date, Kind.Date, Kind.DaysDuration),
        (Operator.Subtract, Kind.Date, Kind.DateAndTime, Kind.DaysDuration),
        (Operator.Subtract, Kind.DateAndTime, Kind.Date, Kind.DaysDuration),
        (Operator.Subtract, Kind.DateAndTime, Kind.DateAndTime, Kind.DaysDuration),
        (Operator.Subtract, Kind.Time, Kind.Time, Kind.DaysDuration),
        (Operator.Multiply, Kind.Number, Kind.Number, Kind.Number),
        .. Scaled(Kind.DaysDuration),
        .. Scaled(Kind.YearsDuration),
        (Operator.Divide, Kind.Number, Kind.Number, Kind.Number),
        (Operator.Power, Kind.Number, Kind.Number, Kind.Number),
    ];

    /// <summary>What comes out; null when the two do not go together.</summary>
    public static FeelType? Result(Operator sign, FeelType left, FeelType right)
    {
        FeelType? result = null;
        foreach (var row in table)
            if (row.Sign == sign && Suits(left, row.Left) && Suits(right, row.Right))
                result = result is null ? TypeOf(row.Result) : Types.Join(result, TypeOf(row.Result));
        return result;
    }

    /// <summary>As it is written.</summary>
    public static string Sign(Operator sign) => sign switch
    {
        Operator.Add => "+",
        Operator.Subtract => "-",
        Operator.Multiply => "*",
        Operator.Divide => "/",
        _ => "**",
    };

    private static bool Suits(FeelType type, Kind kind) => type.IsAny() || type.IsNull() || type.Is(kind);

    private static FeelType TypeOf(Kind kind) => kind == Kind.Text ? FeelType.Text : new SimpleType(kind);

    private static IEnumerable<(Operator Sign, Kind Left, Kind Right, Kind Result)> Moved(Kind moment, Kind duration) =>
    [
        (Operator.Add, moment, duration, moment),
        (Operator.Add, duration, moment, moment),
        (Operator.Subtract, moment, duration, moment),
    ];

    private static IEnumerable<(Operator Sign, Kind Left, Kind Right, Kind Result)> Scaled(Kind duration) =>
    [
        (Operator.Multiply, duration, Kind.Number, duration),
        (Operator.Multiply, Kind.Number, duration, duration),
        (Operator.Divide, duration, Kind.Number, duration),
        (Operator.Divide, duration, duration, Kind.Number),
    ];
}
