using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Bodies.Definitions;

namespace Entente.Records.Api.OpenApi;

/// <summary>The content of a statement under one version of its definition, as schemas: one for the whole, one for each row of a table.</summary>
internal static class ContentSchemas
{
    public static string NameOf(Definition definition, int version) => string.Create(CultureInfo.InvariantCulture, $"{definition.Code}.v{version}");

    public static string RowOf(Definition definition, int version, Section section) => $"{NameOf(definition, version)}.{section.Code}";

    public static IEnumerable<(string Name, JsonNode Schema)> Of(Body body, Definition definition, int version)
    {
        yield return (NameOf(definition, version), Whole(body, definition, version));
        foreach (var section in definition.Sections.Where(section => section.IsTable))
            yield return (RowOf(definition, version, section), Row(body, section));
    }

    private static JsonObject Whole(Body body, Definition definition, int version) => Json.Of(
        ("type", "object"),
        ("title", definition.Name.ToString()),
        ("description", definition.About?.ToString()),
        ("properties", Json.Map(definition.Sections.Select(section => (section.Code, (JsonNode)(section.IsTable ? Table(definition, version, section) : Fields(body, section)))))),
        ("additionalProperties", false),
        ("x-kind", definition.Kind.ToString().ToLowerInvariant()),
        ("x-version", version));

    private static JsonObject Table(Definition definition, int version, Section section) => Json.Of(
        ("type", "array"),
        ("title", section.Name.ToString()),
        ("description", section.Help is { } help ? Mentions.Unfilled(help.ToString()) : null),
        ("minItems", section.Rows is { Least: > 0 and var least } ? least : null),
        ("maxItems", section.Rows!.Most),
        ("items", Json.Ref(RowOf(definition, version, section))));

    private static JsonObject Row(Body body, Section section)
    {
        var row = Fields(body, section);
        var properties = (JsonObject)row["properties"]!;
        properties.Insert(0, "id", Json.Of(("type", "string"), ("format", "uuid"), ("description", "Stays the same over versions. Left out for a new row.")));
        return row;
    }

    // Nothing is required by the schema: a draft may be unfinished, and what a reader may not see is left out.
    private static JsonObject Fields(Body body, Section section) => Json.Of(
        ("type", "object"),
        ("title", section.Name.ToString()),
        ("description", section.Help is { } help ? Mentions.Unfilled(help.ToString()) : null),
        ("properties", Json.Map(section.Fields.Select(field => (field.Code, (JsonNode)FieldSchema.Of(field, body))))),
        ("x-required", section.Fields.Any(field => field.Required == "true") ? Json.Words(section.Fields.Where(field => field.Required == "true").Select(field => field.Code)) : null),
        ("additionalProperties", false));
}
