using Entente.Feel;

namespace Entente.Bodies.Definitions;

/// <summary>One of the body's own tests: what is declared, and exactly which findings that gives.</summary>
/// <param name="File">Where it stands, from the body's folder.</param>
/// <param name="Party">Who declares; null for what the body itself declares.</param>
/// <param name="Today">What today() answers; null for the last day of the period, or else the day of the check.</param>
/// <param name="Facts">The rows of facts by their codes; those that are not named have none.</param>
/// <param name="Records">What references may name, by definition.</param>
/// <param name="Content">The rows of each section; a section of fields has one.</param>
public sealed record Example(
    string File,
    Definition Definition,
    string? Party,
    ReportingPeriod? Period,
    DateOnly? Today,
    IReadOnlyDictionary<string, IReadOnlyList<ExampleRow>> Facts,
    IReadOnlyDictionary<string, IReadOnlyList<ExampleRow>> Records,
    IReadOnlyDictionary<string, IReadOnlyList<ExampleRow>> Content,
    IReadOnlyList<ExpectedFinding> Findings);

/// <param name="Id">By which it can be named; blank for a row of the content.</param>
/// <param name="Answers">By field; what is not answered is not here.</param>
public sealed record ExampleRow(Place At, string Id, IReadOnlyDictionary<string, ExampleAnswer> Answers);

public sealed record ExampleAnswer(AnswerKind Kind, Value Value, string? Reason, Place At);

/// <summary><c>plausible-weight at catches 1 weight</c></summary>
/// <param name="Rule">The code of a check, or what the platform itself finds: required, type, longest …</param>
/// <param name="Row">Counted from 1; null for a section of fields or the table as a whole.</param>
public sealed record ExpectedFinding(string Rule, string? Section, long? Row, string? Field, Place At);
