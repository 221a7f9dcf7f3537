using System.Xml;
using System.Xml.Linq;
using Entente.Feel.Dmn.Reading;

namespace Entente.Feel.Dmn.Kit;

/// <summary>Runs the tests of the DMN conformance kit (github.com/dmn-tck/tck), folder by folder.</summary>
/// <example><c>ConformanceKit.Folders("../shared/data/dmn-tck").SelectMany(ConformanceKit.Run).Count(result => result.Passed)</c></example>
public static class ConformanceKit
{
    private const int MostCharacters = 8_000_000;

    // A clock that stands still: the kit asks only whether there is one.
    private static readonly Limits s_limits = new(Now: new DateTimeOffset(2026, 6, 15, 12, 30, 0, TimeSpan.Zero));

    /// <summary>Folders below a path that hold tests, in order.</summary>
    public static IReadOnlyList<string> Folders(string path) =>
        [.. Directory.EnumerateFiles(path, "*.xml", SearchOption.AllDirectories).Select(file => System.IO.Path.GetDirectoryName(file)!).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The results of all tests in a folder: one for each result that a test expects.</summary>
    public static IReadOnlyList<KitResult> Run(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal).SelectMany(file => RunFile(folder, file))];

    private static IEnumerable<KitResult> RunFile(string folder, string file)
    {
        var name = System.IO.Path.GetFileName(folder);
        XElement tests;
        try
        {
            tests = Xml.Read(File.ReadAllBytes(file), MostCharacters);
        }
        catch (XmlException wrong)
        {
            return [new KitResult(name, System.IO.Path.GetFileName(file), "", wrong.Message, false)];
        }
        XNamespace kit = tests.Name.Namespace;
        var model = Model(folder, tests.Element(kit + "modelName")?.Value.Trim() ?? "");
        return tests.Elements(kit + "testCase").SelectMany(test => RunCase(name, model, test));
    }

    private static DmnModel? Model(string folder, string name)
    {
        var files = Directory.EnumerateFiles(folder, "*.dmn").Order(StringComparer.Ordinal)
            .Select(file => new DmnFile(System.IO.Path.GetFileName(file), File.ReadAllBytes(file))).ToList();
        var own = files.Find(file => file.Name == name);
        return own is null ? null : DmnModel.Read(own, [.. files.Where(file => file != own)]).Model;
    }

    private static IEnumerable<KitResult> RunCase(string folder, DmnModel? model, XElement test)
    {
        XNamespace kit = test.Name.Namespace;
        var id = test.Attribute("id")?.Value ?? "";
        foreach (var node in test.Elements(kit + "resultNode"))
        {
            var name = node.Attribute("name")?.Value ?? "";
            if (model is null || node.Element(kit + "expected") is not { } holder)
            {
                yield return new KitResult(folder, id, name, "no model, or nothing expected", false);
                continue;
            }
            var expected = KitValues.Read(holder);
            var found = Ask(model, test, name);
            var passed = KitValues.IsAsExpected(expected, found.Value);
            yield return new KitResult(folder, id, name, passed ? null : Reason(expected, found), passed);
        }
    }

    private static Outcome Ask(DmnModel model, XElement test, string node)
    {
        XNamespace kit = test.Name.Namespace;
        var inputs = test.Elements(kit + "inputNode")
            .Select(input => new DmnInput(input.Attribute("name")?.Value ?? "", KitValues.Read(input), input.Attribute("namespace")?.Value)).ToList();
        try
        {
            if (test.Attribute("type")?.Value != "decisionService")
                return model.Decide(node, inputs, s_limits);
            var outcome = model.Serve(test.Attribute("invocableName")?.Value ?? "", Context.Of([.. inputs.Select(input => (input.Name, input.Value))]), s_limits);
            return outcome.Value.Kind == Kind.Context && outcome.Value.AsContext.TryGet(node, out var output) ? outcome with { Value = output } : outcome;
        }
        catch (ArgumentException unknown)
        {
            return new Outcome(Value.Of(unknown.Message), null);
        }
    }

    private static string Reason(in Value expected, Outcome found) =>
        $"expected {expected}, found {found.Value}" + (found.Problem is { } problem ? $" ({problem.Code}: {string.Join(", ", problem.Facts)})" : "");
}

/// <summary>One result that a test of the kit expects.</summary>
/// <param name="Folder">The folder of the kit.</param>
/// <param name="Case">The id of the test.</param>
/// <param name="Node">The decision asked for.</param>
/// <param name="Reason">What was expected and what was found; null when it passed.</param>
/// <param name="Passed">Whether they agree.</param>
public sealed record KitResult(string Folder, string Case, string Node, string? Reason, bool Passed)
{
    /// <summary>The folders that call Java, which nothing here does; and why.</summary>
    public static IReadOnlyDictionary<string, string> Known { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["0076-feel-external-java"] = "calls methods of Java classes",
    };

    /// <summary>Why a test that failed was expected to; null when it was not.</summary>
    public string? Excuse => Passed ? null : Known.GetValueOrDefault(Folder);
}
