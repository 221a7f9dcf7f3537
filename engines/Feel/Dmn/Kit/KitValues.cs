using System.Xml.Linq;
using Entente.Feel.Running;
using Entente.Feel.Values;

namespace Entente.Feel.Dmn.Kit;

/// <summary>Reads values as the kit's tests write them, and says whether an outcome is what was expected.</summary>
internal static class KitValues
{
    private static readonly XNamespace s_schema = "http://www.w3.org/2001/XMLSchema-instance";

    // The kit writes irrational results with fewer digits than there are; its own runner compares so too.
    private static readonly Number s_tolerance = Number.Parse("0.00000001");

    /// <summary>What a <c>value</c>, <c>list</c> or components say below an element.</summary>
    public static Value Read(XElement holder)
    {
        XNamespace kit = holder.Name.Namespace;
        if (holder.Element(kit + "list") is { } list)
            return List(list);
        var components = holder.Elements(kit + "component").ToList();
        if (components.Count > 0)
            return Value.Of(Context.Of([.. components.Select(component => (component.Attribute("name")?.Value ?? "", Read(component)))]));
        return holder.Element(kit + "value") is { } value ? Simple(value) : default;
    }

    private static Value List(XElement list) =>
        list.Attribute(s_schema + "nil")?.Value == "true" ? default : Value.Of(FeelList.Of([.. list.Elements(list.Name.Namespace + "item").Select(Read)]));

    private static Value Simple(XElement value)
    {
        if (value.Attribute(s_schema + "nil")?.Value is "true" or "1")
            return default;
        var type = value.Attribute(s_schema + "type")?.Value ?? "xsd:string";
        return type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..] switch
        {
            "boolean" => Value.Of(value.Value.Trim() is "true" or "1"),
            "decimal" or "double" or "float" or "integer" or "int" or "long" => Number.TryParse(value.Value.Trim(), out var number) ? Value.Of(number) : Value.Of(value.Value),
            "date" or "time" or "dateTime" or "duration" => Literals.Read(value.Value.Trim()) ?? Value.Of(value.Value),
            _ => Value.Of(value.Value),
        };
    }

    public static bool IsAsExpected(in Value expected, in Value found)
    {
        if (expected.Kind != found.Kind)
            return false;
        return expected.Kind switch
        {
            Kind.Number => IsNear(expected.AsNumber, found.AsNumber),
            Kind.List => expected.AsList.Count == found.AsList.Count && AllExpected(expected.AsList, found.AsList),
            Kind.Context => expected.AsContext.Count == found.AsContext.Count && AllExpected(expected.AsContext, found.AsContext),
            _ => Value.Same(expected, found) == true,
        };
    }

    private static bool IsNear(Number expected, Number found) =>
        expected == found || (!expected.IsInteger && Number.TrySubtract(expected, found, out var difference) && difference.Abs() < s_tolerance);

    private static bool AllExpected(FeelList expected, FeelList found)
    {
        for (var place = 0; place < expected.Count; place++)
            if (!IsAsExpected(expected[place], found[place]))
                return false;
        return true;
    }

    private static bool AllExpected(Context expected, Context found)
    {
        for (var slot = 0; slot < expected.Count; slot++)
            if (!found.TryGet(expected.Shape.Names[slot], out var value) || !IsAsExpected(expected[slot], value))
                return false;
        return true;
    }
}
