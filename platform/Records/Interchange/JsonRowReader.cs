using System.Text.Json;
using Entente.Bodies.Definitions;
using Entente.Records.Content;

namespace Entente.Records.Interchange;

/// <summary>Fills one row, the same one each time, with the members of a JSON object.</summary>
internal sealed class JsonRowReader(Section section, Action<Fault> report)
{
    private readonly Dictionary<string, int> _places = Enumerable.Range(0, section.Fields.Count).ToDictionary(place => section.Fields[place].Code, StringComparer.Ordinal);
    private readonly bool[] _seen = new bool[section.Fields.Count];
    private long _number;

    public Row Row { get; } = Row.Of(section, Guid.Empty);

    public bool Fill(JsonElement json)
    {
        _number++;
        Array.Clear(Row.Answers);
        Array.Clear(_seen);
        Row.Id = Guid.Empty;
        if (json.ValueKind != JsonValueKind.Object)
        {
            Add("json.expected", null, Path(), "{…}");
            return false;
        }
        foreach (var member in json.EnumerateObject())
        {
            var name = JsonFrames.Name(member);
            if (_places.TryGetValue(name, out var place))
                Answer(place, member.Value);
            else if (name == StatementJson.RowId && section.IsTable)
                Id(member.Value);
            else
                Add("json.unknown", null, [Path(CellText.Short(name)), .. _places.Keys.Where(code => Slips.Between(code, name, 2) <= 2)]);
        }
        return true;
    }

    private void Answer(int place, JsonElement value)
    {
        var field = section.Fields[place];
        if (_seen[place] || HasTwice(value))
            Add("json.duplicate", field.Code, Path(field.Code));
        _seen[place] = true;
        var reading = CellJson.Read(field, value);
        Row.Answers[place] = reading.Answer;
        if (reading.Rule is { } rule)
            Add(rule, field.Code, rule.StartsWith("json.", StringComparison.Ordinal) ? [Path(field.Code), .. reading.Facts ?? []] : reading.Facts ?? []);
    }

    private void Id(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id))
            Row.Id = id;
        else
            Add("json.expected", null, Path(StatementJson.RowId), "\"00000000-0000-0000-0000-000000000000\"");
    }

    private static bool HasTwice(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().GroupBy(JsonFrames.Name, StringComparer.Ordinal).Any(same => same.Count() > 1 || HasTwice(same.First().Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(HasTwice),
        _ => false,
    };

    private string Path(string? member = null) =>
        (section.IsTable ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"$.sections.{section.Code}[{_number - 1}]") : $"$.sections.{section.Code}") + (member is null ? "" : "." + member);

    private void Add(string rule, string? field, params IReadOnlyList<string> facts) =>
        report(new Fault(rule, CheckLevel.Error, section.Code, null, section.IsTable ? _number : null, field, facts));
}
