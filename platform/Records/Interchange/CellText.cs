using System.Collections.Concurrent;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>
/// What people type and paste into a cell, and what stands in a cell for them: text to answer and back, for one body on one
/// day. What it writes, it reads as the same answer, in any of the languages. Nothing is guessed: what may mean two things is
/// asked about. Whether an answer keeps the definition's rules is not judged here, only what the text means.
/// </summary>
/// <param name="entries">The records that a reference may name, by definition; null where they are not known: then ids are taken as they are.</param>
/// <param name="partly">The definitions of which only those records are known that were asked for.</param>
public sealed class CellText(Body body, DateOnly day, Func<string, IReadOnlyList<Entry>?>? entries = null, IReadOnlySet<string>? partly = null)
{
    // More than any number, date or list of codes takes.
    private const int Longest = 20_000;

    private readonly ConcurrentDictionary<string, Choices?> _choices = new(StringComparer.Ordinal);
    private readonly CellDates _dates = new(TimeZoneInfo.FindSystemTimeZoneById(body.Zone));

    public Body Body { get; } = body;

    public DateOnly Day { get; } = day;

    /// <param name="settled">The decimal sign, where somebody has said it for the whole file.</param>
    /// <param name="within">The code of the field that this one's code lies within, where it is known.</param>
    public CellReading Read(Field field, string? text, Language language, DecimalSign? settled = null, string? within = null)
    {
        if (string.IsNullOrWhiteSpace(text))
            return CellReading.Of(Answer.Blank);
        if (CellGuard.Illegal(text) is { } sign)
            return CellReading.Wrong("cell.characters", sign);
        if (CellGuard.IsError(text.Trim()))
            return CellReading.Wrong("cell.spreadsheet-error", text.Trim());
        if (field.IsText)
            return ReadText(field, text);
        if (text.Length > Longest)
            return CellReading.Wrong("cell.too-long");
        var plain = CellGuard.Take(text, wordsCount: false);
        if (field.Type is FieldType.Code or FieldType.Party && ChoicesOf(field)!.TryExact(plain, out var code))
            return CellReading.Of(Answer.Of(Value.Of(code)));
        if (CellWords.Read(plain) is { } instead)
            return Allowed(field, instead);
        return ReadValue(field, plain, language, settled, within);
    }

    /// <summary>What a program gave for a reference: an id is taken as it is, anything else is read as people type it.</summary>
    public CellReading Name(Field field, in Answer answer, Language language) =>
        IsNamed(field, answer) ? Read(field, answer.Value.AsText, language) : CellReading.Of(answer);

    internal static bool IsNamed(Field field, in Answer answer) =>
        field.Type == FieldType.Reference && answer is { HasValue: true, Value.Kind: Kind.Text } && !Guid.TryParse(answer.Value.AsText, out _);

    /// <summary>For a cell: reads back as the same answer in any of the languages, and is no formula to a spreadsheet.</summary>
    public string Write(Field field, in Answer answer, Language language, CodeStyle style = CodeStyle.Both)
    {
        if (answer.IsBlank)
            return "";
        if (!answer.HasValue)
            return CellWords.Write(answer, language);
        if (field.IsText)
            return CellGuard.Put(Said(answer.Value), wordsCount: field.May.Count > 0);
        var text = field.Type switch
        {
            FieldType.Whole or FieldType.Exact => CellNumbers.Write(answer.Value, language),
            FieldType.Money => CellNumbers.WriteMoney(answer.Value, language),
            FieldType.Date or FieldType.DateTime => answer.Value.Text(),
            FieldType.Period => CellDates.WritePeriod(answer.Value),
            FieldType.YesNo => CellWords.Yes(language, answer.Value.IsTrue),
            FieldType.Place => CellPlaces.Write(answer.Value, language),
            // An entry that is known by its name has no code that anybody would type.
            FieldType.Reference => ChoicesOf(field)?.Write(Said(answer.Value), language.Code, CodeStyle.Label) ?? Said(answer.Value),
            FieldType.Codes => WriteCodes(ChoicesOf(field)!, answer.Value, language, style),
            _ => ChoicesOf(field)?.Write(Said(answer.Value), language.Code, style) ?? Said(answer.Value),
        };
        return CellGuard.BeginsLikeFormula(text) && !field.IsNumber ? "'" + text : text;
    }

    /// <summary>For people to read: numbers grouped, dates in letters, labels instead of codes. Not to be read back.</summary>
    public string Show(Field field, in Answer answer, Language language)
    {
        if (answer.IsBlank)
            return "";
        if (!answer.HasValue)
            return CellWords.Write(answer, language);
        var value = answer.Value;
        return field.Type switch
        {
            FieldType.Whole when IsYear(field) => value.Text(),
            FieldType.Whole or FieldType.Exact => CellNumbers.Show(value, language),
            FieldType.Money => CellNumbers.ShowMoney(field, value, language),
            FieldType.Date => CellDates.Show(value, language),
            FieldType.DateTime => _dates.ShowInstant(value, language),
            FieldType.Period => CellDates.ShowPeriod(value, language),
            FieldType.YesNo => CellWords.Yes(language, value.IsTrue),
            FieldType.Place => CellPlaces.Show(value, language),
            FieldType.Codes => string.Join("; ", value.AsList.Select(each => ChoicesOf(field)!.Show(Said(each), language.Code))),
            FieldType.Code or FieldType.Party or FieldType.Reference => ChoicesOf(field)?.Show(Said(value), language.Code) ?? Said(value),
            _ => Said(value),
        };
    }

