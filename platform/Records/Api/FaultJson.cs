using System.Globalization;
using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Rules;
using Entente.Shared.Localisation;

namespace Entente.Records.Api;

/// <summary>Faults as programs get them: which rule, where, and in words.</summary>
internal static class FaultJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Fault> faults, Words t, Definition definition, Body body)
    {
        foreach (var fault in faults)
            Write(json, fault, t, definition, body);
    }

    public static void Write(Utf8JsonWriter json, Fault fault, Words t, Definition definition, Body body)
    {
        json.WriteStartObject();
        json.WriteString("rule", fault.Rule);
        json.WriteString("level", Level(fault.Level));
        if (Pointer(fault, definition) is { } pointer)
            json.WriteString("pointer", pointer);
        if (fault.Section is not null)
            json.WriteString("section", fault.Section);
        if (fault.Row is { } row && row != Guid.Empty)
            json.WriteString("row", row);
        if (fault.RowNumber is { } number)
            json.WriteNumber("rowNumber", number);
        if (fault.Field is not null)
            json.WriteString("field", fault.Field);
        json.WriteString("detail", Say(fault, t, definition, body));
        json.WriteEndObject();
    }

    /// <summary>A JSON pointer into what was sent: /content/catches/3/weight. Rows count from nought there.</summary>
    public static string? Pointer(Fault fault, Definition definition)
    {
        if (fault.Section is not { } section)
            return null;
        var table = definition.Section(section)?.IsTable == true;
        var row = table && fault.RowNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $"/{number - 1}") : "";
        return table && row.Length == 0 ? $"/content/{section}" : $"/content/{section}{row}{(fault.Field is { } field ? "/" + field : "")}";
    }

    public static string Level(CheckLevel level) => level.ToString().ToLowerInvariant();

    public static string Say(Fault fault, Words t, Definition definition, Body body) =>
        InterchangeFaults.Knows(fault.Rule) ? InterchangeFaults.Say(fault, t) : Faults.Say(fault, t, definition, body);
}
