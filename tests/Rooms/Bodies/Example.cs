using System.Text;
using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Client.Run;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>The folder that a new body begins with, in memory, to be spoilt in one place; without its examples, which name parties that tests replace.</summary>
public sealed record Example(IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Stands in the spoilt text where the error must be shown.</summary>
    private const char Mark = '‸';

    private static readonly string Skeleton = Path.Combine(House.Find().Platform, "Bodies", "Skeleton");

    public static Example New() => new(Directory.EnumerateFiles(Skeleton, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "examples")
        .ToDictionary(file => Path.GetRelativePath(Skeleton, file).Replace('\\', '/'), file => Encoding.UTF8.GetBytes(File.ReadAllText(file).Replace("CODE", "example"))));

    public string Text(string file) => Encoding.UTF8.GetString(Files[file]);

    public string? Marked { get; init; }

    public Example With(string file, byte[] bytes) => this with { Files = new Dictionary<string, byte[]>(Files) { [file] = bytes } };

    public Example With(string file, string text) => With(file, Encoding.UTF8.GetBytes(text));

    public Example Without(string file) => this with { Files = Files.Where(pair => pair.Key != file).ToDictionary() };

    public Example Replace(string file, string old, string with)
    {
        Text(file).ShouldContain(old);
        var at = Text(file).IndexOf(old, StringComparison.Ordinal);
        return With(file, Text(file)[..at] + with + Text(file)[(at + old.Length)..]);
    }

    /// <summary>Replaces a piece of a file; a caret in the new piece is left out and remembered as the place of the error.</summary>
    public Example Spoil(string file, string old, string with)
    {
        var spoilt = Replace(file, old, with);
        var before = spoilt.Text(file).Split(Mark)[0];
        return spoilt.Text(file) == before ? spoilt : spoilt.Replace(file, Mark.ToString(), "") with
        {
            Marked = $"{file}:{before.Count(letter => letter == '\n') + 1}:{before.Length - before.LastIndexOf('\n')}",
        };
    }

    public void ShouldSay(string rule, string words) => ShouldSay(Marked ?? "", rule, words);

    public void ShouldSay(string place, string rule, string words) =>
        Findings().ShouldContain(finding =>
            $"{finding.File}:{finding.Line}:{finding.Column}".StartsWith(place, StringComparison.Ordinal) && finding.Rule == rule
            && $"{finding.What} {finding.Mend}".Contains(words, StringComparison.Ordinal),
            $"{place} {rule} {words}\n\n{string.Join('\n', Findings())}");

    public Folder Folder(string name = "example", params FolderFile[] others) =>
        new(name, [.. Files.Select(file => new FolderFile(file.Key, file.Value)), .. others]);

    public IReadOnlyList<Finding> Findings() => BodyLoader.Load(Folder()).Findings;

    public Body Body()
    {
        var loaded = BodyLoader.Load(Folder());
        loaded.Findings.ShouldBeEmpty();
        return loaded.Body.ShouldNotBeNull();
    }
}
