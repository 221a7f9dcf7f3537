using Entente.Bodies.Definitions;

namespace Entente.Records.Content;

/// <summary>
/// Something wrong, or to be noticed, in a statement: which rule, and where. Kept as it is and put into words when it is read
/// (<c>Faults.Say</c>), in the reader's language; never capped.
/// </summary>
/// <param name="Rule">A code of our own (required, type, longest, unknown-code …), or "check:" and the code of a check.</param>
/// <param name="Section">Null for the whole statement.</param>
/// <param name="Row">The row's id; null for a section of fields, or for the table as a whole.</param>
/// <param name="RowNumber">The row's place, counted from 1, when it was found; what a person looks for in a workbook.</param>
/// <param name="Facts">What the words need, in the order that <paramref name="Rule"/> says; canonical forms.</param>
public sealed record Fault(string Rule, CheckLevel Level, string? Section, Guid? Row, long? RowNumber, string? Field, params IReadOnlyList<string> Facts)
{
    public const string OfCheck = "check:";

    public bool Blocks => Level == CheckLevel.Error;
}
