using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Entente.Feel.Values;

namespace Entente.Feel;

// The kind is checked first, so the reference is what was put there: no second check by the cast.
public readonly partial struct Value
{
    /// <summary>The boolean that it is.</summary>
    public bool AsBoolean => Expect(Kind.Boolean) && low != 0;

    /// <summary>The number that it is.</summary>
    public Number AsNumber => Expect(Kind.Number) ? new Number(high, low) : default;

    /// <summary>The text that it is.</summary>
    public string AsText => Expect(Kind.Text) ? Unsafe.As<string>(held)! : "";

    /// <summary>The date that it is.</summary>
    public Date AsDate => Expect(Kind.Date) ? new Date(low) : default;

    /// <summary>The time that it is.</summary>
    public Time AsTime => Expect(Kind.Time) ? new Time((long)high, Unsafe.As<Zone>(held)) : default;

    /// <summary>The date and time that it is.</summary>
    public DateAndTime AsDateAndTime => Expect(Kind.DateAndTime) ? new DateAndTime(new Date(low), new Time((long)high, Unsafe.As<Zone>(held))) : default;

    /// <summary>The duration that it is.</summary>
    public DaysDuration AsDaysDuration => Expect(Kind.DaysDuration) ? new DaysDuration(new Int128(high, low)) : default;

    /// <summary>The duration that it is.</summary>
    public YearsDuration AsYearsDuration => Expect(Kind.YearsDuration) ? new YearsDuration(unchecked((long)low)) : default;

    /// <summary>The list that it is.</summary>
    public FeelList AsList => Expect(Kind.List) ? Unsafe.As<FeelList>(held)! : FeelList.Empty;

    /// <summary>The context that it is.</summary>
    public Context AsContext => Expect(Kind.Context) ? Unsafe.As<Context>(held)! : Context.Empty;

    /// <summary>The same for who has just looked at the kind.</summary>
    internal Context HeldContext => Unsafe.As<Context>(held)!;

    /// <summary>The range that it is.</summary>
    public FeelRange AsRange => Expect(Kind.Range) ? Unsafe.As<FeelRange>(held)! : throw new UnreachableException();

    /// <summary>The function that it is.</summary>
    public Function AsFunction => Expect(Kind.Function) ? Unsafe.As<Function>(held)! : throw new UnreachableException();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Expect(Kind kind)
    {
        if (Kind != kind)
            Refuse(Kind, kind);
        return true;
    }

    [DoesNotReturn]
    private static void Refuse(Kind found, Kind wanted) => throw new InvalidOperationException($"The value is of kind {found}, not {wanted}.");
}
