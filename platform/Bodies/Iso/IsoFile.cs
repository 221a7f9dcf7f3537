using System.Text.Json;

namespace Entente.Bodies.Iso;

/// <summary>iso.json, which build.mjs beside it writes from the Unicode Common Locale Data Repository.</summary>
internal static class IsoFile
{
    private static readonly string[] Spoken = ["en", "fr", "es", "pt", "ar"];
    private static readonly JsonElement Root = Open();

    public static IEnumerable<Row> Rows(string table) => Root.GetProperty(table).GetProperty("rows").EnumerateArray().Select(row => new Row(row));

    private static JsonElement Open()
    {
        using var stream = typeof(IsoFile).Assembly.GetManifestResourceStream("iso.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    internal readonly struct Row(JsonElement cells)
    {
        public string Text(int cell) => cells[cell].GetString()!;

        public int Number(int cell) => cells[cell].GetInt32();

        public LocalText Names(int first)
        {
            var row = cells;
            return new(Spoken.Select((language, at) => (language, row[first + at].GetString()!)));
        }
    }
}
