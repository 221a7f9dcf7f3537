using Entente.Feel;
using Entente.Feel.Checking;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Tests.Feel.Checking;

/// <summary>A return of catches as the tests check it.</summary>
internal static class Desk
{
    public static readonly FeelType Catch = ContextOf(
        ("vessel_id", Text), ("gear", TextOf("PS", "LL", "BB")), ("weight_kg", Number), ("landed", Date), ("area", TextOf("ATE", "ATW")));

    public static readonly FeelType Vessel = ContextOf(("vessel_id", Text), ("flag", Text), ("length_m", Number), ("until", Date));

    public static readonly Scope Scope = Scope.Of(
        ("catches", ListOf(Catch)),
        ("row", Catch),
        ("register", ListOf(Vessel)),
        ("codes", ListOf(Text)),
        ("party", ContextOf(("name", Text), ("quota_kg", Number), ("member", FeelType.Boolean), ("joined", Date))),
        ("gear", TextOf("PS", "LL", "BB")),
        ("weight_kg", Number),
        ("landed", Date),
        ("sent", DateAndTime),
        ("open", Any));

    /// <summary>The same where catches and register are too large to hold.</summary>
    public static readonly Scope Large = Scope.Table("catches", "row", "gear", "weight_kg", "landed").Table("register");

    public static Checked Check(string text) => Checker.Check(text, Scope);

    /// <summary>Every finding as a line: what it is about, its code, its facts, and what is suggested.</summary>
    public static string[] Findings(string text) => Findings(text, Scope);

    public static string[] Findings(string text, Scope scope) => [.. Checker.Check(text, scope).Findings.Select(f => Line(text, f))];

    public static FeelType TypeOf(string text)
    {
        var read = Check(text);
        read.Findings.ShouldBeEmpty(string.Join("; ", Findings(text)));
        return read.Type;
    }

    private static string Line(string text, Finding finding) =>
        $"{text.Substring(finding.At.Start, finding.At.Length)} | {finding.Code} {string.Join(" / ", finding.Facts)}"
        + (finding.Suggestion is { } suggestion ? " -> " + suggestion : "");
}
