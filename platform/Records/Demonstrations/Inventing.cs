using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entente.Bodies;

namespace Entente.Records.Demonstrations;

/// <summary>Entries and documents that others may name.</summary>
internal sealed record Named(Guid Id, int Number, string? Holder, Period? Valid, DateTimeOffset At);

/// <summary>What one statement says: values drawn as the recipe describes them.</summary>
internal sealed partial class Inventing(Body body, Planned planned, Random random, Func<string, string?, IReadOnlyList<Named>> named)
{
    private readonly Period _span = planned.Period ?? new Period(DateOnly.FromDateTime(planned.At.UtcDateTime), DateOnly.FromDateTime(planned.At.UtcDateTime).AddDays(1));
    private string? _member;
    private int _row;
    private int _walk;
    private Named? _last;

    public byte[] Content(JsonElement content)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("content");
            foreach (var section in Variant(content).EnumerateObject().Where(section => section.Name != "share"))
                Section(writer, section);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private void Section(Utf8JsonWriter writer, JsonProperty section)
    {
        writer.WritePropertyName(section.Name);
        if (section.Value.TryGetProperty("row", out var row))
            Rows(writer, section.Value, row);
        else
            Fields(writer, section.Value);
    }

    private void Rows(Utf8JsonWriter writer, JsonElement table, JsonElement row)
    {
        writer.WriteStartArray();
        _walk = random.Next(1000);
        if (table.TryGetProperty("each", out var each) && each.ValueKind == JsonValueKind.Array)
        {
            foreach (var code in each.EnumerateArray())
                Row(writer, row, code.GetString(), null);
        }
        else if (table.TryGetProperty("each", out each))
        {
            foreach (var entry in named(each.GetString()!, null).Where(entry => entry.Valid is not { } valid || valid.Overlaps(_span)))
                Row(writer, row, null, entry);
        }
        else
        {
            var count = Whole(table.GetProperty("rows"));
            if (table.TryGetProperty("walk", out var walked))
                count = Math.Min(count, Mine(walked.GetString()!).Count * Days);
            for (var turn = 0; turn < count; turn++)
                Row(writer, row, null, null);
        }
        writer.WriteEndArray();
    }

    private void Row(Utf8JsonWriter writer, JsonElement row, string? code, Named? entry)
    {
        (_row, _code, _last) = (_row + 1, code, entry ?? _last);
        Fields(writer, Variant(row));
    }

    private string? _code;

    private void Fields(Utf8JsonWriter writer, JsonElement fields)
    {
        writer.WriteStartObject();
        foreach (var field in fields.EnumerateObject())
        {
            if (field.Name == "share" || Value(field.Value) is not { } value)
                continue;
            writer.WritePropertyName(field.Name);
            JsonSerializer.Serialize(writer, value, value.GetType());
        }
        writer.WriteEndObject();
    }

    // One of several, each with the share of cases in which it is taken.
    private JsonElement Variant(JsonElement said)
    {
        if (said.ValueKind != JsonValueKind.Array)
            return said;
        var left = random.NextDouble();
        foreach (var one in said.EnumerateArray())
        {
            if ((left -= one.GetProperty("share").GetDouble()) < 0)
                return one;
        }
        return said[said.GetArrayLength() - 1];
    }

    private object? Value(JsonElement said) => said.ValueKind switch
    {
        JsonValueKind.String => Filled(said.GetString()!),
        JsonValueKind.Object => Drawn(said.EnumerateObject().First(), said),
        JsonValueKind.Null => null,
        _ => said,
    };

    private object? Drawn(JsonProperty how, JsonElement said) => how.Name switch
    {
        "one-of" => Value(how.Value[random.Next(how.Value.GetArrayLength())]),
        "some-of" => Some(how.Value, said.GetProperty("most").GetInt32()),
        "whole" => Whole(how.Value),
        "decimal" => Exact(how.Value, said.TryGetProperty("places", out var places) ? places.GetInt32() : 1),
        "maybe" => random.NextDouble() < how.Value.GetDouble() ? Value(said.GetProperty("value")) : null,
        "day" => Text(Day(how.Value.GetString()!).AddDays(said.TryGetProperty("plus", out var plus) ? Whole(plus) : 0)),
        "month" => Day(how.Value.GetString()!).AddDays(said.TryGetProperty("plus", out var later) ? Whole(later) : 0).ToString("yyyy-MM", CultureInfo.InvariantCulture),
        "ref" => Reference(how.Value.GetString()!, said),
        "entry" => _last?.Id,
        "year" => planned.Year,
        "by-word" => how.Value.TryGetProperty(planned.Word ?? _code ?? "", out var fitting) ? Value(fitting) : null,
        "check-digit" => Checked(Filled(said.GetProperty("of").GetString()!), how.Value),
        "place" => new { latitude = Exact(how.Value[0], 4), longitude = Exact(how.Value[1], 4) },
        _ => throw new InvalidDataException($"A recipe says \"{how.Name}\", which is no way to draw a value."),
    };

