using Entente.Bodies.Loading;

namespace Entente.Bodies;

/// <summary><c>./entente check bodies/fishery</c>, or only <c>fishery</c>: every error of a body's folder, as editors understand them.</summary>
public static class BodyCheck
{
    /// <summary>Returns what the command ends with: 0 without errors, 1 with errors, 2 when there is no such folder.</summary>
    /// <param name="named">A folder, or the code of a body whose folder is in <paramref name="bodies"/>.</param>
    /// <param name="examples">What comes of the body's examples, told by the room that judges statements.</param>
    public static int Run(string named, string bodies, TextWriter output, Func<Loaded, IEnumerable<Finding>>? examples = null)
    {
        var path = Folder(named, bodies);
        if (!Directory.Exists(path))
        {
            output.WriteLine($"There is no folder {named} and no body {named}. Name the folder of a body, such as bodies/fishery, or its code, such as fishery.");
            return 2;
        }
        var loaded = BodyLoader.Load(FolderReader.Read(path));
        var prefix = Path.TrimEndingDirectorySeparator(path).Replace('\\', '/');
        List<Finding> errors = [.. loaded.Findings, .. loaded.Body is null || examples is null ? [] : examples(loaded)];
        foreach (var finding in errors.Concat(loaded.Advice))
            output.WriteLine($"{prefix}/{finding}");
        output.WriteLine(Closing(prefix, loaded, errors));
        return errors.Count > 0 ? 1 : 0;
    }

    // A code wins over a folder of the same name only where that is not the folder of a body.
    private static string Folder(string named, string bodies) =>
        Codes.IsBody(named) && !File.Exists(Path.Combine(named, "body.yaml")) && Path.Combine(bodies, named) is var folder && Directory.Exists(folder) ? folder : named;

    private static string Closing(string prefix, Loaded loaded, List<Finding> errors)
    {
        if (errors.Count > 0 || loaded.Body is not { } body)
            return $"{prefix}: {Count(errors.Count, "error", "errors")} in {Count(errors.Select(finding => finding.File).Distinct(StringComparer.Ordinal).Count(), "file", "files")}.";
        var codes = body.Lists.Sum(list => list.Codes.Count);
        return $"{prefix}: no errors. {Count(body.Parties.Count, "party", "parties")}, {Count(body.Posts.Count, "post", "posts")}, {Count(body.Lists.Count, "list", "lists")} with {Count(codes, "code", "codes")}, {Count(body.Languages.Count, "language", "languages")}{Declared(loaded)}.";
    }

    private static string Declared(Loaded loaded) => loaded.Definitions.Count == 0 ? "" :
        $"; {Count(loaded.Definitions.Count, "definition", "definitions")} with {Count(loaded.Definitions.Sum(definition => definition.Sections.Sum(section => section.Fields.Count)), "field", "fields")}, {Count(loaded.Examples.Count, "example", "examples")}";

    private static string Count(int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";
}
