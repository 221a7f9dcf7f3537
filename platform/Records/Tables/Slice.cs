using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Confidential;
using Entente.Records.Content;

namespace Entente.Records.Tables;

/// <summary>
/// The part of every row of a section that one audience reads. The first slice makes the row itself; the others are its
/// companions, which hold only what is shown to them.
/// </summary>
/// <param name="Fields">Which fields, in the section's order; null: all of them.</param>
public sealed record Slice(int Aud, bool Apart, IReadOnlyList<bool>? Fields)
{
    /// <summary>A section that is shown to one audience as a whole.</summary>
    public static IReadOnlyList<Slice> Whole(int aud) => [new Slice(aud, false, null)];

    /// <summary>A section whose fields have the audiences that the function says.</summary>
    public static IReadOnlyList<Slice> Of(Section section, int aud, Func<Field, int> audienceOf)
    {
        var each = section.Fields.Select(audienceOf).ToArray();
        if (Array.TrueForAll(each, one => one == aud))
            return Whole(aud);
        return [new Slice(aud, false, Mask(each, aud)), .. each.Where(one => one != aud).Distinct().Select(one => new Slice(one, true, Mask(each, one)))];
    }

    public bool Has(int field) => Fields is null || Fields[field];

    /// <summary>The key of the party, where something of the definition is confidential.</summary>
    public DataKey? Key { get; init; }

    /// <summary>A confidential answer as it is kept; null where it is blank, or another slice's.</summary>
    internal byte[]? Box(SectionTable table, Guid statement, Row row, int field)
    {
        ref readonly var answer = ref row.Answers[field];
        if (!Has(field) || answer.IsBlank)
            return null;
        var asked = table.Section.Fields[field];
        return Boxed.Close(Key ?? throw new InvalidOperationException($"{table.Name} keeps {asked.Code} encrypted, and no key was given."), Boxed.Cell(statement, table.Name, row.Id, asked.Code), asked, answer);
    }

    /// <summary>Whether a row needs it: a companion that would say nothing is not written.</summary>
    public bool IsNeededBy(Row row)
    {
        if (!Apart)
            return true;
        for (var field = 0; field < row.Answers.Length; field++)
            if (Has(field) && !row.Answers[field].IsBlank)
                return true;
        return false;
    }

    private static bool[] Mask(int[] each, int aud) => [.. each.Select(one => one == aud)];
}

/// <summary>When the entry of a register holds (the last day excluded, null: without end) and since when that is known.</summary>
public sealed record Span(DateOnly? From, DateOnly? Until, DateTimeOffset Known)
{
    // PostgreSQL's infinities, as Npgsql has them.
    internal DateOnly First => From ?? DateOnly.MinValue;

    internal DateOnly End => Until ?? DateOnly.MaxValue;
}

/// <summary>A row with its place in the order of the table.</summary>
public sealed record PlacedRow(long Place, Row Row);
