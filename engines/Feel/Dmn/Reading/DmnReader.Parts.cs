using System.Xml.Linq;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Reading;

/// <summary>What all elements have: names, ids, places, children that are expected and others.</summary>
internal sealed partial class DmnReader
{
    private static Location At(XElement element) => Xml.At(element);

    private void Say(string code, Location at, params ReadOnlySpan<string> facts) =>
        _findings.Add(new ModelFinding(new Finding(code, default, Seq.Of(facts)), at, _element, Source: _source));

    private T Named<T>(XElement element, Func<XElement, T> read)
    {
        _element = Text(element, "name") is { } name ? Spaces(name) : null;
        var result = read(element);
        _element = null;
        return result;
    }

    private string Name(XElement element) => Spaces(Needed(element, "name"));

    private static string Id(XElement element) => Text(element, "id") ?? "";

    private string Needed(XElement element, string attribute)
    {
        if (Text(element, attribute) is { } text)
            return text;
        Say("missing-attribute", At(element), element.Name.LocalName, attribute);
        return "";
    }

    /// <summary>An attribute; null when it is missing or blank.</summary>
    private static string? Text(XElement element, string attribute) => element.Attribute(attribute)?.Value is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private XElement? Child(XElement element, string name) => element.Element(_dmn + name);

    private Seq<T> Each<T>(XElement element, string name, Func<XElement, T> read) => [.. element.Elements(_dmn + name).Select(read)];

    /// <summary>The variable of an element; without one, its own name.</summary>
    private Variable Variable(XElement element) =>
        Child(element, "variable") is { } variable ? Typed(variable) : new Variable(Spaces(Text(element, "name") ?? ""), Type(element), At(element));

    private Variable Typed(XElement element) => new(Name(element), Type(element), At(element));

    private static string? Type(XElement element) => TypeName(Text(element, "typeRef"));

    // "feel:number" was written in older files, and modellers still do.
    private static string? TypeName(string? text) =>
        text is null ? null : Spaces(text.StartsWith("feel:", StringComparison.Ordinal) ? text[5..] : text);

    private Cell? Content(XElement element, string child) =>
        Child(element, child) is { } holder && Child(holder, "text") is { } text && !string.IsNullOrWhiteSpace(text.Value)
            ? new Cell(text.Value, At(text))
            : null;

    // Names have single spaces wherever they are compared.
    private static string Spaces(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Reports children of DMN's own that are neither expected nor silent, so that nothing an author wrote is passed over.</summary>
    private void Refuse(XElement element, params ReadOnlySpan<string> expected)
    {
        foreach (var child in element.Elements())
            if (child.Name.Namespace == _dmn && !expected.Contains(child.Name.LocalName) && !s_silent.Contains(child.Name.LocalName))
                Say("unexpected-element", At(child), child.Name.LocalName, element.Name.LocalName);
    }
}
