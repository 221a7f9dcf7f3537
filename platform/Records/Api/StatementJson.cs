using System.Globalization;
using System.Text.Json;
using Entente.Bodies.Definitions;
using Entente.Ledger;
using Entente.Records.Content;
using Entente.Records.Writing;

namespace Entente.Records.Api;

/// <summary>Statements as programs get them. Blank answers are left out; numbers are texts, which nothing rounds.</summary>
internal static class StatementJson
{
    public static void Head(Utf8JsonWriter json, Listed listed)
    {
        json.WriteString("id", listed.Id);
        json.WriteString("definition", listed.Definition);
        Maybe(json, "party", listed.Party);
        if (listed.Period is { From: { } from, Until: { } until })
        {
            json.WriteStartObject("period");
            json.WriteString("start", Day(from));
            json.WriteString("end", Day(until));
            json.WriteEndObject();
        }
        Maybe(json, "number", listed.Number);
        Maybe(json, "title", listed.Title);
        json.WriteString("state", listed.State);
        json.WriteNumber("version", listed.Version);
        json.WriteString("changedAt", listed.ChangedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
    }

    /// <summary>The days of an entry; an end that is open is left out.</summary>
    public static void Valid(Utf8JsonWriter json, DateOnly? from, DateOnly? until)
    {
        if (from is null)
            return;
        json.WriteStartObject("valid");
        if (from > DateOnly.MinValue)
            json.WriteString("start", Day(from.Value));
        if (until < DateOnly.MaxValue)
            json.WriteString("end", Day(until.Value));
        json.WriteEndObject();
    }

    public static void Content(Utf8JsonWriter json, Statement content)
    {
        var text = new CanonicalText();
        json.WriteStartObject("content");
        foreach (var section in content.Definition.Sections)
        {
            if (section.IsTable ? content.Rows(section.Code).Count == 0 : !content.Fields(section.Code).Answers.Any(answer => !answer.IsBlank))
                continue;
            json.WritePropertyName(section.Code);
            text.Clear();
            if (section.IsTable)
                Rows(text, section, content.Rows(section.Code));
            else
                Fields(text, section, content.Fields(section.Code), withId: false);
            json.WriteRawValue(text.Written);
        }
        json.WriteEndObject();
    }

    /// <summary>One row of a table, or a section of fields.</summary>
    public static void Fields(CanonicalText text, Section section, Row row, bool withId)
    {
        text.BeginObject();
        if (withId)
        {
            text.Name("id");
            text.Id(row.Id);
        }
        for (var at = 0; at < section.Fields.Count; at++)
        {
            if (row.Answers[at].IsBlank)
                continue;
            text.Name(section.Fields[at].Code);
            AnswerJson.Write(text, section.Fields[at], row.Answers[at]);
        }
        text.EndObject();
    }

    private static void Rows(CanonicalText text, Section section, List<Row> rows)
    {
        text.BeginList();
        foreach (var row in rows)
            Fields(text, section, row, withId: true);
        text.EndList();
    }

    private static void Maybe(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
