using System.Xml.Linq;
using Entente.Feel.Dmn.Tables;

namespace Entente.Feel.Dmn.Reading;

/// <summary>Decision tables. How they are drawn (rules as rows, as columns, crosstab) says nothing about what they decide.</summary>
internal sealed partial class DmnReader
{
    private DecisionTable Table(XElement element)
    {
        Refuse(element, "input", "output", "rule");
        var outputs = Each(element, "output", Output);
        if (outputs.Count == 0)
            Say("missing-part", At(element), "decisionTable", "output");
        if (outputs.Count == 1)
            outputs = [outputs[0] with { Name = null }];
        return new DecisionTable(
            Policy(element), Aggregated(element), Each(element, "input", InputColumn), outputs, Each(element, "rule", Rule), _element, At(element));
    }

    private HitPolicy Policy(XElement element)
    {
        switch (Text(element, "hitPolicy")?.Trim().ToUpperInvariant())
        {
            case null or "UNIQUE": return HitPolicy.Unique;
            case "ANY": return HitPolicy.Any;
            case "PRIORITY": return HitPolicy.Priority;
            case "FIRST": return HitPolicy.First;
            case "RULE ORDER": return HitPolicy.RuleOrder;
            case "OUTPUT ORDER": return HitPolicy.OutputOrder;
            case "COLLECT": return HitPolicy.Collect;
            case var other:
                Say("unknown-hit-policy", At(element), other);
                return HitPolicy.Unique;
        }
    }

    private Aggregation Aggregated(XElement element)
    {
        switch (Text(element, "aggregation")?.Trim().ToUpperInvariant())
        {
            case null: return Aggregation.None;
            case "SUM": return Aggregation.Sum;
            case "MIN": return Aggregation.Min;
            case "MAX": return Aggregation.Max;
            case "COUNT": return Aggregation.Count;
            case var other:
                Say("unknown-aggregation", At(element), other);
                return Aggregation.None;
        }
    }

    private TableInput InputColumn(XElement element)
    {
        Refuse(element, "inputExpression", "inputValues");
        var expression = Child(element, "inputExpression");
        var text = expression is null ? null : Child(expression, "text");
        if (text is null)
            Say("missing-part", At(element), "input", "inputExpression");
        var type = expression is null ? null : Type(expression);
        return new TableInput(text?.Value ?? "null", type, Content(element, "inputValues"), At(text ?? element));
    }

    private TableOutput Output(XElement element)
    {
        Refuse(element, "outputValues", "defaultOutputEntry");
        var name = Text(element, "name") is { } written ? Spaces(written) : null;
        return new TableOutput(name, Type(element), Content(element, "outputValues"), Content(element, "defaultOutputEntry"), At(element));
    }

    private TableRule Rule(XElement element)
    {
        Refuse(element, "inputEntry", "outputEntry");
        return new TableRule(
            Each(element, "inputEntry", child => CellOf(child, "-")), Each(element, "outputEntry", child => CellOf(child, "null")),
            Each(element, "annotationEntry", note => Child(note, "text")?.Value ?? ""), At(element));
    }

    // Modellers write an empty cell for "anything" and for "nothing".
    private Cell CellOf(XElement element, string blank)
    {
        var text = Child(element, "text");
        return new Cell(string.IsNullOrWhiteSpace(text?.Value) ? blank : text.Value, At(text ?? element));
    }
}
