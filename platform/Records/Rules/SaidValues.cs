using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Shared.Localisation;

namespace Entente.Records.Rules;

/// <summary>Answers that the sentence of a check mentions: kept with the fault, and said in the reader's language.</summary>
internal static class SaidValues
{
    private const int Longest = 200;

    private const string Dash = "–";

    /// <summary>Canonical; blank where there is no value.</summary>
    public static string Keep(in Answer answer) =>
        !answer.HasValue ? "" : answer.Value.Text() is { Length: > Longest } text ? text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] + "…" : answer.Value.Text();

    public static string Show(Field field, string kept, Words words, Body body)
    {
        var language = words.Language.Code;
        var said = kept.Length == 0 ? Dash : field.Type switch
        {
            FieldType.Code => LabelOf(field.List!, kept, body, language) is { } label ? $"{kept} ({label})" : kept,
            FieldType.Party => body.Party(kept)?.Name.In(language).Text ?? kept,
            _ when ValueOf(field, kept) is { IsNull: false } value => new CellText(body, default).Show(field, Answer.Of(value), words.Language),
            _ => kept,
        };
        // Kept together and apart from a sentence of another direction.
        return $"\u2068{said}{(field.Unit is { } unit && kept.Length > 0 ? $"\u00A0{unit}" : "")}\u2069";
    }

    private static Value ValueOf(Field field, string kept) => field.Type switch
    {
        FieldType.Whole or FieldType.Exact or FieldType.Money => Number.TryParse(kept, out var number) ? Value.Of(number) : Value.Null,
        FieldType.Date => Date.TryParse(kept, out var date) ? Value.Of(date) : Value.Null,
        FieldType.DateTime => DateAndTime.TryParse(kept, out var moment) ? Value.Of(moment) : Value.Null,
        FieldType.YesNo => Value.Of(kept == "true"),
        _ => Value.Null,
    };

    private static string? LabelOf(string list, string code, Body body, string language) => list switch
    {
        "countries" => Countries.Find(code)?.Name.In(language).Text,
        "currencies" => Currencies.Find(code)?.Name.In(language).Text,
        "languages" => IsoLanguages.Find(code)?.Name.In(language).Text,
        _ => body.List(list)?.Codes.LastOrDefault(row => row.Code == code)?.Label.In(language).Text,
    };
}
