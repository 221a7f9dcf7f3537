namespace Entente.Bodies.Loading;

/// <summary>Where the loader puts what it finds wrong in one file.</summary>
internal sealed class FileFindings(string file, List<Finding> all)
{
    public string File { get; } = file;

    public void Add(Place at, string rule, string what, string mend) => all.Add(new Finding(File, at.Line, at.Column, rule, what, mend));

    public FileFindings Of(string otherFile) => new(otherFile, all);
}
