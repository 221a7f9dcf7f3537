namespace Entente.Tests.House;

/// <summary>The files of this checkout, by their paths from its root; what builds and installs leave is not among them.</summary>
public static class Tree
{
    private static readonly string Root = Client.Run.House.Find().Root;
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "wwwroot"];

    public static IReadOnlyList<string> Files(string folder, params string[] endings)
    {
        var start = Path.Combine(Root, folder);
        if (!Directory.Exists(start))
            return [];
        return [.. Directory.EnumerateFiles(start, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)) && !file.Split('/').Any(NotOurs.Contains))
            .Order(StringComparer.Ordinal)];
    }

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));
}
