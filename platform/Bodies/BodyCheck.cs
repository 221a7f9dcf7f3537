using Entente.Bodies.Loading;

namespace Entente.Bodies;

/// <summary><c>./entente check bodies/iccat</c>: every error of a body's folder, as editors understand them.</summary>
public static class BodyCheck
{
    /// <summary>Returns what the command ends with: 0 without errors, 1 with errors, 2 when there is no such folder.</summary>
    public static int Run(string path, TextWriter output)
    {
        if (!Directory.Exists(path))
        {
            output.WriteLine($"There is no folder {path}. Name the folder of a body, such as bodies/iccat.");
            return 2;
        }
        var loaded = BodyLoader.Load(FolderReader.Read(path));
        var prefix = Path.TrimEndingDirectorySeparator(path).Replace('\\', '/');
        foreach (var finding in loaded.Findings)
            output.WriteLine($"{prefix}/{finding}");
        output.WriteLine(Closing(prefix, loaded));
        return loaded.Body is null ? 1 : 0;
    }

    private static string Closing(string prefix, Loaded loaded)
    {
        if (loaded.Body is not { } body)
            return $"{prefix}: {Count(loaded.Findings.Count, "error", "errors")} in {Count(loaded.Findings.Select(finding => finding.File).Distinct(StringComparer.Ordinal).Count(), "file", "files")}.";
        var codes = body.Lists.Sum(list => list.Codes.Count);
        return $"{prefix}: no errors. {Count(body.Parties.Count, "party", "parties")}, {Count(body.Posts.Count, "post", "posts")}, {Count(body.Lists.Count, "list", "lists")} with {Count(codes, "code", "codes")}, {Count(body.Languages.Count, "language", "languages")}.";
    }

    private static string Count(int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";
}
