using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>All examples of a folder.</summary>
internal static class ExamplesPart
{
    public static List<Example> Read(Folder folder, Body? body, IReadOnlyList<(Definition Definition, Reading Reading)> definitions, List<Finding> all)
    {
        var examples = new List<Example>();
        // They are tests of what is right: while anything else is wrong, they would only repeat it.
        var clear = body is not null && all.Count == 0;
        var known = definitions.ToDictionary(pair => pair.Definition.Code, pair => pair.Definition, StringComparer.Ordinal);
        foreach (var file in folder.Files.Where(file => FolderRules.IsExample(file.Path) && file.Bytes.Length > 0))
        {
            var findings = new FileFindings(file.Path, all);
            if (YamlFile.Read(file.Bytes, findings) is { } map && clear && new ExampleFile(findings, body!, known).Read(map) is { } example)
                examples.Add(example);
        }
        return examples;
    }
}
