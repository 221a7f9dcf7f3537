using System.Globalization;
using Entente.Feel.Dmn;
using Entente.Feel.Dmn.Tables;
using Entente.Feel.Syntax;

namespace Entente.Feel.Explaining;

public sealed partial record Voice
{
    /// <summary>A finding of a model or a decision table in words, after the place where it was found.</summary>
    public string Say(ModelFinding finding)
    {
        var places = Places(finding).ToList();
        return places.Count == 0 ? Say(finding.Finding) : Phrases.Fill("place.said", Capital(string.Join(Phrases["list.comma"], places)), Say(finding.Finding));
    }

    /// <summary>A combination that no row of a table answers: "No row applies when *gear* is “LL” and *weight_kg* is above 500, for instance 501."</summary>
    public string Say(DecisionTable table, TableGap gap)
    {
        var where = new Cases(this).Where(table, gap);
        return where.Length == 0 ? Phrases["gap.always"] : Phrases.Fill("gap.where", where);
    }

    /// <summary>Two rows that apply to the same combination: "Rows 1 and 3 both apply, for instance when *gear* is “LL”."</summary>
    public string Say(DecisionTable table, TableOverlap overlap)
    {
        var code = (table.Policy, overlap.Differ) switch
        {
            (HitPolicy.Unique, _) or (_, false) => "overlap",
            (_, true) => "conflict",
            _ => "possible-conflict",
        };
        var pairs = table.Inputs.Zip(overlap.Example).SelectMany(pair => new[] { pair.First.Expression, $"{pair.Second}" });
        return Say(new Finding(code, default, [Row(overlap.First), Row(overlap.Second), .. pairs]));
    }

    /// <summary>Which rows of a table apply to values in the order of its scope, and why: "Row 3 of *fees* applies, because *gear* is “LL”; the answer is 2."</summary>
    /// <exception cref="InvalidOperationException">The table has findings.</exception>
    public string Explain(PreparedTable table, ReadOnlySpan<Value> inputs, Limits? limits = null) =>
        Capital(Clause(new RowSentences(table, this).Of(inputs.ToArray(), limits))) + Phrases["explain.end"];

    // Those of a combination are one fact to the words.
    private Seq<string> Facts(Finding finding) => finding.Code switch
    {
        "gap" => [new Cases(this).Of(finding.Facts.AsSpan())],
        "overlap" or "conflict" or "possible-conflict" => [finding.Facts[0], finding.Facts[1], new Cases(this).Of(finding.Facts.AsSpan()[2..])],
        "circle" => [string.Join(Phrases["list.comma"], finding.Facts.Select(Name))],
        _ => finding.Facts,
    };

    // A row or column of a table is better known than the place in the file; what names its rows itself needs neither.
    private IEnumerable<string> Places(ModelFinding finding)
    {
        if (finding.Source is { } source)
            yield return Phrases.Report("place.source", source);
        if (finding.Element is { } element)
            yield return finding.Source is null ? Phrases.Fill("place.element", Name(element)) : Name(element);
        if (finding.Finding.Code is "idle-row" or "overlap" or "conflict" or "possible-conflict")
            yield break;
        if (finding.Rule is { } row)
            yield return Phrases.Fill("place.row", Row(row));
        if (finding.Column is { } column)
            yield return Phrases.Fill("place.column", Name(column));
        if (finding is { Rule: null, Column: null, At: { Line: > 0 } at } && finding.Finding.Code != "gap")
            yield return at.Column > 0 ? Phrases.Fill("place.at", Row(at.Line), Row(at.Column)) : Phrases.Fill("place.line", Row(at.Line));
    }

    internal string Code(string written) => $"`{Phrases.Isolated(written)}`";

    private static string Row(int row) => row.ToString(CultureInfo.InvariantCulture);

    private static string Capital(string text) => text.Length == 0 ? text : string.Concat(text[..1].ToUpper(CultureInfo.InvariantCulture), text.AsSpan(1));
}
