using System.Xml.Linq;

namespace Entente.Feel.Dmn.Reading;

/// <summary>Types.</summary>
internal sealed partial class DmnReader
{
    private const int MaximumDepth = 60;

    private ItemDefinition Item(XElement element) => Item(element, 0);

    private ItemDefinition Item(XElement element, int depth)
    {
        Refuse(element, "typeRef", "allowedValues", "typeConstraint", "itemComponent", "functionItem");
        if (depth > MaximumDepth)
            Say("too-deep", At(element), $"{MaximumDepth}");
        return new ItemDefinition(
            Name(element),
            TypeName(Child(element, "typeRef")?.Value),
            Text(element, "isCollection")?.Trim() is "true" or "1",
            Content(element, "allowedValues"),
            Content(element, "typeConstraint"),
            depth > MaximumDepth ? [] : Each(element, "itemComponent", child => Item(child, depth + 1)),
            Child(element, "functionItem") is { } function ? new FunctionItem(Each(function, "parameters", Typed), TypeName(Text(function, "outputTypeRef"))) : null,
            At(element));
    }
}