    // What lies between two years is read as one: 2003, not 2 003.
    private static bool IsYear(Field field) => field is { Unit: null, From: >= 1000, To: <= 9999 };

    /// <summary>What may be chosen in a field; null where anything may, or where what may is not known.</summary>
    internal Choices? ChoicesOf(Field field) => field.Type switch
    {
        FieldType.Party => _choices.GetOrAdd("party:", _ => Choices.OfParties(Body, Day)),
        FieldType.Reference => entries is null ? null : _choices.GetOrAdd("entry:" + field.References, _ => entries(field.References ?? "") is { } known ? Choices.OfEntries(known, partly?.Contains(field.References ?? "") != true) : null),
        FieldType.Code or FieldType.Codes => _choices.GetOrAdd(field.List ?? "", OfList),
        _ => null,
    };

    private Choices OfList(string list) => (list, Body.List(list)) switch
    {
        (_, { } own) => Choices.Of(own, Day),
        ("countries", _) => Choices.OfCountries(),
        ("currencies", _) => Choices.OfCurrencies(),
        ("languages", _) => Choices.OfLanguages(),
        _ => new Choices([]),
    };

    private static CellReading ReadText(Field field, string text)
    {
        var wordsCount = field.May.Count > 0;
        var plain = CellGuard.Take(text, wordsCount);
        if (wordsCount && text[0] != '\'' && CellWords.Read(plain) is { } instead && field.May.Contains(instead.Kind))
            return CellReading.Of(instead);
        plain = plain.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return CellReading.Of(Answer.Of(Value.Of(plain.IsNormalized() ? plain : plain.Normalize())));
    }

    private static CellReading Allowed(Field field, Answer instead) =>
        field.May.Contains(instead.Kind) ? CellReading.Of(instead) : CellReading.Wrong("cell.may-not", Kebab.Of(instead.Kind));

    private CellReading ReadValue(Field field, string text, Language language, DecimalSign? settled, string? within) => field.Type switch
    {
        FieldType.Whole or FieldType.Exact => CellNumbers.Read(field, text, language, settled),
        FieldType.Money => CellNumbers.ReadMoney(field, text, language, settled),
        FieldType.Date => CellDates.Read(text),
        FieldType.DateTime => _dates.ReadInstant(text),
        FieldType.Period => CellDates.ReadPeriod(text),
        FieldType.YesNo => CellWords.TryYesNo(Typed.Plain(text), out var yes) ? CellReading.Of(Answer.Of(Value.Of(yes))) : CellReading.Wrong("cell.yes-no", Short(text)),
        FieldType.Place => CellPlaces.Read(text),
        FieldType.Hs => CellNumbers.ReadHs(text),
        FieldType.Codes => ReadCodes(field, text, language, within),
        _ => ReadChoice(field, text, language, within),
    };

    private CellReading ReadChoice(Field field, string text, Language language, string? within)
    {
        if (ChoicesOf(field) is not { } choices)
            return text.Any(char.IsControl) ? CellReading.Wrong("cell.unknown", Short(text)) : CellReading.Of(Answer.Of(Value.Of(text)));
        return choices.Find(text, within) switch
        {
            [var one] => CellReading.Of(Answer.Of(Value.Of(one.Code))),
            // An id that nobody here knows: whether it names a record is judged, as it is of a program.
            [] when field.Type == FieldType.Reference && Guid.TryParse(text, out var id) => CellReading.Of(Answer.Of(Value.Of(id.ToString()))),
            [] when field.Type == FieldType.Reference => CellReading.Wrong("cell.unknown-entry", [Short(text), .. choices.Near(text, language.Code)]),
            [] => CellReading.Wrong("cell.unknown", [Short(text), .. choices.Near(text, language.Code)]),
            var several => CellReading.Wrong(field.Type == FieldType.Reference ? "cell.several-entries" : "cell.several-meanings", [Short(text), .. several.Select(choice => choices.Write(choice.Code, language.Code, CodeStyle.Both))]),
        };
    }

    private CellReading ReadCodes(Field field, string text, Language language, string? within)
    {
        var first = CellReading.Of(Answer.Blank);
        // Labels may hold a comma: the signs that no label needs come first.
        foreach (var signs in new[] { "", ";؛\n", ";؛\n,،" })
        {
            var parts = signs.Length == 0 ? [text] : text.Split(signs.ToCharArray(), StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var read = parts.Select(part => ReadChoice(field, part, language, within)).ToList();
            if (parts.Length > 0 && read.TrueForAll(part => part.Understood))
                return CellReading.Of(Answer.Of(Value.Of(FeelList.Of([.. read.Select(part => part.Answer.Value)]))));
            first = read.Find(part => !part.Understood);
        }
        return first.Understood ? CellReading.Wrong("cell.unknown", Short(text)) : first;
    }

    private static string WriteCodes(Choices choices, Value value, Language language, CodeStyle style) =>
        string.Join("; ", value.AsList.Select(each =>
        {
            var written = choices.Write(Said(each), language.Code, style);
            return written.AsSpan().ContainsAny(";؛\n") ? Said(each) : written;
        }));

    private static string Said(Value value) => value.Kind == Kind.Text ? value.AsText : value.Text();

    /// <summary>What was typed, short enough to be said back.</summary>
    internal static string Short(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 59), "…");
}
