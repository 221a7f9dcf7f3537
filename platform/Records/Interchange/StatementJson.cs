using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Entente.Bodies.Definitions;
using Entente.Records.Content;

namespace Entente.Records.Interchange;

/// <summary>
/// One statement as a JSON document: <c>{"definition": "catch", "sections": {"report": {"officer": "K. Sato"}, "catches":
/// [{"$id": "…", "weight": 12.5}]}}</c>. Tables are written and read row by row. Reading is strict and says everything that is
/// wrong at once, each with its path.
/// </summary>
public static class StatementJson
{
    public const string RowId = "$id";
    private const int Block = 1 << 16;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task Write(Stream to, Statement statement, CancellationToken cancel = default) =>
        Write(to, statement.Definition, section => new RowsInMemory(section.IsTable ? statement.Rows(section.Code) : [statement.Fields(section.Code)]), cancel);

    /// <param name="rows">The rows of each section; of a section of fields its one row.</param>
    public static async Task Write(Stream to, Definition definition, Func<Section, RowSource> rows, CancellationToken cancel = default)
    {
        await using var json = new Utf8JsonWriter(to, Options);
        json.WriteStartObject();
        json.WriteString("definition", definition.Code);
        json.WriteStartObject("sections");
        foreach (var section in definition.Sections)
        {
            json.WritePropertyName(section.Code);
            if (section.IsTable)
                json.WriteStartArray();
            await foreach (var row in rows(section).Read(cancel))
            {
                Write(json, section, row);
                if (json.BytesPending > Block)
                    await json.FlushAsync(cancel);
            }
            if (section.IsTable)
                json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>All of it in memory. What could not be read is blank in the statement.</summary>
    public static async Task<(Statement Statement, IReadOnlyList<Fault> Faults)> Read(Stream from, Definition definition, CancellationToken cancel = default)
    {
        var (statement, faults) = (new Statement(definition), new List<Fault>());
        await foreach (var (section, row) in Rows(from, definition, faults.Add, _ => true, cancel))
        {
            if (section.IsTable)
                statement.Rows(section.Code).Add(new Row(row.Id, [.. row.Answers]));
            else
                row.Answers.CopyTo(statement.Fields(section.Code).Answers, 0);
        }
        return (statement, faults);
    }

    /// <summary>The rows of the wanted sections in the order of the document; each section's row is the same buffer, filled anew.</summary>
    public static async IAsyncEnumerable<(Section Section, Row Row)> Rows(Stream from, Definition definition, Action<Fault> report, Func<Section, bool> wanted, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var json = new JsonFrames(from);
        var document = new JsonDocumentFrame(json, definition, report);
        if (await document.Begin(cancel))
        {
            while (await document.NextSection(wanted, cancel) is { } section)
            {
                var reader = new JsonRowReader(section, report);
                if (!section.IsTable)
                {
                    using var fields = await json.Value(cancel);
                    if (fields is not null && reader.Fill(fields.RootElement))
                        yield return (section, reader.Row);
                    continue;
                }
                if (!await document.BeginTable(section, cancel))
                    continue;
                while (await json.Value(cancel) is { } item)
                {
                    using (item)
                    {
                        if (reader.Fill(item.RootElement))
                            yield return (section, reader.Row);
                    }
                }
            }
        }
        if (json.Problem is { } problem)
            report(new Fault(problem.Rule, CheckLevel.Error, null, null, null, null, problem.Facts));
    }

    private static void Write(Utf8JsonWriter json, Section section, Row row)
    {
        json.WriteStartObject();
        if (section.IsTable && row.Id != Guid.Empty)
            json.WriteString(RowId, row.Id);
        for (var field = 0; field < section.Fields.Count; field++)
        {
            if (row.Answers[field].IsBlank)
                continue;
            json.WritePropertyName(section.Fields[field].Code);
            CellJson.Write(json, section.Fields[field], row.Answers[field]);
        }
        json.WriteEndObject();
    }
}

/// <summary>The members of the document and of its sections, in whatever order they come.</summary>
internal sealed class JsonDocumentFrame(JsonFrames json, Definition definition, Action<Fault> report)
{
    private static readonly string[] Known = ["definition", "version", "party", "period", "sections"];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private bool _inSections;

    public async ValueTask<bool> Begin(CancellationToken cancel)
    {
        if (await json.Next(cancel) && json.Token != JsonTokenType.StartObject)
            Add("json.expected", "$", "{\"definition\": …, \"sections\": {…}}");
        else if (json.Problem is null && json.Token == JsonTokenType.None)
            Add("json.malformed", "1", "1");
        return json.Token == JsonTokenType.StartObject;
    }

    /// <summary>The next section that is wanted, its value coming next; null at the end.</summary>
    public async ValueTask<Section?> NextSection(Func<Section, bool> wanted, CancellationToken cancel)
    {
        while (await json.Next(cancel))
        {
            if (json.Token == JsonTokenType.EndObject)
            {
                if (!_inSections)
                {
                    await json.Next(cancel);
                    return null;
                }
                _inSections = false;
                continue;
            }
            var name = json.Said ?? "";
            if (!_inSections)
                await Member(name, cancel);
            else if (definition.Section(name) is not { } section)
            {
                Add("json.unknown", [$"$.sections.{CellText.Short(name)}", .. definition.Sections.Select(each => each.Code).Where(code => Slips.Between(code, name, 2) <= 2)]);
                await json.Skip(cancel);
            }
            else if (!_seen.Add($"sections.{name}"))
            {
                Add("json.duplicate", $"$.sections.{name}");
                await json.Skip(cancel);
            }
            else if (wanted(section))
                return section;
            else
                await json.Skip(cancel);
        }
        return null;
    }

    public async ValueTask<bool> BeginTable(Section section, CancellationToken cancel)
    {
        if (!await json.Next(cancel))
            return false;
        if (json.Token == JsonTokenType.StartArray)
            return true;
        Add("json.expected", $"$.sections.{section.Code}", "[{…}]");
        // The rest of an object that stands where a list should.
        for (var depth = json.Token == JsonTokenType.StartObject ? 1 : 0; depth > 0 && await json.Next(cancel);)
            depth += json.Token is JsonTokenType.StartArray or JsonTokenType.StartObject ? 1 : json.Token is JsonTokenType.EndArray or JsonTokenType.EndObject ? -1 : 0;
        return false;
    }

    private async ValueTask Member(string name, CancellationToken cancel)
    {
        if (!_seen.Add(name))
            Add("json.duplicate", $"$.{CellText.Short(name)}");
        else if (!Known.Contains(name, StringComparer.Ordinal))
            Add("json.unknown", [$"$.{CellText.Short(name)}", .. Known.Where(known => Slips.Between(known, name, 2) <= 2)]);
        else if (name == "sections")
        {
            _inSections = await json.Next(cancel) && json.Token == JsonTokenType.StartObject;
            if (!_inSections)
                Add("json.expected", "$.sections", "{…}");
            return;
        }
        else if (name == "definition")
        {
            using var value = await json.Value(cancel);
            if (value is not null && (value.RootElement.ValueKind != JsonValueKind.String || !value.RootElement.ValueEquals(definition.Code)))
                Add("json.other-definition", CellText.Short(value.RootElement.GetRawText().Trim('"')), definition.Code);
            return;
        }
        await json.Skip(cancel);
    }

    private void Add(string rule, params IReadOnlyList<string> facts) => report(new Fault(rule, CheckLevel.Error, null, null, null, null, facts));
}
