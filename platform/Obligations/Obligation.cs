using Entente.Records;

namespace Entente.Obligations;

/// <summary>What became of something that is owed. Whether it is late or missing follows from the day it is due.</summary>
public enum State { Owed, Met, Excused, Lifted }

/// <summary>What became known about it.</summary>
public enum EventKind { Opened, DueMoved, ReasonChanged, Met, Unmet, Excused, Lifted, Reopened }

/// <summary>What tells one thing that is owed from another under one definition.</summary>
/// <param name="Requirement">The entry of a register of requirements; null for a return.</param>
/// <param name="End">The day after the last of the period.</param>
public sealed record ObligationKey(string Party, Guid? Requirement, DateOnly Start, DateOnly End);

/// <summary>All that is known of it at one time.</summary>
/// <param name="DueOn">The last day on which it is in time; null: it has no deadline.</param>
/// <param name="DueAt">The first instant that is too late.</param>
/// <param name="MetAt">When what meets it was submitted.</param>
/// <param name="Statement">What meets it, or in which it was said that it does not apply.</param>
/// <param name="Note">Why it does not apply.</param>
public sealed record Status(State State, DateOnly? DueOn, DateTimeOffset? DueAt, bool Nil, DateTimeOffset? MetAt, Called? Called, DutyReason? Reason, IReadOnlyList<DutyStep> Sum, Guid? Statement, int? Version, string? Note);

/// <summary>Something became known: what it was from then on.</summary>
/// <param name="At">When it became known.</param>
/// <param name="Derived">Worked out afterwards from the dates of what was declared.</param>
public sealed record Happening(int Seq, EventKind Kind, DateTimeOffset At, bool Derived, Status Status);

/// <summary>Something that is owed, or was, as its last event has it.</summary>
public sealed record Kept(Guid Id, ObligationKey Key, string PeriodCode, int Seq, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, Status Status);

/// <summary>What is to be owed, as descriptions and facts have it now.</summary>
/// <param name="OnlyFromNow">It is owed because a rule tightened the rhythm: nobody is late before that is known.</param>
public sealed record Wanted(ObligationKey Key, string PeriodCode, DateOnly? DueOn, Called? Called, DutyReason? Reason, IReadOnlyList<DutyStep> Sum, bool OnlyFromNow, Func<byte[]?> Facts);

/// <summary>What meets it, or excuses from it.</summary>
/// <param name="At">When it was submitted.</param>
public sealed record Fulfilment(bool Excuses, Guid? Statement, int? Version, DateTimeOffset At, bool Nil, string? Note);
