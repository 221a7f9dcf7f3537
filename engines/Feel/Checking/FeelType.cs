using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>What kind of values an expression may have. Types are equal when they say the same.</summary>
/// <example><c>FeelType.ListOf(FeelType.ContextOf(("gear", FeelType.Text), ("weight_kg", FeelType.Number)))</c></example>
public abstract partial record FeelType
{
    /// <summary>Nothing is known: every use is allowed and decided while running.</summary>
    public static FeelType Any { get; } = new AnyType();

    /// <summary>Only ever null.</summary>
    public static FeelType Null { get; } = new SimpleType(Kind.Null);

    /// <summary>true or false</summary>
    public static FeelType Boolean { get; } = new SimpleType(Kind.Boolean);

    /// <summary>An exact decimal of up to 34 digits.</summary>
    public static FeelType Number { get; } = new SimpleType(Kind.Number);

    /// <summary>Text of any content; <see cref="TextOf"/> when only certain codes can occur.</summary>
    public static FeelType Text { get; } = new TextType(null);

    /// <summary>A day.</summary>
    public static FeelType Date { get; } = new SimpleType(Kind.Date);

    /// <summary>A time of day, with or without a zone.</summary>
    public static FeelType Time { get; } = new SimpleType(Kind.Time);

    /// <summary>A day and a time of day.</summary>
    public static FeelType DateAndTime { get; } = new SimpleType(Kind.DateAndTime);

    /// <summary>A length in days, hours, minutes and seconds.</summary>
    public static FeelType DaysDuration { get; } = new SimpleType(Kind.DaysDuration);

    /// <summary>A length in years and months.</summary>
    public static FeelType YearsDuration { get; } = new SimpleType(Kind.YearsDuration);

    /// <summary>Text that is one of these codes, so that a comparison with another is reported.</summary>
    public static FeelType TextOf(params ReadOnlySpan<string> codes) => new TextType(Seq.Of(codes));

    /// <summary>A list of such members.</summary>
    public static FeelType ListOf(FeelType member) => new ListType(member);

    /// <summary>A range between two such ends.</summary>
    public static FeelType RangeOf(FeelType end) => new RangeType(end);

    /// <summary>A context with exactly these members.</summary>
    public static FeelType ContextOf(params ReadOnlySpan<(string Name, FeelType Type)> members) => new ContextType(Seq.Of(members));

    /// <summary>A function.</summary>
    public static FeelType FunctionOf(FeelType result, params ReadOnlySpan<FeelType> parameters) => new FunctionType(Seq.Of(parameters), result);
}

/// <summary>See <see cref="FeelType.Any"/>.</summary>
public sealed record AnyType : FeelType;

/// <summary>A type without parts.</summary>
public sealed record SimpleType(Kind Kind) : FeelType;

/// <summary>Text; with codes, only those.</summary>
public sealed record TextType(Seq<string>? Codes) : FeelType;

/// <summary>See <see cref="FeelType.ListOf"/>.</summary>
public sealed record ListType(FeelType Member) : FeelType;

/// <summary>See <see cref="FeelType.RangeOf"/>.</summary>
public sealed record RangeType(FeelType End) : FeelType;

/// <summary>See <see cref="FeelType.ContextOf"/>.</summary>
public sealed record ContextType(Seq<(string Name, FeelType Type)> Members) : FeelType;

/// <summary>See <see cref="FeelType.FunctionOf"/>.</summary>
public sealed record FunctionType(Seq<FeelType> Parameters, FeelType Result) : FeelType;
