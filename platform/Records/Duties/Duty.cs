using System.Text.Json.Serialization;
using Entente.Bodies;
using Entente.Bodies.Definitions;

namespace Entente.Records;

/// <summary>What one party has to declare for one period, as the description and the facts of now have it.</summary>
/// <param name="Requirement">The entry of a register of requirements; null for a return.</param>
/// <param name="DueOn">The last day on which it is in time; null: it has no deadline.</param>
/// <param name="Facts">The digest of what the rules looked at; worked out when it is asked for.</param>
public sealed record Duty(string Party, ReportingPeriod Period, Guid? Requirement, Called? Called, DateOnly? DueOn, DutyReason? Reason, IReadOnlyList<DutyStep> Sum, Func<byte[]?> Facts)
{
    /// <summary>The period that falls into several because a rule tightened the rhythm; null: it did not.</summary>
    public ReportingPeriod? Within { get; init; }

    /// <summary>Of a requirement, what its entry says meets it beside the answer of the party.</summary>
    public MetBy? MetBy { get; init; }
}

/// <summary>What an entry says meets it.</summary>
/// <param name="Returns">Returns whose statements of the period meet it.</param>
/// <param name="Other">The entry whose fulfilment meets this one too.</param>
public sealed record MetBy(IReadOnlyList<string> Returns, Guid? Other);

/// <summary>How a requirement is called: its code of the period, and what it asks.</summary>
public sealed record Called(string? Code, LocalText? Title);

/// <summary>Why something is owed: a sentence in the body's languages in which {0}, {1} … stand for the values.</summary>
/// <param name="Tightened">Why it is owed more often than usual.</param>
public sealed record DutyReason(LocalText? Says, IReadOnlyList<SaidValue> Values, LocalText? Tightened = null, IReadOnlyList<SaidValue>? TightenedValues = null);

/// <summary>A value as it was said: a number, a date (2026-01-31), yes or no, or a text.</summary>
public sealed record SaidValue(string Kind, string Text);

/// <summary>A step of the sum by which a day was worked out.</summary>
/// <param name="Is">start (a day that is known), add (a length of time), working (days without weekends and holidays), case (which of two ways), known (not before it became known).</param>
/// <param name="Text">How the start or the case is written in the description: period.end, party.entry_into_force.</param>
/// <param name="Amount">P90D, P12M, or a number of working days.</param>
/// <param name="To">The day that was reached.</param>
/// <param name="Off">The holidays that were passed over.</param>
public sealed record DutyStep(
    string Is, string? Text, string? Amount, DateOnly? To,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<DateOnly>? Off = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Weekends = 0);

/// <summary>One period of one party: what is owed usually, and what instead where a rule tightened the rhythm.</summary>
/// <param name="Tightened">Null: the usual rhythm holds.</param>
public sealed record DutyPeriod(Duty Usual, IReadOnlyList<Duty>? Tightened);

/// <summary>Which duties are asked for.</summary>
/// <param name="Parties">Null: all.</param>
/// <param name="From">Periods that end after this day …</param>
/// <param name="Until">… and begin before this one.</param>
public sealed record DutyScope(IReadOnlyCollection<string>? Parties, DateOnly From, DateOnly Until);
