using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Entente.Records.Drafts;

/// <summary>A section of a draft as bytes: JSON, one array per row, packed. A cell that nobody changed is its answer alone.</summary>
internal static class SnapshotBytes
{
    public static byte[] Write(DraftSection section)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var json = new Utf8JsonWriter(packed, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("fields");
            foreach (var field in section.Fields)
                json.WriteStringValue(field);
            json.WriteEndArray();
            json.WriteStartArray("rows");
            foreach (var row in section.Rows.Values)
                Write(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    public static DraftSection Read(byte[] bytes)
    {
        using var plain = new MemoryStream();
        using (var packed = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress))
            packed.CopyTo(plain);
        var json = new Utf8JsonReader(plain.GetBuffer().AsSpan(0, (int)plain.Length));
        var fields = new List<string>();
        var rows = new List<DraftRow>();
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName)
                continue;
            var ofFields = json.ValueTextEquals("fields");
            json.Read();
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (ofFields)
                    fields.Add(json.GetString()!);
                else
                    rows.Add(ReadRow(ref json, fields.Count));
            }
        }
        return new DraftSection(fields, rows);
    }

    private static void Write(Utf8JsonWriter json, DraftRow row)
    {
        json.WriteStartArray();
        json.WriteStringValue(row.Id);
        Write(json, row.Place);
        Write(json, row.Presence);
        foreach (var cell in row.Cells)
            Write(json, cell);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Cell cell)
    {
        if (cell is { ToConfirm: false, Heads: null })
        {
            json.WriteStringValue(cell.Base);
            return;
        }
        json.WriteStartObject();
        json.WriteString("base", cell.Base);
        json.WriteBoolean("confirm", cell.ToConfirm);
        if (cell.Heads is { } heads)
        {
            json.WritePropertyName("heads");
            JsonSerializer.Serialize(json, heads);
            json.WritePropertyName("beginnings");
            JsonSerializer.Serialize(json, cell.Beginnings);
        }
        json.WriteEndObject();
    }

    private static DraftRow ReadRow(ref Utf8JsonReader json, int width)
    {
        json.Read();
        var id = json.GetGuid();
        json.Read();
        var place = ReadCell(ref json);
        json.Read();
        var presence = ReadCell(ref json);
        var cells = new List<Cell>(width);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            cells.Add(ReadCell(ref json));
        return new DraftRow(id, place, presence, cells.ToArray());
    }

    private static Cell ReadCell(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            return new Cell(json.GetString());
        var kept = JsonSerializer.Deserialize<Kept>(ref json, JsonSerializerOptions.Web)!;
        return new Cell(kept.Base, kept.Confirm, kept.Heads, kept.Beginnings);
    }

    private sealed record Kept(string? Base, bool Confirm, Head[]? Heads, Beginning[]? Beginnings);
}
