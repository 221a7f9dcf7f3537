using System.Globalization;
using System.Text;
using Entente.Bench.Processes;

namespace Entente.Bench.Definition;

/// <summary>The folder of a body that asks very many questions: every tenth field of a kind, one check a section, two languages.</summary>
public static class Survey
{
    public const string File = "survey.return.yaml";

    /// <summary>Writes the folder and returns how many bytes the definition and its French texts have.</summary>
    public static long Write(string folder, int questions, int each)
    {
        Begin(folder);
        var (asked, french) = (new StringBuilder("name: Survey\ndeclared-by: parties\nevery: year\nsections:\n"), new StringBuilder("  survey:\n    name: Enquête\n    sections:\n"));
        for (var section = 0; section < questions / each; section++)
            Section(asked, french, section, each);
        asked.Append("checks:\n");
        french.Append("    checks:\n");
        for (var section = 0; section < questions / each; section++)
        {
            asked.Append(CultureInfo.InvariantCulture, $"  total-{section}:\n    that: part_{section}.q_1 <= part_{section}.q_4 or part_{section}.q_0 = false\n    says: The total of part {section} is less than one of its parts.\n    at: part_{section}.q_4\n");
            french.Append(CultureInfo.InvariantCulture, $"      total-{section}:\n        says: Le total de la partie {section} est inférieur à l’une de ses composantes.\n");
        }
        System.IO.File.WriteAllText(Path.Combine(folder, File), asked.ToString());
        var texts = Path.Combine(folder, "texts", "fr.yaml");
        System.IO.File.WriteAllText(texts, System.IO.File.ReadAllText(texts).TrimEnd() + "\n" + french);
        return new FileInfo(Path.Combine(folder, File)).Length + new FileInfo(texts).Length;
    }

    /// <summary>The folder that a new body begins with; its texts end with those of definitions.</summary>
    public static void Begin(string folder)
    {
        var skeleton = Path.Combine(Checkout.Root, "platform", "Bodies", "Skeleton");
        foreach (var file in Directory.EnumerateFiles(skeleton, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(skeleton, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            System.IO.File.WriteAllText(copy, System.IO.File.ReadAllText(file).Replace("CODE", Path.GetFileName(folder), StringComparison.Ordinal));
        }
    }

    private static void Section(StringBuilder asked, StringBuilder french, int section, int each)
    {
        asked.Append(CultureInfo.InvariantCulture, $"  part_{section}:\n    name: Part {section}\n    fields:\n");
        french.Append(CultureInfo.InvariantCulture, $"      part_{section}:\n        name: Partie {section}\n        fields:\n");
        for (var field = 0; field < each; field++)
        {
            asked.Append(CultureInfo.InvariantCulture, $"      q_{field}: {{name: \"Question {section}.{field}: how many were there?\", {Settings(field)}}}\n");
            french.Append(CultureInfo.InvariantCulture, $"          q_{field}:\n            name: \"Question {section}.{field} : combien y en avait-il ?\"\n");
        }
    }

    private static string Settings(int field)
    {
        var first = field / 10 * 10;
        return (field % 10) switch
        {
            0 => "type: yes-no, required: true",
            1 or 2 or 3 => $"type: whole, from: 0, visible: q_{first} = true, required: q_{first} = true",
            4 => $"type: whole, computed: q_{first + 1} + q_{first + 2} + q_{first + 3}",
            5 => "type: code, list: subjects, required: true",
            6 => "type: decimal, unit: kg, places: 2, may: [nil, withheld]",
            7 => "type: date, default: today()",
            8 => $"type: text, longest: 500, required: q_{first + 5} = \"A\"",
            _ => "type: long-text",
        };
    }
}
