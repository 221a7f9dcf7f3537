using Entente.Bench.Link;

namespace Entente.Bench.Processes;

/// <summary>The checkout this bench was built from, and what it can start.</summary>
public static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>Settings of the person's own installation must not reach the one that is measured.</summary>
    private static readonly Dictionary<string, string> Own =
        new[] { "ENTENTE_DATABASE", "ENTENTE_FOLDER", "ENTENTE_SECRET", "ENTENTE_MAIL", "ENTENTE_ADDRESS" }.ToDictionary(name => name, _ => "", StringComparer.Ordinal);

    /// <summary>The application as people start it, with a data folder and a port of the bench's own.</summary>
    public static Started Application(string data, int port, Place? place = null, IReadOnlyDictionary<string, string>? environment = null, string? root = null) =>
        new([.. place?.Enter ?? [], Path.Combine(root ?? Root, "entente"), "run", "--data", data, "--port", $"{port}", "--production"],
            (environment ?? Own).Concat(Own).DistinctBy(setting => setting.Key).ToDictionary(StringComparer.Ordinal), root ?? Root);

    public static Started Floor(string[] arguments, Place? place, IReadOnlyDictionary<string, string> environment) =>
        new([.. place?.Enter ?? [], "dotnet", typeof(Checkout).Assembly.Location, "floor", .. arguments], environment);

    public static Started Floor(string[] arguments, int port) =>
        Floor(arguments, place: null, new Dictionary<string, string>(StringComparer.Ordinal) { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}" });

    public static async Task<bool> Answers(HttpClient http, string address, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address, address[0] == '/' ? UriKind.Relative : UriKind.Absolute), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
                return folder.FullName;
        }
        throw new CannotMeasure($"No Entente checkout above {AppContext.BaseDirectory}.");
    }
}
