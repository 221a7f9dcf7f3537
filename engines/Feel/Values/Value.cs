using System.Runtime.CompilerServices;
using Entente.Feel.Values;

namespace Entente.Feel;

/// <summary>
/// A value of the language in 32 bytes: numbers, booleans, dates, times and durations need nothing else.
/// A null may say why it is one: <see cref="Problem"/>.
/// </summary>
/// <example><c>Value.Of(1.50m).ToString()</c> is <c>1.5</c>; <c>Value.Of("PS").ToString()</c> is <c>"PS"</c> with its quotes.</example>
public readonly partial struct Value : IEquatable<Value>
{
    // Text, zone, list, context, range, function; the finding of a null that failed.
    private readonly object? held;
    private readonly ulong high;
    private readonly ulong low;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Value(Kind kind, ulong high, ulong low, object? held = null)
    {
        Kind = kind;
        this.held = held;
        this.high = high;
        this.low = low;
    }

    /// <summary>What it is.</summary>
    public Kind Kind { get; }

    /// <summary>Nothing, for no particular reason: blank.</summary>
    public static Value Null => default;

    /// <summary>true</summary>
    public static Value True => new(Kind.Boolean, 0, 1);

    /// <summary>false</summary>
    public static Value False => new(Kind.Boolean, 0, 0);

    /// <summary>Null, with or without a problem.</summary>
    public bool IsNull => Kind == Kind.Null;

    /// <summary>Exactly true; null and everything else are not.</summary>
    public bool IsTrue => Kind == Kind.Boolean && low != 0;

    /// <summary>Exactly false.</summary>
    public bool IsFalse => Kind == Kind.Boolean && low == 0;

    /// <summary>Why there is no value; null for everything that is one and for a plain blank.</summary>
    public Finding? Problem => Kind == Kind.Null ? Unsafe.As<Finding>(held) : null;

    /// <summary>A null that says why.</summary>
    public static Value Failed(Finding problem) => new(Kind.Null, 0, 0, problem);

    /// <summary>A boolean.</summary>
    public static Value Of(bool value) => new(Kind.Boolean, 0, value ? 1ul : 0ul);

    /// <summary>A number.</summary>
    public static Value Of(Number value) => new(Kind.Number, value.High, value.Low);

    /// <summary>A number.</summary>
    public static Value Of(decimal value) => Of((Number)value);

    /// <summary>A number.</summary>
    public static Value Of(long value) => Of((Number)value);

    /// <summary>A number.</summary>
    public static Value Of(int value) => Of((Number)value);

    /// <summary>Text; null for null.</summary>
    public static Value Of(string? value) => value is null ? default : new(Kind.Text, 0, 0, value);

    /// <summary>A date.</summary>
    public static Value Of(Date value) => new(Kind.Date, 0, value.Bits);

    /// <summary>A time.</summary>
    public static Value Of(Time value) => new(Kind.Time, (ulong)value.Nanoseconds, 0, value.Zone);

    /// <summary>A date and time.</summary>
    public static Value Of(DateAndTime value) => new(Kind.DateAndTime, (ulong)value.Time.Nanoseconds, value.Date.Bits, value.Time.Zone);

    /// <summary>A duration in days, hours, minutes and seconds.</summary>
    public static Value Of(DaysDuration value) => unchecked(new(Kind.DaysDuration, (ulong)(value.Nanoseconds >> 64), (ulong)value.Nanoseconds));

    /// <summary>A duration in years and months.</summary>
    public static Value Of(YearsDuration value) => new(Kind.YearsDuration, 0, unchecked((ulong)value.Months));

    /// <summary>A list; null for null.</summary>
    public static Value Of(FeelList? value) => value is null ? default : new(Kind.List, 0, 0, value);

    /// <summary>A context; null for null.</summary>
    public static Value Of(Context? value) => value is null ? default : new(Kind.Context, 0, 0, value);

    /// <summary>A range; null for null.</summary>
    public static Value Of(FeelRange? value) => value is null ? default : new(Kind.Range, 0, 0, value);

    /// <summary>A function; null for null.</summary>
    public static Value Of(Function? value) => value is null ? default : new(Kind.Function, 0, 0, value);
}
