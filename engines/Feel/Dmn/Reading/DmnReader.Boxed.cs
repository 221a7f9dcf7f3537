using System.Xml.Linq;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Reading;

/// <summary>Boxed expressions.</summary>
internal sealed partial class DmnReader
{
    private static readonly string[] s_boxed =
    [
        "literalExpression", "context", "list", "relation", "invocation", "functionDefinition", "conditional", "filter", "for", "some", "every", "decisionTable",
    ];

    /// <summary>The first boxed expression among the children; null when there is none.</summary>
    private Boxed? Boxed(XElement parent, int depth) => Boxes(parent).FirstOrDefault() is { } element ? Read(element, depth) : null;

    private IEnumerable<XElement> Boxes(XElement parent) =>
        parent.Elements().Where(child => child.Name.Namespace == _dmn && s_boxed.Contains(child.Name.LocalName, StringComparer.Ordinal));

    private Boxed NeededBox(XElement parent, int depth)
    {
        if (Boxed(parent, depth) is { } found)
            return found;
        Say("missing-part", At(parent), parent.Name.LocalName, "expression");
        return new BoxedLiteral("null", null, At(parent));
    }

    /// <summary>The expression inside a part such as <c>if</c> or <c>match</c>.</summary>
    private Boxed Part(XElement element, string part, int depth)
    {
        if (Child(element, part) is { } holder)
            return NeededBox(holder, depth);
        Say("missing-part", At(element), element.Name.LocalName, part);
        return new BoxedLiteral("null", null, At(element));
    }

    private Boxed Read(XElement element, int depth)
    {
        var type = Type(element);
        var at = At(element);
        if (depth > MaximumDepth)
            return Refusal("too-deep", element, $"{MaximumDepth}");
        var inside = depth + 1;
        return element.Name.LocalName switch
        {
            "literalExpression" => Literal(element),
            "context" => Context(element, inside),
            "list" => new BoxedList([.. Boxes(element).Select(child => Read(child, inside))], type, at),
            "relation" => Relation(element, inside),
            "invocation" => Invocation(element, inside),
            "functionDefinition" => Function(element, inside),
            "conditional" => new BoxedConditional(Part(element, "if", inside), Part(element, "then", inside), Part(element, "else", inside), type, at),
            "filter" => new BoxedFilter(Part(element, "in", inside), Part(element, "match", inside), type, at),
            "for" => new BoxedFor(Iterator(element), Part(element, "in", inside), Part(element, "return", inside), type, at),
            "decisionTable" => new BoxedTable(Table(element), type, at),
            var word => new BoxedQuantified(word == "every", Iterator(element), Part(element, "in", inside), Part(element, "satisfies", inside), type, at),
        };
    }

    private BoxedRefusal Refusal(string code, XElement element, params ReadOnlySpan<string> facts)
    {
        Say(code, At(element), facts);
        return new BoxedRefusal(new Finding(code, default, Seq.Of(facts)), Type(element), At(element));
    }

    private string Iterator(XElement element) => Spaces(Needed(element, "iteratorVariable"));

    private Boxed Literal(XElement element)
    {
        if (Text(element, "expressionLanguage") is { } language && !language.Contains("/FEEL/", StringComparison.Ordinal))
            return Refusal("not-feel", element, language);
        if (Child(element, "importedValues") is { } elsewhere)
            return Refusal("imported-values", elsewhere);
        var text = Child(element, "text");
        return new BoxedLiteral(text?.Value ?? "", Type(element), At(text ?? element));
    }

    private BoxedContext Context(XElement element, int depth)
    {
        Refuse(element, "contextEntry");
        var entries = new List<BoxedEntry>();
        Boxed? result = null;
        foreach (var entry in element.Elements(_dmn + "contextEntry"))
        {
            var value = NeededBox(entry, depth);
            if (Child(entry, "variable") is { } variable)
                entries.Add(new BoxedEntry(Typed(variable), value));
            else if (result is null)
                result = value;
            else
                Say("two-results", At(entry));
        }
        return new BoxedContext([.. entries], result, Type(element), At(element));
    }

    private BoxedRelation Relation(XElement element, int depth)
    {
        Refuse(element, "column", "row");
        var columns = Each(element, "column", Typed);
        var rows = new List<Seq<Boxed>>();
        foreach (var row in element.Elements(_dmn + "row"))
        {
            Seq<Boxed> cells = [.. Boxes(row).Select(child => Read(child, depth))];
            if (cells.Count == columns.Count)
                rows.Add(cells);
            else
                Say("row-width", At(row), $"{columns.Count}", $"{cells.Count}");
        }
        return new BoxedRelation(columns, [.. rows], Type(element), At(element));
    }

    private BoxedInvocation Invocation(XElement element, int depth)
    {
        Refuse(element, ["binding", .. s_boxed]);
        var bindings = Each(element, "binding", binding => new BoxedEntry(Parameter(binding), Boxed(binding, depth)));
        return new BoxedInvocation(NeededBox(element, depth), bindings, Type(element), At(element));
    }

    private Variable Parameter(XElement binding)
    {
        if (Child(binding, "parameter") is { } parameter)
            return Typed(parameter);
        Say("missing-part", At(binding), "binding", "parameter");
        return new Variable("", null, At(binding));
    }

    private BoxedFunction Function(XElement element, int depth)
    {
        Refuse(element, ["formalParameter", .. s_boxed]);
        var kind = Text(element, "kind")?.Trim() ?? "FEEL";
        var body = kind == "FEEL" ? Boxed(element, depth) : Refusal("external-function", element, kind);
        return new BoxedFunction(Each(element, "formalParameter", Typed), body, kind, Type(element), At(element));
    }
}
