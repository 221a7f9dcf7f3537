using System.Globalization;

namespace Entente.Records.Interchange;

/// <summary>What a workbook was made for; it comes back with the file, in its properties and on a hidden sheet.</summary>
public sealed record WorkbookStamp(string Body, string Definition, int Version, string Digest, string Language, Guid? Statement = null, string? Period = null, string? Party = null)
{
    /// <summary>The draft that it was made from, so that what a colleague changed since is not taken back; below zero: minus the version that it was made from.</summary>
    public int Generation { get; init; }

    /// <summary>The last change of that draft that stood in it.</summary>
    public long Through { get; init; }

    internal IEnumerable<(string Name, string Value)> Lines() =>
        new (string, string?)[]
        {
            ("body", Body), ("definition", Definition), ("version", Version.ToString(CultureInfo.InvariantCulture)), ("digest", Digest), ("language", Language),
            ("statement", Statement?.ToString()), ("period", Period), ("party", Party),
            ("generation", Generation == 0 ? null : Generation.ToString(CultureInfo.InvariantCulture)), ("through", Through == 0 ? null : Through.ToString(CultureInfo.InvariantCulture)),
        }.Where(line => line.Item2 is not null).Select(line => (line.Item1, line.Item2!));

    internal static WorkbookStamp? Of(IReadOnlyDictionary<string, string> lines) =>
        lines.TryGetValue("body", out var body) && lines.TryGetValue("definition", out var definition)
        && lines.TryGetValue("version", out var number) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new(body, definition, version, lines.GetValueOrDefault("digest", ""), lines.GetValueOrDefault("language", "en"),
                Guid.TryParse(lines.GetValueOrDefault("statement"), out var statement) ? statement : null, lines.GetValueOrDefault("period"), lines.GetValueOrDefault("party"))
            {
                Generation = int.TryParse(lines.GetValueOrDefault("generation"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation) ? generation : 0,
                Through = long.TryParse(lines.GetValueOrDefault("through"), NumberStyles.None, CultureInfo.InvariantCulture, out var through) ? through : 0,
            }
            : null;
}
