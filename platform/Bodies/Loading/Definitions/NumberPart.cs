using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>The settings of whole numbers, decimals and money.</summary>
internal sealed class NumberPart(Reading reading)
{
    private FileFindings Findings => reading.Findings;

    public Field Read(Field field, MapReader map)
    {
        field = field with
        {
            From = map.Number("from"),
            To = map.Number("to"),
            Unit = field.Type == FieldType.Money ? null : Unit(map),
            Currency = field.Type == FieldType.Money ? Currency(map) : null,
            Places = field.Type switch { FieldType.Exact => map.Whole("places", 0, 20) ?? 6, FieldType.Money => map.Whole("places", 0, 6) ?? 2, _ => null },
        };
        var places = field.Places ?? 0;
        Exact(map, "from", field.From, places);
        Exact(map, "to", field.To, places);
        if (field.From > field.To)
            Findings.Add(map.Take("to")!.At, "limits", $"\"to\" ({Say(field.To)}) is less than \"from\" ({Say(field.From)}).", "Exchange them, or mend one.");
        return field;
    }

    private void Exact(MapReader map, string key, decimal? limit, int places)
    {
        if (limit is { } number && decimal.Round(number, places) != number)
            Findings.Add(map.Take(key)!.At, "limits", $"\"{key}\" has more decimals than the field.", places == 0 ? "Write a whole number." : $"At most {places} digits stand after the point.");
    }

    private string? Unit(MapReader map)
    {
        if (map.Word("unit", required: false) is not { } unit)
            return null;
        if (unit.Value.Length > 20)
            Findings.Add(unit.At, "too-long", $"The unit has {unit.Value.Length} characters; 20 are allowed.", "Write its sign: kg, t, GT.");
        return unit.Value;
    }

    private string? Currency(MapReader map)
    {
        if (map.Word("currency", required: false) is not { } currency)
            return null;
        if (Currencies.Find(currency.Value) is null)
            Findings.AddUnknown(currency.At, "unknown-currency", $"\"{currency.Value}\" is not a currency code of ISO 4217.", currency.Value, Currencies.All.Select(known => known.Code));
        return currency.Value;
    }

    private static string Say(decimal? number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number}");
}
