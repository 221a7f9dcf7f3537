using Entente.Bodies.Loading;

namespace Entente.Bodies;

/// <summary><c>./entente check bodies/iccat</c>, or only <c>iccat</c>: every error of a body's folder, as editors understand them.</summary>
public static class BodyCheck
{
    /// <summary>Returns what the command ends with: 0 without errors, 1 with errors, 2 when there is no such folder.</summary>
    /// <param name="named">A folder, or the code of a body whose folder is in <paramref name="bodies"/>.</param>
    public static int Run(string named, string bodies, TextWriter output)
    {
        var path = Folder(named, bodies);
        if (!Directory.Exists(path))
        {
            output.WriteLine($"There is no folder {named} and no body {named}. Name the folder of a body, such as bodies/iccat, or its code, such as iccat.");
            return 2;
        }
        var loaded = BodyLoader.Load(FolderReader.Read(path));
        var prefix = Path.TrimEndingDirectorySeparator(path).Replace('\\', '/');
        foreach (var finding in loaded.Findings)
            output.WriteLine($"{prefix}/{finding}");
        output.WriteLine(Closing(prefix, loaded));
        return loaded.Body is null ? 1 : 0;
    }

    // A code wins over a folder of the same name only where that is not the folder of a body.
    private static string Folder(string named, string bodies) =>
        Codes.IsBody(named) && !File.Exists(Path.Combine(named, "body.yaml")) && Path.Combine(bodies, named) is var folder && Directory.Exists(folder) ? folder : named;

    private static string Closing(string prefix, Loaded loaded)
    {
        if (loaded.Body is not { } body)
            return $"{prefix}: {Count(loaded.Findings.Count, "error", "errors")} in {Count(loaded.Findings.Select(finding => finding.File).Distinct(StringComparer.Ordinal).Count(), "file", "files")}.";
        var codes = body.Lists.Sum(list => list.Codes.Count);
        return $"{prefix}: no errors. {Count(body.Parties.Count, "party", "parties")}, {Count(body.Posts.Count, "post", "posts")}, {Count(body.Lists.Count, "list", "lists")} with {Count(codes, "code", "codes")}, {Count(body.Languages.Count, "language", "languages")}.";
    }

    private static string Count(int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";
}
