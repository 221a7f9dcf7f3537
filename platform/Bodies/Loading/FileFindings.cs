namespace Entente.Bodies.Loading;

/// <summary>Where the loader puts what it finds wrong in one file.</summary>
internal sealed class FileFindings(string file, List<Finding> all)
{
    private const int EnoughHints = 200;

    public string File { get; } = file;

    public void Add(Place at, string rule, string what, string mend) => all.Add(new Finding(File, at.Line, at.Column, rule, what, mend));

    /// <summary>Something that is not among what is known.</summary>
    public void AddUnknown(Place at, string rule, string what, string written, IEnumerable<string> known) => Add(at, rule, what, Hint(written, known));

    /// <summary>What was probably meant. Finding it takes time, so that a file full of errors shows it at the first ones only.</summary>
    public string Hint(string written, IEnumerable<string> known) =>
        all.Count < EnoughHints ? Nearest.Hint(written, known) : "The first errors show what is known.";

    public FileFindings Of(string otherFile) => new(otherFile, all);
}
