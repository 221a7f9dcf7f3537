using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>The answers of an example, each read as the type of its field says.</summary>
internal sealed class ExampleAnswers(FileFindings findings)
{
    public ExampleRow Row(YamlMap map, IReadOnlyList<Field> fields, bool hasId)
    {
        var answers = new Dictionary<string, ExampleAnswer>(StringComparer.Ordinal);
        var id = "";
        foreach (var (key, value) in map.Entries)
        {
            if (hasId && key.Value == "id")
                id = (value as YamlText)?.Value ?? "";
            else if (Figures.Divided(map, key) is { } divided)
                findings.Add(key.At, "number", $"\"{key.Value}\" is a key of its own here.", divided);
            else if (fields.FirstOrDefault(field => field.Code == key.Value) is not { } field)
                findings.AddUnknown(key.At, "unknown-field", $"There is no field \"{key.Value}\" here.", key.Value, [.. hasId ? ["id"] : Array.Empty<string>(), .. fields.Select(known => known.Code)]);
            else if (Answer(field, value) is { } answer)
                answers[field.Code] = answer;
        }
        return new ExampleRow(map.At, id, answers);
    }

    private ExampleAnswer? Answer(Field field, YamlNode node)
    {
        if (node is YamlBroken or YamlText { IsBlank: true })
            return null;
        if (Instead(field, node) is { } instead)
            return instead;
        var value = node switch
        {
            YamlText text => One(field, text.Value),
            YamlList list when field.Type == FieldType.Codes => Several(list),
            YamlMap map => Parts(field, map),
            _ => Value.Null,
        };
        if (!value.IsNull)
            return new ExampleAnswer(AnswerKind.Value, value, null, node.At);
        findings.Add(node.At, "answer", $"This is no answer to \"{field.Code}\", a field of type \"{FieldWords.Of(field.Type)}\".", $"{Meant(field, node)}Write {Sample(field)}.");
        return null;
    }

    // A text that reads "nil" is one, unless the field may be nil or can hold no text.
    private static ExampleAnswer? Instead(Field field, YamlNode node) => node switch
    {
        YamlText { Plain: true } text when FieldWords.May.TryGetValue(text.Value, out var kind) && (field.May.Contains(kind) || !field.IsText) => new ExampleAnswer(kind, Value.Null, null, node.At),
        YamlMap { Entries: [(var key, YamlText reason)] } when key.Value != "nil" && FieldWords.May.TryGetValue(key.Value, out var kind) => new ExampleAnswer(kind, Value.Null, reason.Value, node.At),
        _ => null,
    };

    private static Value One(Field field, string text) => field.Type switch
    {
        FieldType.Whole or FieldType.Exact => NumberOf(text),
        FieldType.Money => field.Currency is null ? Value.Null : NumberOf(text),
        FieldType.Date => Date.TryParse(text, out var date) ? Value.Of(date) : Value.Null,
        FieldType.DateTime => DateAndTime.TryParse(text, out var moment) ? Value.Of(moment) : Value.Null,
        FieldType.Period => Range(text),
        FieldType.YesNo => text is "true" or "false" ? Value.Of(text == "true") : Value.Null,
        FieldType.Codes or FieldType.Place => Value.Null,
        _ => Value.Of(text),
    };

    private static Value NumberOf(string text) => text.Length <= 40 && Number.TryParse(text, out var number) ? Value.Of(number) : Value.Null;

    private static Value Range(string text) =>
        text.Split("..") is [var first, var last] && Date.TryParse(first.Trim(), out var start) && Date.TryParse(last.Trim(), out var end)
            ? Value.Of(new FeelRange(ClosedStart: true, Value.Of(start), Value.Of(end), ClosedEnd: false))
            : Value.Null;

    private static Value Several(YamlList list)
    {
        var codes = new FeelList.Builder();
        foreach (var item in list.Items)
        {
            if (item is not YamlText code)
                return Value.Null;
            codes.Add(Value.Of(code.Value));
        }
        return Value.Of(codes.ToList());
    }

    private static Value Parts(Field field, YamlMap map)
    {
        var texts = map.Entries.Where(entry => entry.Value is YamlText).ToDictionary(entry => entry.Key.Value, entry => ((YamlText)entry.Value).Value, StringComparer.Ordinal);
        if (texts.Count != 2 || map.Entries.Count != 2)
            return Value.Null;
        if (field is { Type: FieldType.Money, Currency: null } && texts.TryGetValue("amount", out var amount) && texts.TryGetValue("currency", out var currency))
            return Both("amount", NumberOf(amount), "currency", Value.Of(currency));
        return field.Type == FieldType.Place && texts.TryGetValue("latitude", out var latitude) && texts.TryGetValue("longitude", out var longitude)
            ? Both("latitude", NumberOf(latitude), "longitude", NumberOf(longitude))
            : Value.Null;
    }

    private static Value Both(string one, in Value first, string other, in Value second) =>
        first.IsNull || second.IsNull ? Value.Null : Value.Of(Context.Of((one, first), (other, second)));

    private static string Meant(Field field, YamlNode node) =>
        field.IsNumber && node is YamlText text && Figures.Meant(text.Value) is { Count: > 0 } meant ? $"Did you mean {string.Join(", or ", meant)}? " : "";

    private static string Sample(Field field) => field.Type switch
    {
        FieldType.Whole => "a whole number",
        FieldType.Exact => "a number with a point before decimals: 1234.5",
        FieldType.Money when field.Currency is null => "{amount: 12.50, currency: EUR}",
        FieldType.Money => "an amount with a point before decimals: 12.50",
        FieldType.Date => "a date: 2026-02-28",
        FieldType.DateTime => "a date with time and zone: 2026-02-28T12:00:00Z",
        FieldType.Period => "its first day and the day after its last: 2026-01-01..2026-02-01",
        FieldType.YesNo => "true or false",
        FieldType.Codes => "a list of codes: [PS, LL]",
        FieldType.Place => "{latitude: 12.5, longitude: -17.25}",
        _ => "a text",
    };
}
