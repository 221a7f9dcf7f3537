using System.Globalization;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Pages;

namespace Entente.Records.Sent;

/// <summary>What a workbook was made for, and whether it belongs here.</summary>
public static class Stamps
{
    public static WorkbookStamp Of(PublishedDefinition published, string language, Filed? head = null, int generation = 0, long through = 0) =>
        new(published.Body, published.Definition.Code, published.Version, published.Digest, language, head?.Id, head is null ? null : PeriodOf(published.Definition, head), head?.Party)
        {
            Generation = generation,
            Through = through,
        };

    /// <summary>Why the workbook is not read into this statement: it is another organisation's, of another form, party or period; null where it belongs.</summary>
    public static Fault? Refusal(WorkbookStamp? stamp, Definition definition, Filed head)
    {
        if (stamp is null)
            return Of("workbook.no-stamp");
        if (stamp.Body != head.Body)
            return Of("workbook.other-body", stamp.Body, head.Body);
        if (stamp.Definition != definition.Code)
            return Of("workbook.other-definition", stamp.Definition, definition.Code);
        if (stamp.Party is not null && stamp.Party != head.Party)
            return Of("workbook.other-party", stamp.Party, head.Party ?? head.Body);
        if (stamp.Period is { } period && period != PeriodOf(definition, head))
            return Of("workbook.other-period", period, PeriodOf(definition, head) ?? "");
        if (stamp.Generation == Copies.OfEntries)
            return Of("workbook.other-statement");
        return stamp.Statement is { } statement && statement != head.Id ? Of("workbook.other-statement") : null;
    }

    internal static Fault OutOfDate(int made, int now) => new("workbook.out-of-date", CheckLevel.Note, null, null, null, null, Text(made), Text(now));

    internal static Fault Of(string rule, params IReadOnlyList<string> facts) => new(rule, CheckLevel.Error, null, null, null, null, facts);

    private static string? PeriodOf(Definition definition, Filed head) => definition.Traits.Return is { } trait && head.Period is not null ? Periods.Code(trait, head.Period) : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
