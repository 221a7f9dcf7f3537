using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.House.Records;

/// <summary>Random answers that a field may hold, with the texts that go wrong in spreadsheets among them.</summary>
internal static class SomeAnswers
{
    private static readonly string[] Awkward = ["=1+1", "+5", "-", "@SUM(A1)", "'", "'=x", "''s", "nil", "n/a: no", "withheld", "#N/A", " outer ", "a,b;c", "say \"so\"", "été", "شيء", "x\ty", "two\nlines", "😀", "1,5", "2026-03-04", "yes", "0012", "E", "Err:502", "\u00A0x", "row_id", "</t>&amp;", "_x0041_"];

    public static Gen<(Field Field, Answer Answer)> Of(Section section) =>
        from field in Gen.Elements(section.Fields.ToArray())
        from answer in Of(field)
        select (field, answer);

    public static Gen<Row> Rows(Section section) =>
        from answers in Gen.CollectToArray(section.Fields.Select(Of))
        from id in Gen.Choose(1, int.MaxValue)
        select new Row(new Guid(id, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]), answers);

    private static Gen<Answer> Of(Field field) =>
        Gen.Frequency((8, Value(field).Select(Answer.Of)), (1, Gen.Constant(Answer.Blank)), (field.May.Count, field.May.Count == 0 ? Gen.Constant(Answer.Blank) : Instead(field)));

    private static Gen<Answer> Instead(Field field) =>
        from kind in Gen.Elements(field.May.ToArray())
        from reason in Gen.Elements<string?>(null, "no port", "art. 13 (3): x", "=x")
        select new Answer(kind, default, kind == AnswerKind.Nil ? null : reason);

    private static Gen<Value> Value(Field field) => field.Type switch
    {
        FieldType.Whole => Gen.Choose(-2_000_000, 2_000_000).Select(number => Feel.Value.Of(number)),
        FieldType.Exact => Number,
        FieldType.Money => field.Currency is not null ? Number : from amount in Number from currency in Gen.Elements("EUR", "JPY") select Feel.Value.Of(Context.Of(("amount", amount), ("currency", Feel.Value.Of(currency)))),
        FieldType.Date => Day,
        FieldType.DateTime => from day in Day from second in Gen.Choose(0, 86_399) select Feel.Value.Of(new DateAndTime(day.AsDate, new Time(second * Time.Second, Zone.Utc))),
        FieldType.Period => from day in Day from days in Gen.Choose(1, 700) select Feel.Value.Of(new FeelRange(true, day, Feel.Value.Of((Date)Plus(day, days)), false)),
        FieldType.YesNo => Gen.Elements(Feel.Value.True, Feel.Value.False),
        FieldType.Code => Gen.Elements(Codes(field)).Select(code => Feel.Value.Of(code)),
        FieldType.Codes => Gen.Elements(Codes(field)).NonEmptyListOf().Select(codes => Feel.Value.Of(FeelList.Of([.. codes.Select(code => Feel.Value.Of(code))]))),
        FieldType.Party => Gen.Elements("JPN", "GHA", "NOR").Select(code => Feel.Value.Of(code)),
        FieldType.Reference or FieldType.File => Gen.Choose(1, 99).Select(number => Feel.Value.Of(new Guid(number, 1, 1, new byte[8]).ToString())),
        FieldType.Hs => Gen.Elements("01", "0302", "030231").Select(code => Feel.Value.Of(code)),
        FieldType.Place => from north in Gen.Choose(-900_000, 900_000) from east in Gen.Choose(-1_800_000, 1_800_000) select Feel.Value.Of(Context.Of(("latitude", Feel.Value.Of(north / 10_000m)), ("longitude", Feel.Value.Of(east / 10_000m)))),
        _ => Gen.OneOf(Gen.Elements(Awkward), Gen.Choose(1, 999).Select(number => $"Text {number}")).Select(text => Feel.Value.Of(text)),
    };

    private static readonly Gen<Value> Day = Gen.Choose(-40_000, 60_000).Select(days => Feel.Value.Of((Date)new DateOnly(2000, 1, 1).AddDays(days)));

    private static readonly Gen<Value> Number =
        from digits in Gen.Choose(int.MinValue + 1, int.MaxValue)
        from places in Gen.Choose(0, 8)
        select Feel.Value.Of(new decimal(Math.Abs(digits), 0, 0, digits < 0, (byte)places));

    private static DateOnly Plus(Value day, int days) => day.AsDate.TryToDateOnly(out var date) ? date.AddDays(days) : default;

    private static string[] Codes(Field field) => field.List switch { "oceans" => ["ATL", "MED"], "areas" => ["ATE", "ATW", "MDE"], "species" => ["BFT", "BET", "SWO"], _ => ["PS", "LL", "BB"] };
}
