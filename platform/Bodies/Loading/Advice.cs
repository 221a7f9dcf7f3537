using System.Text;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading.Definitions;

namespace Entente.Bodies.Loading;

/// <summary>What is not wrong, but probably forgotten: said by the check, never a reason not to publish.</summary>
internal static class Advice
{
    // Words of the folder that "new body" writes, which nobody means to publish.
    private static readonly string[] Placeholders =
    [
        "Name of the body in full", "Nom complet de l’organe", "Says in one sentence what the body does", "Dit en une phrase ce que fait l’organe",
        "en: SHORT", "fr: COURT", "Example Union", "First subject", "Premier thème", "https://www.example.org",
    ];

    public static IEnumerable<Finding> Of(Folder folder, IReadOnlyList<(Definition Definition, Reading Reading)> definitions, IReadOnlyList<Example> examples) =>
        Leftovers(folder).Concat(Untested(definitions, examples));

    private static IEnumerable<Finding> Leftovers(Folder folder)
    {
        foreach (var file in folder.Files.Where(file => file.Path is "body.yaml" or "parties.csv" || FolderRules.IsTexts(file.Path) || FolderRules.IsList(file.Path)))
        {
            var text = Encoding.UTF8.GetString(file.Bytes);
            foreach (var placeholder in Placeholders)
            {
                if (text.IndexOf(placeholder, StringComparison.Ordinal) is >= 0 and var at)
                    yield return new Finding(file.Path, text.AsSpan(0, at).Count('\n') + 1, at - text.LastIndexOf('\n', Math.Max(0, at - 1)), "placeholder",
                        $"\"{placeholder}\" still stands here from the folder that every new body begins with.", "Replace it before the body is published.", FindingLevel.Warning);
            }
        }
    }

    private static IEnumerable<Finding> Untested(IReadOnlyList<(Definition Definition, Reading Reading)> definitions, IReadOnlyList<Example> examples)
    {
        var found = examples.SelectMany(example => example.Findings, (example, finding) => (example.Definition.Code, finding.Rule)).ToHashSet();
        foreach (var (definition, reading) in definitions)
        {
            foreach (var check in definition.Checks.Where(check => !found.Contains((definition.Code, check.Code))))
            {
                var at = reading.Places[$"checks.{check.Code}"];
                yield return new Finding(reading.Findings.File, at.Line, at.Column, "untested-check", $"No example finds \"{check.Code}\".",
                    $"Write one in examples/ whose \"findings\" have it.", FindingLevel.Warning);
            }
        }
    }
}
