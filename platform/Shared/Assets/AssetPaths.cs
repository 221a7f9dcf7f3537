using System.Text.Json;

namespace Entente.Shared.Assets;

/// <summary>
/// Style, script and images as build.mjs left them, held in memory: a few files of a few kilobytes. Pages link
/// them by their plain name (<c>Assets["entente.css"]</c>) and get the address that may be cached for ever.
/// </summary>
public sealed class AssetPaths(IWebHostEnvironment environment)
{
    private readonly string _folder = Path.Combine(environment.ContentRootPath, "wwwroot");
    private readonly bool _watch = environment.IsDevelopment();
    private readonly Lock _reading = new();
    private volatile Loaded? _loaded;

    public string this[string name] => $"/assets/{Current().Names[name]}";

    internal Asset? Find(string hashedName) => Current().Files.GetValueOrDefault(hashedName);

    private Loaded Current()
    {
        var manifest = Path.Combine(_folder, "manifest.json");
        if (_loaded is { } loaded && (!_watch || loaded.At == File.GetLastWriteTimeUtc(manifest)))
            return loaded;
        lock (_reading)
            return _loaded = Read(manifest);
    }

    private Loaded Read(string manifest)
    {
        if (!File.Exists(manifest))
            throw new InvalidOperationException($"{manifest} is missing: style and script have not been built. Run npm ci and npm run build, or start with ./entente run.");
        var at = File.GetLastWriteTimeUtc(manifest);
        using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
        var names = json.RootElement.GetProperty("assets").EnumerateObject()
            .ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
        var files = names.Values.ToDictionary(name => name, name => Asset.Read(Path.Combine(_folder, "assets", name)));
        return new Loaded(at, names, files);
    }

    private sealed record Loaded(DateTime At, Dictionary<string, string> Names, Dictionary<string, Asset> Files);
}

/// <summary>One file in its three encodings.</summary>
internal sealed record Asset(string ContentType, byte[] Plain, byte[] Brotli, byte[] Gzip)
{
    public static Asset Read(string path) =>
        new(TypeOf(Path.GetExtension(path)), File.ReadAllBytes(path), File.ReadAllBytes(path + ".br"), File.ReadAllBytes(path + ".gz"));

    private static string TypeOf(string extension) => extension switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml; charset=utf-8",
        _ => throw new InvalidOperationException($"Say in {nameof(Asset)} as what {extension} is served."),
    };
}
