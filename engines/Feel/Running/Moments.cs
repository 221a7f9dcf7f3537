using Entente.Feel.Syntax;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>The arithmetic of dates, times and durations (DMN 1.5, tables 56 to 58).</summary>
internal static class Moments
{
    /// <summary>Null when the operator does not join such kinds; a null value when the result is out of range or does not exist.</summary>
    public static Value? Combine(Operator op, in Value a, in Value b) => op switch
    {
        Operator.Add => Add(a, b) ?? Add(b, a),
        Operator.Subtract => Negate(b) is { } less ? Add(a, less) ?? Apart(a, b) : Apart(a, b),
        Operator.Multiply => Multiply(a, b) ?? Multiply(b, a),
        Operator.Divide => Divide(a, b),
        _ => null,
    };

    public static Value? Negate(in Value value) => value.Kind switch
    {
        Kind.DaysDuration => Value.Of(value.AsDaysDuration.Negate()),
        Kind.YearsDuration => Value.Of(value.AsYearsDuration.Negate()),
        _ => null,
    };

    private static Value? Add(in Value to, in Value length) => (to.Kind, length.Kind) switch
    {
        (Kind.Date, Kind.DaysDuration) => to.AsDate.TryAdd(length.AsDaysDuration, out var date) ? Value.Of(date) : Value.Null,
        (Kind.Date, Kind.YearsDuration) => to.AsDate.TryAddMonths(length.AsYearsDuration.Months, out var date) ? Value.Of(date) : Value.Null,
        (Kind.Time, Kind.DaysDuration) => Value.Of(to.AsTime.Add(length.AsDaysDuration)),
        (Kind.DateAndTime, Kind.DaysDuration) => to.AsDateAndTime.TryAdd(length.AsDaysDuration, out var moment) ? Value.Of(moment) : Value.Null,
        (Kind.DateAndTime, Kind.YearsDuration) => to.AsDateAndTime.TryAdd(length.AsYearsDuration, out var moment) ? Value.Of(moment) : Value.Null,
        (Kind.DaysDuration, Kind.DaysDuration) => to.AsDaysDuration.TryAdd(length.AsDaysDuration, out var sum) ? Value.Of(sum) : Value.Null,
        (Kind.YearsDuration, Kind.YearsDuration) => to.AsYearsDuration.TryAdd(length.AsYearsDuration, out var sum) ? Value.Of(sum) : Value.Null,
        _ => null,
    };

    // A date beside a date and time is midnight in UTC. A moment with a zone and one without have nothing between them.
    private static Value? Apart(in Value a, in Value b) => (a.Kind, b.Kind) switch
    {
        (Kind.Date, Kind.Date) => Value.Of(a.AsDate.Since(b.AsDate)),
        (Kind.Time, Kind.Time) => Known(a.AsTime.Since(b.AsTime)),
        (Kind.DateAndTime, Kind.DateAndTime) => Known(a.AsDateAndTime.Since(b.AsDateAndTime)),
        (Kind.Date, Kind.DateAndTime) => Known(DateAndTime.InUtc(a.AsDate).Since(b.AsDateAndTime)),
        (Kind.DateAndTime, Kind.Date) => Known(a.AsDateAndTime.Since(DateAndTime.InUtc(b.AsDate))),
        _ => null,
    };

    private static Value Known(DaysDuration? duration) => duration is { } known ? Value.Of(known) : Value.Null;

    private static Value? Multiply(in Value duration, in Value number) => (duration.Kind, number.Kind) switch
    {
        (Kind.DaysDuration, Kind.Number) => duration.AsDaysDuration.TryMultiply(number.AsNumber, out var product) ? Value.Of(product) : Value.Null,
        (Kind.YearsDuration, Kind.Number) => duration.AsYearsDuration.TryMultiply(number.AsNumber, out var product) ? Value.Of(product) : Value.Null,
        _ => null,
    };

    private static Value? Divide(in Value a, in Value b) => (a.Kind, b.Kind) switch
    {
        (Kind.DaysDuration, Kind.Number) => a.AsDaysDuration.TryDivide(b.AsNumber, out var part) ? Value.Of(part) : Value.Null,
        (Kind.YearsDuration, Kind.Number) => a.AsYearsDuration.TryDivide(b.AsNumber, out var part) ? Value.Of(part) : Value.Null,
        (Kind.DaysDuration, Kind.DaysDuration) => a.AsDaysDuration.TryDivide(b.AsDaysDuration, out var times) ? Value.Of(times) : Value.Null,
        (Kind.YearsDuration, Kind.YearsDuration) => a.AsYearsDuration.TryDivide(b.AsYearsDuration, out var times) ? Value.Of(times) : Value.Null,
        _ => null,
    };
}
