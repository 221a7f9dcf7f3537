using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Values;

namespace Entente.Tests.Feel.Checking;

/// <summary>Random values of given types, some of them blank.</summary>
internal static class TypedValues
{
    public static Value[] For(Scope scope, Random random) => [.. scope.Names.Select(n => Of(n.Type, random))];

    private static Value Of(FeelType type, Random random) => random.Next(12) == 0 ? Value.Null : type switch
    {
        TextType { Codes: { } codes } => Value.Of(codes[random.Next(codes.Count)]),
        TextType => Value.Of(random.Next(2) == 0 ? "A" : "2026-01-31"),
        ListType list => Value.Of(FeelList.Of([.. Enumerable.Range(0, random.Next(4)).Select(_ => Of(list.Member, random))])),
        RangeType range => Value.Of(new FeelRange(random.Next(2) == 0, Of(range.End, random), Of(range.End, random), true)),
        ContextType context => Value.Of(Context.Of([.. context.Members.Select(m => (m.Name, Of(m.Type, random)))])),
        SimpleType simple => Simple(simple.Kind, random),
        _ => Value.Null,
    };

    private static Value Simple(Kind kind, Random random) => kind switch
    {
        Kind.Boolean => Value.Of(random.Next(2) == 0),
        Kind.Number => Value.Of(random.Next(-3, 8)),
        Kind.Date => Value.Of(new Date(2026, random.Next(1, 13), 5)),
        Kind.Time => Value.Of(new Time(random.Next(86_400) * Time.Second)),
        Kind.DateAndTime => Value.Of(new DateAndTime(new Date(2026, random.Next(1, 13), 5), new Time(0))),
        Kind.DaysDuration => Value.Of(DaysDuration.OfDays(random.Next(5))),
        Kind.YearsDuration => Value.Of(new YearsDuration(random.Next(30))),
        _ => Value.Null,
    };
}
