using Entente.Bodies.Definitions;

namespace Entente.Bodies;

/// <summary>
/// The columns that a field needs in its section's table. What makes values comparable is part of the type, so that kilograms
/// and tonnes, or two currencies, never stand in one column.
/// </summary>
public static class FieldColumns
{
    public const string Value = "";
    public const string Answer = "answer";
    public const string Reason = "reason";
    public const string Currency = "currency";
    public const string Latitude = "latitude";
    public const string Longitude = "longitude";

    /// <summary>The whole answer, encrypted.</summary>
    public const string Sealed = "sealed";

    public static IEnumerable<(string Part, string Type)> Of(Field field)
    {
        // Of a file it is the file that is encrypted.
        if (field is { Confidential: true, Type: not FieldType.File })
        {
            yield return (Sealed, "bytea");
            yield break;
        }
        if (field.Type == FieldType.Place)
        {
            yield return (Latitude, "numeric");
            yield return (Longitude, "numeric");
        }
        else
        {
            yield return (Value, TypeOf(field));
        }
        if (field is { Type: FieldType.Money, Currency: null })
            yield return (Currency, "text");
        if (field.May.Count > 0)
        {
            yield return (Answer, "text");
            yield return (Reason, "text");
        }
    }

    private static string TypeOf(Field field) => field.Type switch
    {
        FieldType.Whole => In("bigint", field.Unit),
        FieldType.Exact => In("numeric", field.Unit),
        FieldType.Money => In("numeric", field.Currency ?? "of-any-currency"),
        FieldType.Date => "date",
        FieldType.DateTime => "timestamptz",
        FieldType.Period => "daterange",
        FieldType.YesNo => "boolean",
        FieldType.Codes => "text[]",
        FieldType.Reference => In("uuid", field.References),
        FieldType.File => "uuid",
        _ => "text",
    };

    private static string In(string type, string? what) => what is null ? type : $"{type} {what}";
}
