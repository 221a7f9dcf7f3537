namespace Entente.Feel.Explaining;

/// <summary>
/// Every code that a finding can have, with the number of facts that its words may mention. A finding may bring more of them, never fewer;
/// of those that <see cref="Voice"/> joins, such as the values of a gap, all count as one.
/// </summary>
internal static class Vocabulary
{
    private static readonly (string Code, int Facts)[] Parser =
    [
        ("empty", 0), ("too-long", 2), ("too-deep", 0), ("unclosed-text", 1), ("unclosed-comment", 0), ("unclosed-bracket", 2),
        ("unexpected-bracket", 1), ("unknown-character", 1), ("bad-escape", 1), ("number-too-large", 1), ("decimal-comma", 1), ("wrong-sign", 2),
        ("small-letters", 2), ("reserved-word", 1), ("expected-value", 0), ("expected-name", 0), ("expected-type", 0), ("expected-text", 0),
        ("expected-then", 0), ("expected-else", 0), ("expected-in", 0), ("expected-return", 0), ("expected-satisfies", 0), ("expected-and", 0),
        ("expected-of", 0), ("expected-colon", 0), ("expected-dots", 0), ("expected-arrow", 0), ("expected-parameters", 0),
        ("expected-type-parameter", 0), ("expected-close-angle", 0), ("two-values-without-operator", 2), ("list-in-round-brackets", 1),
        ("chained-comparison", 1), ("mixed-arguments", 1), ("unexpected", 1),
    ];

    private static readonly (string Code, int Facts)[] Checker =
    [
        ("unknown-name", 1), ("unknown-member", 1), ("no-members", 2), ("unknown-function", 1), ("unknown-type", 1), ("not-a-function", 2),
        ("argument-count", 3), ("missing-argument", 2), ("unknown-parameter", 2), ("argument-twice", 2), ("argument-type", 4), ("compared-types", 2),
        ("no-order", 1), ("unknown-code", 2), ("compared-codes", 2), ("arithmetic-types", 3), ("negated-type", 1), ("divided-by-zero", 0),
        ("always-null", 0), ("range-ends", 2), ("empty-range", 0), ("condition-type", 2), ("unreachable-branch", 1), ("filter-type", 1),
        ("filter-never", 0), ("filter-self", 1), ("not-a-list", 2), ("wrong-literal", 2), ("duplicate-key", 1), ("duplicate-parameter", 1),
        ("test-outside", 0),
    ];

    private static readonly (string Code, int Facts)[] Planner =
    [
        ("plan-quadratic", 1), ("plan-whole", 2), ("plan-order", 1), ("plan-list", 1), ("plan-passes", 1),
    ];

    private static readonly (string Code, int Facts)[] Runner =
    [
        ("no-clock", 1), ("no-such-date", 3), ("no-such-time", 3), ("no-such-offset", 1), ("bad-separators", 2), ("open-range", 1),
        ("no-such-place", 2), ("function-parameters", 2), ("not-boolean", 1), ("out-of-range", 0), ("undefined", 2), ("bad-replacement", 1),
        ("matches-nothing", 1), ("bad-pattern", 2), ("too-large", 1), ("too-many-steps", 1), ("one-zone", 2), ("external-function", 0),
    ];

    private static readonly (string Code, int Facts)[] Models =
    [
        ("file-too-long", 1), ("not-xml", 0), ("not-dmn", 1), ("dmn-version", 1), ("missing-part", 2), ("missing-attribute", 2),
        ("unexpected-element", 2), ("unknown-hit-policy", 1), ("unknown-aggregation", 1), ("not-feel", 1), ("imported-values", 0), ("two-results", 0),
        ("row-width", 2), ("repeated-namespace", 1), ("unknown-import", 1), ("repeated-id", 1), ("repeated-name", 1), ("unknown-reference", 1),
        ("not-imported", 1), ("circle", 1), ("not-given", 1), ("wrong-type", 2), ("not-allowed", 1), ("not-read", 0),
    ];

    private static readonly (string Code, int Facts)[] Tables =
    [
        ("several-rows-apply", 2), ("rows-disagree", 2), ("answer-type", 2), ("empty-sheet", 0), ("open-quote", 0),
        ("text-after-quote", 0), ("blank-cell", 0), ("column-order", 1), ("no-output", 0), ("repeated-row", 1), ("default-of-input", 0),
        ("row-number", 2), ("too-many-rows", 2), ("output-without-name", 0), ("aggregation-without-collect", 1), ("aggregation-of-several", 2),
        ("no-priority", 0), ("too-large-to-analyse", 2), ("cell-not-analysed", 1), ("more-gaps", 0), ("more-overlaps", 1), ("gap", 1), ("overlap", 3),
        ("conflict", 3), ("possible-conflict", 3), ("idle-row", 1),
    ];

    private static readonly (string Code, int Facts)[] Pages = [("not-on-page", 2)];

    public static IReadOnlyDictionary<string, int> Facts { get; } =
        Parser.Concat(Checker).Concat(Planner).Concat(Runner).Concat(Models).Concat(Tables).Concat(Pages).ToDictionary(said => said.Code, said => said.Facts, StringComparer.Ordinal);
}
