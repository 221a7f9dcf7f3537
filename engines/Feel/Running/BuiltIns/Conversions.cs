using Entente.Feel.Syntax;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>The functions that make a value of another kind, and not.</summary>
internal static class Conversions
{
    public static IEnumerable<(string Name, Native Run)> All =>
    [
        ("not", static (_, _, a) => Value.Of(!a[0].AsBoolean)),
        ("string", Text),
        ("number", Read),
        ("range", MakeRange),
    ];

    private static Value Text(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        if (a[0].IsNull || a[0].Kind == Kind.Text)
            return a[0];
        return a[0].TryText(e.Limits.Size, out var text) && Sizes.MayMakeText(e, text.Length, site.At)
            ? Value.Of(text)
            : e.Halt("too-large", site.At, Words.Of(e.Limits.Size));
    }

    // Only ends that are written out: an expression would be a second program in the text.
    private static Value MakeRange(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var text = a[0].AsText;
        if (!e.Spend(text.Length + 50L))
            return e.Halted;
        if (Parser.Expression(text) is not { Findings: [], Tree: RangeLiteral range }
            || Literals.Written(range.Start) is not { } first || Literals.Written(range.End) is not { } last)
            return site.Fail("wrong-literal", text, site.Name);
        return Ranges.Make(range, first, last) is { Problem: { } problem } ? site.Fail(problem.Code, [.. problem.Facts]) : Ranges.Make(range, first, last);
    }

    private static Value Read(Evaluation e, Site site, ReadOnlySpan<Value> a)
    {
        var text = a[0].AsText;
        if (!e.Spend((text.Length / 16) + 1))
            return e.Halted;
        var grouping = a.Length > 1 && !a[1].IsNull ? a[1].AsText : "";
        var point = a.Length > 2 && !a[2].IsNull ? a[2].AsText : ".";
        if (grouping is not ("" or " " or "," or ".") || point is not ("." or ",") || grouping == point)
            return site.Fail("bad-separators", grouping, point);
        if (grouping.Length > 0)
            text = text.Replace(grouping, "", StringComparison.Ordinal);
        else if (point == "," && text.Contains('.', StringComparison.Ordinal))
            return site.Fail("wrong-literal", a[0].AsText, site.Name);
        if (point == ",")
            text = text.Replace(',', '.');
        return Number.TryParse(text, out var number) ? Value.Of(number) : site.Fail("wrong-literal", a[0].AsText, site.Name);
    }
}