    private JsonElement[] Some(JsonElement from, int most)
    {
        var all = from.EnumerateArray().ToArray();
        random.Shuffle(all);
        return all[..Math.Min(all.Length, random.Next(1, most + 1))];
    }

    private int Whole(JsonElement said) => said.ValueKind == JsonValueKind.Number ? said.GetInt32() : random.Next(said[0].GetInt32(), said[1].GetInt32() + 1);

    private decimal Exact(JsonElement said, int places)
    {
        var (from, to) = (said[0].GetDecimal(), said[1].GetDecimal());
        return Math.Round(from + ((to - from) * (decimal)random.NextDouble()), places);
    }

    private int Days => _span.Until!.Value.DayNumber - _span.From!.Value.DayNumber;

    private DateOnly Day(string of) => of switch
    {
        "at" => DateOnly.FromDateTime(planned.At.UtcDateTime),
        "valid" => planned.Valid!.Value.From!.Value,
        "period" => _span.From!.Value.AddDays(random.Next(Days)),
        "walk" => _span.From!.Value.AddDays(_walk % Days),
        "start" => _span.From!.Value,
        "end" => _span.Until!.Value,
        _ => throw new InvalidDataException($"A recipe says \"{of}\", which is no day."),
    };

    private IReadOnlyList<Named> Mine(string batch) => named(batch, planned.Holder);

    // walk: one after the other, each as many days as there are before the next; next: each once; else by chance.
    private Guid? Reference(string batch, JsonElement said)
    {
        var kind = said.TryGetProperty("taken", out var taken) ? taken.GetString() : null;
        var from = kind == "next" ? named(batch, null) : Mine(batch);
        if (from.Count == 0)
            return null;
        if (kind == "walk")
            _walk++;
        _last = kind switch
        {
            "walk" => from[_walk / Days % from.Count],
            "next" => from[(planned.Number - 1) % from.Count],
            _ => from[random.Next(from.Count)],
        };
        return _last.Id;
    }

    private string Member()
    {
        if (_member is not null || planned.Holder is null)
            return _member ?? "";
        var members = body.MembersOf(planned.Holder, DateOnly.FromDateTime(planned.At.UtcDateTime)).ToList();
        return _member = members.Count == 0 ? planned.Holder : members[random.Next(members.Count)].Code;
    }

    private string Filled(string text) => text.Contains('{', StringComparison.Ordinal) ? Hole().Replace(text, Fill) : text;

    private string Fill(Match hole)
    {
        var zeros = hole.Groups["zeros"].Value;
        string Number(int number) => number.ToString(zeros.Length > 0 ? zeros : "0", CultureInfo.InvariantCulture);
        return hole.Groups["name"].Value switch
        {
            "n" => Number(planned.Number),
            "i" => Number(planned.InParty),
            "row" => Number(_row),
            "ref" => Number(_last?.Number ?? 0),
            "year" => Number(planned.Year),
            "party" => planned.Holder ?? "",
            "member" => Member(),
            "country" => body.Party(Member())?.Country ?? "",
            "word" => planned.Word ?? _code ?? "",
            var other => throw new InvalidDataException($"A recipe says \"{{{other}}}\", which stands for nothing."),
        };
    }

    // The last figure makes the weighted sum of the others, as numbers of ships have it.
    private static string Checked(string figures, JsonElement weights) =>
        figures + (weights.EnumerateArray().Select((weight, place) => weight.GetInt32() * (figures[place] - '0')).Sum() % 10).ToString(CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(?<name>[a-z]+)(:(?<zeros>0+))?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hole();
}
