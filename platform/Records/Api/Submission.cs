using System.Globalization;
using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;

namespace Entente.Records.Api;

/// <summary>
/// What a program sends to declare something:
/// <c>{"party": …, "period": {"start": …, "end": …}, "step": "submit", "content": {"report": {…}, "catches": [{…}]}}</c>.
/// Whatever is no such thing is said with its place, all at once.
/// </summary>
public sealed class Submission(Definition definition)
{
    public Statement Content { get; } = new(definition);

    /// <summary>Whether anything was sent as content, if only an empty one.</summary>
    public bool HasContent { get; private set; }

    public List<Fault> Faults { get; } = [];

    public string? Party { get; private set; }

    public Period? Period { get; private set; }

    public Period? Valid { get; private set; }

    public string? Step { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The text of a <see cref="Disclosing.Choice"/>.</summary>
    public string? ShownTo { get; private set; }

    /// <summary>Why these readers.</summary>
    public string? Because { get; private set; }

    public Guid? Statement { get; private set; }

    public int Expected { get; private set; }

    /// <summary>For what was declared before this system: when it was, where that is written, and the state it had come to.</summary>
    public DateTimeOffset? DeclaredAt { get; private set; }

    public string? Source { get; private set; }

    public string? State { get; private set; }

    /// <summary>For an entry of a register: the first day of what is done to it.</summary>
    public DateOnly? From { get; private set; }

    /// <summary>For a merger: the entry that stands for both.</summary>
    public Guid? Into { get; private set; }

    /// <summary>For an entry of a register: it was wrong, and is set right.</summary>
    public bool Corrects { get; private set; }

    /// <summary>For an entry of a register: what is planned for later days is given up.</summary>
    public bool Replaces { get; private set; }

    /// <summary>It is not to be done, but asked for.</summary>
    public bool Asks { get; private set; }

    /// <summary>For a split: what the entry itself says from then on; null: it ends.</summary>
    public Statement? GoesOn { get; private set; }

    /// <summary>For a split: what comes out of the entry.</summary>
    public List<(Guid? Entry, Statement Content)> Parts { get; } = [];

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static Submission Read(Definition definition, ReadOnlySpan<byte> json)
    {
        var read = new Submission(definition);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("An object is expected.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            read.Member(ref reader);
        return read;
    }

    private void Member(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("content"u8))
        {
            HasContent = true;
            reader.Read();
            Sections(ref reader, Content);
            return;
        }
        var name = Name(ref reader);
        reader.Read();
        switch (name)
        {
            case "party": Party = Text(ref reader, name); break;
            case "step": Step = Text(ref reader, name); break;
            case "reason": Reason = Text(ref reader, name); break;
            case "source": Source = Text(ref reader, name); break;
            case "state": State = Text(ref reader, name); break;
            case "declaredAt" when reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var at): DeclaredAt = at.ToUniversalTime(); break;
            case "because": Because = Text(ref reader, name); break;
            case "shownTo" when reader.TokenType == JsonTokenType.StartObject: ShownTo = ChosenJson.Read(ref reader); break;
            case "shownTo": ShownTo = Text(ref reader, name); break;
            case "period": Period = Days(ref reader, name); break;
            case "valid": Valid = Days(ref reader, name); break;
            case "from" when Day(ref reader) is { } day: From = day; break;
            case "into" when reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var other): Into = other; break;
            case "corrects" when reader.TokenType is JsonTokenType.True or JsonTokenType.False: Corrects = reader.GetBoolean(); break;
            case "replaces" when reader.TokenType is JsonTokenType.True or JsonTokenType.False: Replaces = reader.GetBoolean(); break;
            case "request" when reader.TokenType is JsonTokenType.True or JsonTokenType.False: Asks = reader.GetBoolean(); break;
            case "goesOn": Sections(ref reader, GoesOn = new Statement(definition)); break;
            case "parts" when reader.TokenType == JsonTokenType.StartArray: Divided(ref reader); break;
            case "statement" when reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id): Statement = id; break;
            case "expected" when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version): Expected = version; break;
            default:
                Wrong("unknown-name", null, null, name);
                reader.Skip();
                break;
        }
    }

    private void Divided(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var (entry, content) = ((Guid?)null, new Statement(definition));
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = Name(ref reader);
                reader.Read();
                if (name == "content")
                    Sections(ref reader, content);
                else if (name == "statement" && reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id))
                    entry = id;
                else
                {
                    Wrong("unknown-name", null, null, name);
                    reader.Skip();
                }
            }
            Parts.Add((entry, content));
        }
        if (reader.TokenType != JsonTokenType.EndArray)
            Wrong("type", null, null, "parts");
    }

    private static DateOnly? Day(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && DateOnly.TryParseExact(reader.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private void Sections(ref Utf8JsonReader reader, Statement into)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Wrong("type", null, null, "content");
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var code = Name(ref reader);
            reader.Read();
            if (definition.Section(code) is not { } section)
                Wrong("unknown-name", null, null, code);
            else if (section.IsTable ? reader.TokenType != JsonTokenType.StartArray : reader.TokenType != JsonTokenType.StartObject)
                Wrong("type", section.Code, null, code);
            else if (section.IsTable)
                Rows(ref reader, section, into);
            else
                Cells(ref reader, section, into.Fields(code), null);
            reader.Skip();
        }
    }

    private void Rows(ref Utf8JsonReader reader, Section section, Statement into)
    {
        var rows = into.Rows(section.Code);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var row = Row.Of(section, Guid.CreateVersion7());
            rows.Add(row);
            if (reader.TokenType == JsonTokenType.StartObject)
                Cells(ref reader, section, row, rows.Count);
            else
                Faults.Add(new Fault("type", CheckLevel.Error, section.Code, row.Id, rows.Count, null));
            reader.Skip();
        }
    }

    private void Cells(ref Utf8JsonReader reader, Section section, Row row, int? number)
    {
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var place = Place(ref reader, section, ref next);
            if (place < 0)
            {
                var name = Name(ref reader);
                reader.Read();
                if (number is not null && name == "id" && reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id))
                    row.Id = id;
                else
                    Faults.Add(new Fault("unknown-name", CheckLevel.Error, section.Code, number is null ? null : row.Id, number, null, name));
                reader.Skip();
                continue;
            }
            reader.Read();
            if (!AnswerJson.TryRead(ref reader, section.Fields[place], out row.Answers[place]))
                Faults.Add(new Fault("type", CheckLevel.Error, section.Code, number is null ? null : row.Id, number, section.Fields[place].Code));
        }
    }

    // Programs send fields in one order, mostly ours: the next one is tried first.
    private static int Place(ref Utf8JsonReader reader, Section section, ref int next)
    {
        var fields = section.Fields;
        for (var tried = 0; tried < fields.Count; tried++)
        {
            var place = (next + tried) % fields.Count;
            if (reader.ValueTextEquals(fields[place].Code))
            {
                next = place + 1;
                return place;
            }
        }
        return -1;
    }

    private string? Text(ref Utf8JsonReader reader, string name)
    {
        var fine = AnswerJson.TryRead(ref reader, AsText, out var answer);
        if (!fine)
            Wrong("type", null, null, name);
        return answer.HasValue ? answer.Value.AsText : null;
    }

    private Period? Days(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind == JsonValueKind.Object && Day(document.RootElement, "start", out var start) && Day(document.RootElement, "end", out var end) && (start is null || end is null || start < end))
            return new Period(start, end);
        Wrong("type", null, null, name);
        return null;
    }

    private static bool Day(JsonElement span, string name, out DateOnly? day)
    {
        day = null;
        if (!span.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
            return true;
        var read = DateOnly.TryParseExact(member.ValueKind == JsonValueKind.String ? member.GetString() : "", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var found);
        day = found;
        return read;
    }

    // A name that is half a character is no name of ours, and is not worth repeating.
    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    private void Wrong(string rule, string? section, string? field, string fact) => Faults.Add(new Fault(rule, CheckLevel.Error, section, null, null, field, fact));

    private static readonly Field AsText = new("text", FieldType.Text, new LocalText([("en", "text")]), null, null);
}
