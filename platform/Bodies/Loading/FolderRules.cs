using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading;

/// <summary>Which files a body's folder may hold.</summary>
internal static class FolderRules
{
    /// <summary>The words that end the names of definitions.</summary>
    public static readonly IReadOnlyDictionary<string, DefinitionKind> Kinds =
        Enum.GetValues<DefinitionKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static bool Reads(string path) =>
        path is "body.yaml" or "parties.csv" || IsList(path) || IsTexts(path) || IsExample(path) || IsLetter(path) || IsGuidance(path) || Definition(path) is not null;

    public static bool IsExample(string path) => Stem(path, "examples/", ".yaml") is { Length: > 0 };

    public static bool IsLetter(string path) => Stem(path, "letters/", ".yaml") is { Length: > 0 };

    public static bool IsGuidance(string path) => Stem(path, "guidance/", ".md") is { Length: > 0 };

    /// <summary>The code and kind in the name of a definition, <c>weekly-catch.return.yaml</c>; null for any other file.</summary>
    public static (string Code, DefinitionKind Kind)? Definition(string path) =>
        path.Split('.') is [{ Length: > 0 } code, var word, "yaml"] && !code.Contains('/', StringComparison.Ordinal) && Kinds.TryGetValue(word, out var kind) ? (code, kind) : null;

    public static bool IsList(string path) => Stem(path, "lists/", ".csv") is { Length: > 0 };

    public static bool IsTexts(string path) => Stem(path, "texts/", ".yaml") is { Length: > 0 };

    public static string? Stem(string path, string folder, string ending) =>
        path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(ending, StringComparison.Ordinal) && path.Length > folder.Length + ending.Length
            ? path[folder.Length..^ending.Length]
            : null;

    public static void Check(Folder folder, List<Finding> findings)
    {
        foreach (var file in folder.Files)
        {
            if (!IsDropping(file.Path) && Problem(file) is var (rule, what, mend))
                findings.Add(new Finding(file.Path, 1, 1, rule, what, mend));
        }
        foreach (var needed in new[] { "body.yaml", "parties.csv" })
        {
            if (folder.File(needed) is null)
                findings.Add(new Finding(needed, 1, 1, "missing-file", $"The file {needed} is missing.", "\"./entente new body CODE\" writes a folder to begin with."));
        }
    }

    private static (string Rule, string What, string Mend)? Problem(FolderFile file) => file.Kind switch
    {
        FileKind.Link => ("link", "This is a link to somewhere else.", "Put the file itself into the folder: a body must be whole wherever it is copied to."),
        FileKind.Folder when file.Path is "lists" or "texts" or "examples" or "letters" or "guidance" or "demo" => null,
        FileKind.Plain when file.Path == "README.md" || file.Path.StartsWith("demo/", StringComparison.Ordinal) || (Reads(file.Path) && file.Bytes.Length > 0) => null,
        FileKind.Plain when Reads(file.Path) => ("empty-file", "The file is empty.", "Fill it in or remove it."),
        FileKind.TooLarge => ("too-large", $"The file is larger than {Folder.Largest(file.Path) >> 20} MiB.", "A description is small: large tables belong into a register."),
        FileKind.Unreadable => ("unreadable", "The file cannot be read.", "Look at its permissions and whether another program holds it."),
        _ => ("unexpected-file", $"A body has no {(file.Kind == FileKind.Folder ? "folder" : "file")} of this name.", Hint(file.Path)),
    };

    private static string Hint(string path)
    {
        if (Path.GetExtension(path) is ".xlsx" or ".xls" or ".ods")
            return "Save the sheet as CSV in UTF-8, with commas.";
        string[] known = ["body.yaml", "parties.csv", "README.md", "lists", "texts", "examples", "letters", "guidance", "demo"];
        string[] renamed = [Path.ChangeExtension(path, ".yaml"), Path.ChangeExtension(path, ".csv")];
        if (Nearest.Find(path, [.. known, .. renamed.Where(other => other != path && Reads(other))]) is { } nearest)
            return $"Did you mean \"{nearest}\"?";
        if (path.Split('.') is [var code, var word, "yaml"] && Nearest.Find(word, Kinds.Keys) is { } kind)
            return $"Did you mean \"{code}.{kind}.yaml\"?";
        return "It may hold body.yaml, parties.csv, CODE.KIND.yaml (KIND is return, register, case, certificate or notice), lists/*.csv, texts/*.yaml, examples/*.yaml, letters/*.yaml, guidance/*.md, README.md and the folder demo. Move anything else elsewhere.";
    }

    /// <summary>What editors, spreadsheets and file managers leave behind while a file is open or a folder was looked at.</summary>
    private static bool IsDropping(string path)
    {
        var name = Path.GetFileName(path);
        return name is ".DS_Store" or "Thumbs.db" or "desktop.ini" or ".directory"
            || name.StartsWith("~$", StringComparison.Ordinal) || name.StartsWith(".~lock.", StringComparison.Ordinal)
            || name.StartsWith(".#", StringComparison.Ordinal) || name.StartsWith("._", StringComparison.Ordinal)
            || name.EndsWith('~') || name.EndsWith(".swp", StringComparison.Ordinal) || name.EndsWith(".tmp", StringComparison.Ordinal);
    }
}
