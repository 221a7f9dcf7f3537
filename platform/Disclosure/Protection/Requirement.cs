using System.Globalization;
using System.Text;

namespace Entente.Disclosure.Protection;

/// <summary>How a requirement stands: proved by tests, without an object here, or not proved.</summary>
internal enum RequirementStatus { Met, NotApplicable, NotMet }

/// <summary>One requirement of the OWASP Application Security Verification Standard 5.0.0, and what there is to show for it (<c>docs/asvs.csv</c>).</summary>
/// <param name="About">In our words, in English.</param>
/// <param name="Evidence">The tests that prove it, or why there is nothing to prove; otherwise what is known about it.</param>
internal sealed record Requirement(string Id, int Level, string About, RequirementStatus Status, string Evidence)
{
    public const int Chapters = 17;

    public static IReadOnlyList<Requirement> All { get; } = Read(new StreamReader(typeof(Requirement).Assembly.GetManifestResourceStream("asvs.csv")!, Encoding.UTF8));

    public int Chapter => int.Parse(Id.AsSpan(1, Id.IndexOf('.', StringComparison.Ordinal) - 1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The tests by their full names.</summary>
    public IReadOnlyList<string> Tests => Status is RequirementStatus.Met ? Evidence.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>As the file writes it.</summary>
    public static string Word(RequirementStatus status) => Shared.Localisation.Kebab.Of(status);

    public static IReadOnlyList<Requirement> Read(TextReader text)
    {
        var all = new List<Requirement>();
        if (text.ReadLine() != "id,level,about,status,evidence")
            throw new InvalidDataException("The columns are id, level, about, status and evidence.");
        while (text.ReadLine() is { } line)
            all.Add(Cells(line) is [var id, var level, var about, var status, var evidence]
                ? new Requirement(id, int.Parse(level, NumberStyles.None, CultureInfo.InvariantCulture), about, StatusOf(status), evidence)
                : throw new InvalidDataException($"This line has not five cells: {line}"));
        return all;
    }

    // A cell between quotes may hold commas and doubled quotes; none goes on on the next line.
    private static List<string> Cells(string line)
    {
        var cells = new List<string> { "" };
        var quoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '"' && quoted && at + 1 < line.Length && line[at + 1] == '"')
                cells[^1] += line[++at];
            else if (line[at] == '"')
                quoted = !quoted;
            else if (line[at] == ',' && !quoted)
                cells.Add("");
            else
                cells[^1] += line[at];
        }
        return cells;
    }

    private static RequirementStatus StatusOf(string word) =>
        Enum.GetValues<RequirementStatus>().Where(status => Word(status) == word).Select(status => (RequirementStatus?)status).FirstOrDefault()
        ?? throw new InvalidDataException($"There is no status {word}.");
}
