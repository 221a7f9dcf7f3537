using System.Text.Json;

namespace Entente.Disclosure.Protection;

/// <summary>Something made by others that this version was built with, as the files say that fix its version and digest.</summary>
/// <param name="From">The registry it comes from.</param>
/// <param name="Building">Needed only to build or check it; no part of what runs.</param>
internal sealed record Library(string Name, string Version, string From, bool Building)
{
    public static IReadOnlyList<Library> All { get; } = [.. Packages("platform.lock.json").Concat(Modules("modules.lock.json")).OrderBy(library => library.Name, StringComparer.Ordinal)];

    private static IEnumerable<Library> Packages(string file)
    {
        using var json = Embedded(file);
        return [.. json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(target => target.Value.EnumerateObject())
            .Where(package => package.Value.TryGetProperty("resolved", out _))
            .Select(package => new Library(package.Name, package.Value.GetProperty("resolved").GetString()!, "NuGet", package.Name.Contains("Analyzer", StringComparison.Ordinal))).Distinct()];
    }

    private static IEnumerable<Library> Modules(string file)
    {
        const string Folder = "node_modules/";
        using var json = Embedded(file);
        return [.. json.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(package => new Library(package.Name[(package.Name.LastIndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..], package.Value.GetProperty("version").GetString()!, "npm", package.Value.TryGetProperty("dev", out var dev) && dev.GetBoolean())).Distinct()];
    }

    private static JsonDocument Embedded(string name) => JsonDocument.Parse(typeof(Library).Assembly.GetManifestResourceStream(name)!);
}
