using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Bodies.Definitions;

namespace Entente.Records.Api.OpenApi;

/// <summary>What may stand as the answer to one field, in the terms of JSON Schema: the value, or an answer instead of one.</summary>
internal static class FieldSchema
{
    /// <summary>Longer lists are named, not spelled out.</summary>
    public const int MostCodes = 100;

    private const string Figures = @"^-?[0-9]+(\.[0-9]+)?$";

    public static JsonObject Of(Field field, Body body)
    {
        var value = Value(field, body);
        value["title"] = field.Name.ToString();
        if (About(field) is { } about)
            value["description"] = about;
        if (field.Computed is not null)
            value["readOnly"] = true;
        if (field.May.Count == 0)
            return value;
        var either = Json.Of(("title", field.Name.ToString()), ("description", About(field)));
        value.Remove("title");
        value.Remove("description");
        either["anyOf"] = Json.List(value, Instead(field));
        return either;
    }

    /// <summary>An answer that is no value, for this field: nil, not applicable, withheld.</summary>
    private static JsonObject Instead(Field field) => Json.Object(["answer"],
        ("answer", Json.Of(("type", "string"), ("enum", Json.Words(field.May.Select(NameOf))))),
        ("reason", Json.Text("Why, where a reason or a ground is asked for")));

    private static JsonObject Value(Field field, Body body) => field.Type switch
    {
        FieldType.Text or FieldType.LongText => Json.Of(("type", "string"), ("maxLength", field.Longest ?? (field.Type == FieldType.Text ? 200 : 10_000))),
        FieldType.Email => Json.Of(("type", "string"), ("format", "email"), ("maxLength", field.Longest)),
        FieldType.Url => Json.Of(("type", "string"), ("format", "uri"), ("maxLength", field.Longest)),
        FieldType.Whole => Number(field, @"^-?[0-9]+$", "12"),
        FieldType.Exact => Number(field, Figures, "12.5"),
        FieldType.Money when field.Currency is not null => Number(field, Figures, "12.50"),
        FieldType.Money => Json.Object(["amount", "currency"], ("amount", Number(field, Figures, "12.50")), ("currency", Json.Of(("type", "string"), ("pattern", "^[A-Z]{3}$"), ("examples", Json.Words("EUR"))))),
        FieldType.Date => Example("date", "2026-03-02"),
        FieldType.DateTime => Json.Of(("type", "string"), ("description", "A date and a time, with its difference from UTC where it is known"), ("examples", Json.Words("2026-03-02T12:00:00Z"))),
        FieldType.Period => Json.Object([], ("start", Example("date", "2026-01-01")), ("end", Example("date", "2027-01-01"))),
        FieldType.YesNo => Json.Type("boolean"),
        FieldType.Code => Code(field, body),
        FieldType.Codes => Json.Of(("type", "array"), ("items", Code(field, body)), ("maxItems", field.Longest)),
        FieldType.Party => Json.Of(("type", "string"), ("examples", Json.Words(body.Parties.Take(1).Select(party => party.Code)))),
        FieldType.Reference or FieldType.File => Json.Of(("type", "string"), ("examples", Json.Words("0198f2a0-0000-7000-8000-000000000001"))),
        FieldType.Hs => Json.Of(("type", "string"), ("pattern", $"^[0-9]{{2,{field.Places ?? 6}}}$"), ("examples", Json.Words("0303"))),
        FieldType.Place => Json.Object(["latitude", "longitude"], ("latitude", Number(field, Figures, "40.42")), ("longitude", Number(field, Figures, "-3.7"))),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, "No such type of field."),
    };

    // Answered as plain decimal text, which no program rounds; taken as a number as well.
    private static JsonObject Number(Field field, string pattern, string example) => Json.Of(
        ("type", Json.Words("string", "number")), ("pattern", pattern), ("examples", Json.Words(example)),
        ("minimum", field.From is { } from ? JsonValue.Create(from) : null), ("maximum", field.To is { } to ? JsonValue.Create(to) : null));

    private static JsonObject Example(string format, string example) => Json.Of(("type", "string"), ("format", format), ("examples", Json.Words(example)));

    private static JsonObject Code(Field field, Body body)
    {
        var codes = (field.List is { } list ? body.List(list)?.Codes.Select(row => row.Code).Distinct(StringComparer.Ordinal).ToList() : null) ?? [];
        return codes.Count is > 0 and <= MostCodes
            ? Json.Of(("type", "string"), ("enum", Json.Words(codes)), ("x-list", field.List))
            : Json.Of(("type", "string"), ("examples", codes.Count > 0 ? Json.Words(codes[0]) : null), ("x-list", field.List));
    }

    private static string? About(Field field)
    {
        var parts = new List<string>();
        if (field.Help is { } help)
            parts.Add(Mentions.Unfilled(help.ToString()));
        if (field.Hint is { } hint)
            parts.Add(hint.ToString());
        if (field.Unit is { } unit)
            parts.Add($"Unit: {unit}.");
        if (field.Currency is { } currency)
            parts.Add($"Currency: {currency}.");
        if (field.Places is { } places && field.Type != FieldType.Hs)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"At most {places} digits after the point."));
        if (field.List is { } list)
            parts.Add($"A code of the list {list}.");
        if (field.References is { } other)
            parts.Add($"The id of a record of {other}.");
        if (field.Required is not ("false" or "true"))
            parts.Add($"Required where: {field.Required}.");
        if (field.Visible is { } visible)
            parts.Add($"Asked where: {visible}.");
        return parts.Count == 0 ? null : string.Join(' ', parts);
    }

    private static string NameOf(AnswerKind kind) => kind == AnswerKind.NotApplicable ? "not-applicable" : kind.ToString().ToLowerInvariant();
}
