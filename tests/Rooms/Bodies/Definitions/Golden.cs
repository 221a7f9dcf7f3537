using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Client.Run;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>A body that declares with every feature there is (the folder golden), to be spoilt in one place.</summary>
public static class Golden
{
    public static readonly string Folder = Path.Combine(House.Find().Root, "tests", "Rooms", "Bodies", "Definitions", "golden");

    public static Example Body { get; } = new(Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'), File.ReadAllBytes));

    public static IReadOnlyList<Definition> Definitions(this Example example)
    {
        var loaded = BodyLoader.Load(example.Folder());
        loaded.Findings.ShouldBeEmpty();
        return loaded.Definitions;
    }

    public static Definition Definition(this Example example, string code) => example.Definitions().Single(definition => definition.Code == code);
}
