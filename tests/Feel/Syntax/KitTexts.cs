using System.Xml.Linq;
using Entente.Feel.Syntax;
using Path = System.IO.Path;

namespace Entente.Tests.Feel.Syntax;

/// <summary>A text of a model of the conformance kit, with the names its model gives.</summary>
public sealed record KitText(string Model, string Element, string Text, Names Names)
{
    public Parsed Read() => Element is "inputEntry" or "inputValues" or "outputValues" or "allowedValues" ? Parser.UnaryTests(Text, Names) : Parser.Expression(Text, Names);
}

/// <summary>The texts of the conformance kit of DMN, found through ENTENTE_DATA or beside the repository.</summary>
public static class KitTexts
{
    /// <summary>Where the kit is; null where it is absent.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>All of them; the test is skipped where the kit is absent.</summary>
    public static IReadOnlyList<KitText> All()
    {
        Assert.SkipWhen(Folder is null, "The conformance kit is absent; set ENTENTE_DATA to the folder that holds dmn-tck.");
        return [.. Directory.EnumerateFiles(Folder!, "*.dmn", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(Of)];
    }

    private static IEnumerable<KitText> Of(string file)
    {
        var names = NamesAround(Path.GetDirectoryName(file)!);
        return XDocument.Load(file).Descendants().Where(element => element.Name.LocalName == "text" && element.Value.Trim().Length > 0)
            .Select(element => new KitText(Path.GetFileName(file), element.Parent!.Name.LocalName, element.Value, names));
    }

    /// <summary>Names of everything in a folder, since its models import one another.</summary>
    private static Names NamesAround(string folder)
    {
        string[] all = [.. Directory.EnumerateFiles(folder, "*.dmn").SelectMany(file => XDocument.Load(file).Descendants())
            .Where(element => !element.Name.LocalName.StartsWith("DMN", StringComparison.Ordinal))
            .Select(element => element.Attribute("name")?.Value).OfType<string>().Distinct()];
        return Names.Of(all).WithMembers(all).WithTypes(all);
    }

    private static string? Find()
    {
        var above = new DirectoryInfo(AppContext.BaseDirectory);
        while (above is not null && !File.Exists(Path.Combine(above.FullName, "Entente.slnx")))
            above = above.Parent;
        var data = Environment.GetEnvironmentVariable("ENTENTE_DATA") ?? Path.Combine(above?.FullName ?? ".", "..", "shared", "data");
        var kit = Path.Combine(data, "dmn-tck");
        return Directory.Exists(kit) ? kit : null;
    }
}
