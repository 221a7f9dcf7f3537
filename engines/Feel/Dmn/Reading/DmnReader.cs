using System.Xml;
using System.Xml.Linq;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Reading;

/// <summary>Reads one DMN file (1.2 to 1.5) and says everything that is wrong with it. It follows no reference.</summary>
internal sealed partial class DmnReader
{
    /// <summary>Characters of a file; more are not read.</summary>
    internal const int MaximumCharacters = 32_000_000;

    private static readonly string[] s_versions =
    [
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ];

    // What says nothing about how to decide: words, drawings, whom to ask.
    private static readonly HashSet<string> s_silent = new(StringComparer.Ordinal)
    {
        "description", "extensionElements", "question", "allowedAnswers", "authorityRequirement", "knowledgeSource", "textAnnotation", "association", "group",
        "performanceIndicator", "organizationUnit", "businessContextElement", "elementCollection", "artifact", "usingTask", "usingProcess", "supportedObjective",
        "impactedPerformanceIndicator", "decisionMaker", "decisionOwner", "annotation", "annotationEntry", "authority",
    };

    private readonly List<ModelFinding> _findings = [];
    private readonly string _source;
    private XNamespace _dmn = XNamespace.None;
    private string _namespace = "";
    private string? _element;

    private DmnReader(string source) => _source = source;

    /// <summary>The definitions are null only when there are findings.</summary>
    public static (Definitions? Definitions, IReadOnlyList<ModelFinding> Findings) Read(DmnFile file)
    {
        var reader = new DmnReader(file.Name);
        var root = reader.Load(file.Content);
        return (root is null ? null : reader.Definitions(root), reader._findings);
    }

    private XElement? Load(ReadOnlyMemory<byte> content)
    {
        if (content.Length > MaximumCharacters)
        {
            Say("file-too-long", default, $"{MaximumCharacters}");
            return null;
        }
        try
        {
            return Checked(Xml.Read(content, MaximumCharacters));
        }
        catch (XmlException wrong)
        {
            Say("not-xml", new Location(wrong.LineNumber, wrong.LinePosition));
            return null;
        }
    }

    private XElement? Checked(XElement root)
    {
        if (root.Name.LocalName != "definitions")
            Say("not-dmn", At(root), root.Name.LocalName);
        else if (!s_versions.Contains(root.Name.NamespaceName, StringComparer.Ordinal))
            Say("dmn-version", At(root), root.Name.NamespaceName);
        else
            return root;
        return null;
    }

    private Definitions Definitions(XElement root)
    {
        _dmn = root.Name.Namespace;
        _namespace = Text(root, "namespace") ?? "";
        Refuse(root, "import", "itemDefinition", "inputData", "decision", "businessKnowledgeModel", "decisionService");
        return new Definitions(
            _source,
            Name(root),
            _namespace,
            Each(root, "import", child => new Import(Name(child), Needed(child, "namespace"), At(child))),
            Each(root, "itemDefinition", child => Named(child, Item)),
            Each(root, "inputData", child => Named(child, Input)),
            Each(root, "decision", child => Named(child, Decision)),
            Each(root, "businessKnowledgeModel", child => Named(child, Knowledge)),
            Each(root, "decisionService", child => Named(child, Service)));
    }

    private InputData Input(XElement element)
    {
        Refuse(element, "variable");
        return new InputData(Id(element), Name(element), Variable(element), At(element));
    }

    private Decision Decision(XElement element)
    {
        Refuse(element, ["variable", "informationRequirement", "knowledgeRequirement", .. s_boxed]);
        return new Decision(Id(element), Name(element), Variable(element), Needs(element), Boxed(element, 0), At(element));
    }

    private Knowledge Knowledge(XElement element)
    {
        Refuse(element, "variable", "encapsulatedLogic", "knowledgeRequirement");
        var logic = Child(element, "encapsulatedLogic") is { } body ? Function(body, 0) : null;
        return new Knowledge(Id(element), Name(element), Variable(element), Needs(element), logic, At(element));
    }

    private DecisionService Service(XElement element)
    {
        Refuse(element, "variable", "outputDecision", "encapsulatedDecision", "inputDecision", "inputData");
        return new DecisionService(
            Id(element), Name(element), Variable(element), References(element, "outputDecision"), References(element, "encapsulatedDecision"),
            References(element, "inputDecision"), References(element, "inputData"), At(element));
    }

    private Seq<Reference> Needs(XElement element) =>
    [
        .. from requirement in element.Elements()
           where requirement.Name == _dmn + "informationRequirement" || requirement.Name == _dmn + "knowledgeRequirement"
           from name in s_required
           from reference in References(requirement, name)
           select reference,
    ];

    private static readonly string[] s_required = ["requiredInput", "requiredDecision", "requiredKnowledge"];

    private Seq<Reference> References(XElement element, string name) => Each(element, name, Reference);

    private Reference Reference(XElement element)
    {
        var href = Needed(element, "href");
        var hash = href.LastIndexOf('#');
        return new Reference(hash > 0 ? href[..hash] : _namespace, href[(hash + 1)..], At(element));
    }
}
