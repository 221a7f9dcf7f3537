using System.Runtime.InteropServices;
using Entente.Bodies.Definitions;
using Entente.Feel;

namespace Entente.Records.Content;

/// <summary>
/// What stands in one cell: a value, or nil, not applicable, withheld, each with its reason, or nothing.
/// Values by type: texts, codes, parties and HS codes are texts; whole numbers, decimals and amounts numbers; a date and a
/// date with time the same; a period a range of dates (the last excluded); several codes a list of texts in their order; a
/// reference and a file the text of their id; a free currency's money a context {amount, currency}; a place a context
/// {latitude, longitude}. A struct, so that a table of a million rows makes no garbage.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Answer(AnswerKind Kind, Value Value, string? Reason)
{
    public static Answer Blank => default;

    public static Answer Nil => new(AnswerKind.Nil, default, null);

    public static Answer Of(Value value) => value.IsNull ? default : new(AnswerKind.Value, value, null);

    public static Answer NotApplicable(string? reason) => new(AnswerKind.NotApplicable, default, reason);

    public static Answer Withheld(string? ground) => new(AnswerKind.Withheld, default, ground);

    public bool IsBlank => Kind == AnswerKind.Blank;

    public bool HasValue => Kind == AnswerKind.Value;
}
