using System.Globalization;
using System.Text;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;

namespace Entente.Records.Rules;

/// <summary>What the type of a field and its settings ask of an answer.</summary>
internal static class TypeRules
{
    /// <summary>Whether a value is of the kind that the field's type has.</summary>
    public static bool Fits(Field field, in Value value) => field.Type switch
    {
        FieldType.Whole or FieldType.Exact => value.Kind == Kind.Number,
        FieldType.Money => field.Currency is not null ? value.Kind == Kind.Number : Has(value, "amount", Kind.Number) && Has(value, "currency", Kind.Text),
        FieldType.Date => value.Kind == Kind.Date,
        FieldType.DateTime => value.Kind == Kind.DateAndTime,
        FieldType.Period => value.Kind == Kind.Range && value.AsRange is { Start.Kind: Kind.Date, End.Kind: Kind.Date },
        FieldType.YesNo => value.Kind == Kind.Boolean,
        FieldType.Codes => value.Kind == Kind.List && !value.AsList.AsSpan().ContainsAnyOther(),
        FieldType.Place => Has(value, "latitude", Kind.Number) && Has(value, "longitude", Kind.Number),
        _ => value.Kind == Kind.Text,
    };

    /// <summary>The rule that a value breaks and the facts of the fault, or null. Codes, parties and references are looked at elsewhere.</summary>
    public static (string Rule, string[] Facts)? Broken(Field field, in Value value)
    {
        if (!Fits(field, value))
            return ("type", [Kebab(field.Type)]);
        return field.Type switch
        {
            FieldType.Whole => Number(field, value.AsNumber, 0),
            FieldType.Exact => Number(field, value.AsNumber, field.Places ?? 6),
            FieldType.Money => Number(field, (field.Currency is null ? Member(value, "amount") : value).AsNumber, field.Places ?? 2),
            FieldType.Text => Letters(value.AsText) ?? Long(value.AsText, field.Longest ?? 200),
            FieldType.LongText => Letters(value.AsText) ?? Long(value.AsText, field.Longest ?? 10_000),
            FieldType.Email => Letters(value.AsText) ?? Long(value.AsText, field.Longest ?? 200) ?? (IsEmail(value.AsText) ? null : ("email", [])),
            FieldType.Url => Letters(value.AsText) ?? Long(value.AsText, field.Longest ?? 200) ?? (IsUrl(value.AsText) ? null : ("url", [])),
            FieldType.Date => InCalendar(value.AsDate.Year) ? null : ("type", [Kebab(field.Type)]),
            FieldType.DateTime => InCalendar(value.AsDateAndTime.Date.Year) ? null : ("type", [Kebab(field.Type)]),
            FieldType.Period => value.AsRange is var range && InCalendar(range.Start.AsDate.Year) && InCalendar(range.End.AsDate.Year) && range.Start.AsDate < range.End.AsDate ? null : ("period", []),
            FieldType.Hs => IsHs(value.AsText, field.Places ?? 6) ? null : ("hs", [Figures(field.Places ?? 6)]),
            FieldType.Place => Place(field, value),
            FieldType.Codes => Several(value.AsList, field.Longest),
            FieldType.YesNo => null,
            _ => Letters(value.AsText),
        };
    }

    public static string Kebab(FieldType type) => type switch
    {
        FieldType.LongText => "long-text",
        FieldType.Exact => "decimal",
        FieldType.DateTime => "date-time",
        FieldType.YesNo => "yes-no",
        _ => type.ToString().ToLowerInvariant(),
    };

    public static string Figures(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Of a context that was seen to have it.</summary>
    public static Value Member(in Value value, string name) => value.AsContext.TryGet(name, out var member) ? member : Value.Null;

    private static bool Has(in Value value, string name, Kind kind) => value.Kind == Kind.Context && Member(value, name).Kind == kind;

    private static bool ContainsAnyOther(this ReadOnlySpan<Value> values)
    {
        foreach (ref readonly var value in values)
            if (value.Kind != Kind.Text)
                return true;
        return false;
    }

    private static bool InCalendar(long year) => year is >= 1 and <= 9999;

    private static (string, string[])? Number(Field field, in Number number, int places)
    {
        // Nearly all numbers are short, and have no bounds.
        if (field.From is null && field.To is null && number.TryToDigits(out _, out var behind) && behind <= places)
            return null;
        // What does not fit decimal has more digits than a column of the database would keep exactly.
        if (!number.TryToDecimal(out var value))
            return ("digits", []);
        if (field.From > value)
            return ("from", [Canonical(field.From.Value)]);
        if (field.To < value)
            return ("to", [Canonical(field.To.Value)]);
        if (value.Scale <= places || decimal.Round(value, places) == value)
            return null;
        return places == 0 ? ("whole", []) : ("places", [Figures(places)]);
    }

    private static string Canonical(decimal number) => ((Number)number).ToString();

    private static (string, string[])? Long(string text, int longest)
    {
        if (text.Length <= longest)
            return null;
        var length = text.EnumerateRunes().Count();
        return length <= longest ? null : ("longest", [Figures(longest), Figures(length)]);
    }

    // Half a character, or the character zero, which no column of the database takes.
    public static (string, string[])? Letters(string text)
    {
        if (!text.Contains('\0') && (Ascii.IsValid(text) || IsWhole(text)))
            return null;
        return ("letters", []);
    }

    private static bool IsWhole(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return false;
            at++;
        }
        return true;
    }

    private static bool IsEmail(string text) =>
        text.IndexOf('@') is > 0 and var at && text.LastIndexOf('@') == at && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.') && !text.Any(char.IsWhiteSpace);

    private static bool IsUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0;

    private static bool IsHs(string text, int most) => text.Length >= 2 && text.Length <= most && text.Length % 2 == 0 && text.All(char.IsAsciiDigit);

    private static bool IsPlace(in Value value) => Member(value, "latitude").AsNumber.TryToDecimal(out var latitude) && Member(value, "longitude").AsNumber.TryToDecimal(out var longitude)
        && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180;

    private static (string, string[])? Place(Field field, in Value value)
    {
        if (!IsPlace(value))
            return ("place", []);
        if (field.Box is not { } box || (Member(value, "latitude").AsNumber.TryToDecimal(out var latitude) && Member(value, "longitude").AsNumber.TryToDecimal(out var longitude) && box.Has(latitude, longitude)))
            return null;
        return ("outside", [Canonical(box.South), Canonical(box.North), Canonical(box.West), Canonical(box.East)]);
    }

    private static (string, string[])? Several(FeelList codes, int? most)
    {
        if (codes.Count > most)
            return ("many-codes", [Figures(most.Value), Figures(codes.Count)]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var code in codes)
            if (!seen.Add(code.AsText))
                return ("code-twice", [code.AsText]);
        return null;
    }
}
