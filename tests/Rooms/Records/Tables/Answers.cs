using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;

namespace Entente.Tests.Rooms.Records.Tables;

/// <summary>Random content of every type, at its edges more often than chance would have it.</summary>
internal static class Answers
{
    public static Statement Some(Definition definition, Random random)
    {
        var said = new Statement(definition);
        foreach (var section in definition.Sections)
            if (section.IsTable)
                said.Rows(section.Code).AddRange(Enumerable.Range(0, random.Next(4)).Select(_ => Row(section, random)));
            else
                Row(section, random).Answers.CopyTo(said.Fields(section.Code).Answers, 0);
        return said;
    }

    public static Row Row(Section section, Random random)
    {
        var id = new byte[16];
        random.NextBytes(id);
        return new Row(new Guid(id), [.. section.Fields.Select(field => Some(field, random))]);
    }

    private static Answer Some(Field field, Random random)
    {
        if (random.Next(5) == 0)
            return Answer.Blank;
        if (field.May.Count > 0 && random.Next(2) == 0)
            return field.May[random.Next(field.May.Count)] switch
            {
                AnswerKind.Nil => Answer.Nil,
                AnswerKind.NotApplicable => Answer.NotApplicable(random.Next(2) == 0 ? null : "The fishery was closed; \"all\" of it"),
                _ => Answer.Withheld("trade secret"),
            };
        return Answer.Of(ValueOf(field, random));
    }

    private static Value ValueOf(Field field, Random random) => field.Type switch
    {
        FieldType.Whole => Value.Of(One(random, 0L, 1L, -1L, long.MaxValue / 10, random.NextInt64(1_000_000))),
        FieldType.Exact => Value.Of(Amount(random)),
        FieldType.Money when field.Currency is not null => Value.Of(Amount(random)),
        FieldType.Money => Value.Of(Context.Of(("amount", Value.Of(Amount(random))), ("currency", Value.Of(One(random, "EUR", "JPY"))))),
        FieldType.Date => Value.Of((Date)Day(random)),
        FieldType.DateTime => Value.Of(DateAndTime.Of(new DateTimeOffset(Day(random), new TimeOnly(random.NextInt64(TimeSpan.TicksPerDay) / 10 * 10), TimeSpan.Zero))),
        FieldType.Period => Value.Of(Period(Day(random), random)),
        FieldType.YesNo => Value.Of(random.Next(2) == 0),
        FieldType.Codes => Value.Of(FeelList.Of([.. Enumerable.Range(0, random.Next(3)).Select(_ => Value.Of(One(random, "PS", "LL", "BB")))])),
        FieldType.Reference or FieldType.File => Value.Of(Row(new Section("s", field.Name, null, [], null, null, null), random).Id.ToString()),
        FieldType.Place => Value.Of(Context.Of(("latitude", Value.Of(One(random, -90m, 90m, 12.345678m))), ("longitude", Value.Of(One(random, -180m, 180m, 0m))))),
        _ => Value.Of(One(random, "", "é", "日本 🐟", "it's \"quoted\"\n\\ and; $1", "null", new string('x', 200))),
    };

    private static FeelRange Period(DateOnly from, Random random) => new(true, Value.Of((Date)from), Value.Of((Date)from.AddDays(1 + random.Next(400))), false);

    private static DateOnly Day(Random random) => One(random, new DateOnly(1900, 1, 1), new DateOnly(2024, 2, 29), new DateOnly(2999, 12, 30), new DateOnly(2026, 1, 1).AddDays(random.Next(500)));

    private static decimal Amount(Random random) =>
        One(random, 0m, 0.1m, -0.000001m, 1.50m, 79228162514264337593543950335m, 0.0000000000000000000000000001m, random.Next() / 1000m);

    private static T One<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
