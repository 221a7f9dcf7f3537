using System.Globalization;

namespace Entente.Records.Interchange;

/// <summary>What a workbook was made for; it comes back with the file, in its properties and on a hidden sheet.</summary>
public sealed record WorkbookStamp(string Body, string Definition, int Version, string Digest, string Language, Guid? Statement = null, string? Period = null, string? Party = null)
{
    internal IEnumerable<(string Name, string Value)> Lines() =>
        new (string, string?)[]
        {
            ("body", Body), ("definition", Definition), ("version", Version.ToString(CultureInfo.InvariantCulture)), ("digest", Digest), ("language", Language),
            ("statement", Statement?.ToString()), ("period", Period), ("party", Party),
        }.Where(line => line.Item2 is not null).Select(line => (line.Item1, line.Item2!));

    internal static WorkbookStamp? Of(IReadOnlyDictionary<string, string> lines) =>
        lines.TryGetValue("body", out var body) && lines.TryGetValue("definition", out var definition)
        && lines.TryGetValue("version", out var number) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new(body, definition, version, lines.GetValueOrDefault("digest", ""), lines.GetValueOrDefault("language", "en"),
                Guid.TryParse(lines.GetValueOrDefault("statement"), out var statement) ? statement : null, lines.GetValueOrDefault("period"), lines.GetValueOrDefault("party"))
            : null;
}
