using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Rules;
using Entente.Records.Writing;

namespace Entente.Records.Bulk;

/// <summary>
/// The rows of one table as JSON, as the interface gives and takes them: objects one after the other, each on its line, or in a list.
/// Each fault is reported once, however often it is read.
/// </summary>
/// <param name="open">The file from its beginning, each time.</param>
internal sealed class JsonRows(Func<Stream> open, Section section, Action<Fault> report) : RowSource
{
    private const string Id = "id";

    private readonly Dictionary<string, int> _places = section.Fields.Index().ToDictionary(field => field.Item.Code, field => field.Index, StringComparer.Ordinal);
    private readonly bool[] _seen = new bool[section.Fields.Count];
    private readonly Row _row = Row.Of(section, Guid.Empty);
    private Action<Fault> _tell = report;
    private long _number;

    public override async IAsyncEnumerable<Row> Read([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var stream = open();
        using var json = new JsonFrames(stream, several: true);
        _number = 0;
        if (await json.Peek(cancel) == '[')
            await json.Next(cancel);
        while (await json.Value(cancel) is { } item)
        {
            using (item)
            {
                if (Fill(item.RootElement))
                    yield return _row;
            }
        }
        if (json.Problem is { } problem)
            _tell(new Fault(problem.Rule, CheckLevel.Error, section.Code, null, null, null, problem.Facts));
        _tell = _ => { };
    }

    private bool Fill(JsonElement json)
    {
        _number++;
        Array.Clear(_row.Answers);
        Array.Clear(_seen);
        _row.Id = Guid.Empty;
        if (json.ValueKind != JsonValueKind.Object)
        {
            Tell("json.expected", null, Path(), "{…}");
            return false;
        }
        foreach (var member in json.EnumerateObject())
        {
            var name = JsonFrames.Name(member);
            if (_places.TryGetValue(name, out var place))
                Answer(place, member.Value);
            else if (name == Id && member.Value.ValueKind == JsonValueKind.String && member.Value.TryGetGuid(out var id))
                _row.Id = id;
            else
                Tell("unknown-name", null, CellText.Short(name));
        }
        return true;
    }

    private void Answer(int place, JsonElement value)
    {
        var field = section.Fields[place];
        if (_seen[place])
            Tell("json.duplicate", field.Code, Path(field.Code));
        _seen[place] = true;
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(value));
        reader.Read();
        if (!AnswerJson.TryRead(ref reader, field, out _row.Answers[place]))
            Tell("type", field.Code, TypeRules.Kebab(field.Type));
    }

    private string Path(string? member = null) => string.Create(CultureInfo.InvariantCulture, $"$[{_number - 1}]{(member is null ? "" : "." + member)}");

    private void Tell(string rule, string? field, params IReadOnlyList<string> facts) => _tell(new Fault(rule, CheckLevel.Error, section.Code, null, _number, field, facts));
}
