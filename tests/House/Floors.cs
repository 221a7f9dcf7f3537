using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Entente.Tests.House;

/// <summary>The rules of the house about who may lean on whom, as functions over a file's path and text.</summary>
public static partial class Floors
{
    /// <summary>Which rooms a room may call. Everybody may call Shared; Shared knows who a person is, and no more.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> MayCall = new Dictionary<string, string[]>
    {
        ["Shared"] = ["Bodies"],
        ["Bodies"] = ["Shared"],
        ["SignIn"] = ["Shared", "Bodies"],
        ["Disclosure"] = ["Shared", "Bodies", "SignIn"],
        ["Records"] = ["Shared", "Bodies", "SignIn", "Disclosure"],
        ["Obligations"] = ["Shared", "Bodies", "SignIn", "Disclosure", "Records"],
        ["Workspace"] = ["Shared", "Bodies", "SignIn", "Disclosure", "Records", "Obligations"],
        ["Administration"] = ["Shared", "Bodies", "SignIn", "Disclosure"],
    };

    /// <summary>An engine depends on nothing of ours but the rule language, and on no database or web package.</summary>
    public static IEnumerable<string> EngineViolations(string project, string text)
    {
        var xml = XDocument.Parse(text);
        foreach (var reference in xml.Descendants("ProjectReference").Select(element => (string)element.Attribute("Include")!))
            if (!reference.Replace('\\', '/').EndsWith("Feel/Feel.csproj", StringComparison.Ordinal))
                yield return $"{project} leans on {reference}; an engine may use Feel and nothing else of ours";
        if ((string?)xml.Root!.Attribute("Sdk") != "Microsoft.NET.Sdk" || xml.Descendants("FrameworkReference").Any())
            yield return $"{project} brings in the web; an engine is a plain library";
        foreach (var package in xml.Descendants("PackageReference").Select(element => (string)element.Attribute("Include")!))
            if (Infrastructure().IsMatch(package))
                yield return $"{project} uses {package}; an engine has no database, no web and no clock of its own";
    }

    /// <summary>A room calls another only where the map says so, and only the types in that room's own namespace, never what lies below.</summary>
    public static IEnumerable<string> RoomViolations(string file, string text)
    {
        var room = RoomOf(file);
        foreach (Match use in Namespaces().Matches(text))
        {
            var other = use.Groups["room"].Value;
            if (other == room || room == "Program" || !MayCall.ContainsKey(other))
                continue;
            if (!MayCall.GetValueOrDefault(room, []).Contains(other))
                yield return $"{file}: {room} calls {other}, which the map does not allow";
            else if (other != "Shared" && use.Groups["inside"].Success && !IsPublicType(use))
                yield return $"{file}: {room} reaches inside {other} ({use.Value})";
        }
    }

    /// <summary>Tables are read and written by the room that made their schema; its functions are for others too.</summary>
    public static IEnumerable<string> TableViolations(string file, string text, IReadOnlyDictionary<string, string> ownerOfSchema)
    {
        foreach (Match use in Tables().Matches(text))
        {
            var schema = use.Groups["schema"].Value;
            if (ownerOfSchema.TryGetValue(schema, out var owner) && owner != TableOwner(file))
                yield return $"{file}: uses {schema}.{use.Groups["table"].Value}, which belongs to {owner}";
        }
    }

    public static IEnumerable<string> SchemasMade(string sql) =>
        Schemas().Matches(sql).Select(match => match.Groups["schema"].Value);

    /// <summary>The room of a file: its first folder under platform.</summary>
    public static string RoomOf(string file) => file.Split('/') is ["platform", var room, _, ..] ? room : "Program";

    // Shared holds several small owners (data, jobs, mail), each with a schema of its own.
    public static string TableOwner(string file) => file.Split('/') switch
    {
        ["platform", "Shared", var part, ..] => $"Shared/{part}",
        ["platform", var room, _, ..] => room,
        _ => file,
    };

    /// <summary>The length of each method's body in lines.</summary>
    public static IEnumerable<int> MethodLengths(string text) =>
        CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
            .Select(method => (SyntaxNode(method)?.GetLocation().GetLineSpan()) is { } span ? span.EndLinePosition.Line - span.StartLinePosition.Line + 1 : 0);

    private static CSharpSyntaxNode? SyntaxNode(BaseMethodDeclarationSyntax method) => (CSharpSyntaxNode?)method.Body ?? method.ExpressionBody;

    // "Entente.Bodies.Person" names a type of the room; "Entente.Bodies.Loading.…" a folder inside it. The model of
    // definitions is what Bodies is for, and has a namespace of its own because its words (field, section, step) are everybody's.
    private static bool IsPublicType(Match use) => use.Groups["inside"].Value == ".Definitions" || !use.Value.StartsWith("using ", StringComparison.Ordinal) && !use.Groups["deeper"].Success;

    [GeneratedRegex(@"^(Npgsql|Dapper|Microsoft\.AspNetCore|Microsoft\.Extensions\.(Hosting|Http)|Quartz|RabbitMQ)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Infrastructure();

    [GeneratedRegex(@"(using (static )?)?\bEntente\.(?<room>[A-Z]\w*)(?<inside>\.[A-Z]\w*)?(?<deeper>\.[A-Z]\w*)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespaces();

    [GeneratedRegex(@"\b((from|join)\s+(?<schema>[a-z_]+)\.(?<table>[a-z_]+)\b(?!\s*\()|(into|update|only|call|table|using)\s+(only\s+)?(?<schema>[a-z_]+)\.(?<table>[a-z_]+)\b)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tables();

    [GeneratedRegex(@"create schema (if not exists )?(?<schema>[a-z_]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Schemas();
}
