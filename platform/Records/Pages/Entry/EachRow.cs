using System.Security.Cryptography;
using System.Text;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Feel;

namespace Entente.Records.Pages.Entry;

/// <summary>
/// The rows of a table that has one for each code of a list, or each entry of a register. Their ids follow from statement,
/// table and code, so that two who begin at once begin the same rows.
/// </summary>
public static class EachRow
{
    public static Guid Id(Guid statement, string section, string code) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{statement} {section} {code}")).AsSpan(0, 16), bigEndian: true);

    /// <summary>The first column of every row there is to be, as the log keeps it, by the row's id; null for other tables.</summary>
    public static IReadOnlyDictionary<Guid, string>? Codes(Desk desk, Section section) =>
        section.Rows?.ForEach is null ? null : desk.Each(section.Code).ToDictionary(code => Id(desk.Head.Id, section.Code, code), code => Written(section, code));

    /// <summary>The draft with a row for each, in their order; what stands in it stays, and what is in the list no more comes last.</summary>
    public static DraftBeginning Begun(DraftBeginning beginning, Definition definition, Guid statement, Func<string, IReadOnlyList<string>> each)
    {
        var sections = new Dictionary<string, DraftSection>(beginning.Draft.Sections, StringComparer.Ordinal);
        foreach (var section in definition.Sections.Where(section => section.Rows?.ForEach is not null && sections.ContainsKey(section.Code)))
            sections[section.Code] = Begun(section, sections[section.Code], statement, each(section.Code), beginning.Origin == DraftOrigin.LastPeriod && section.Rows!.ForEach!.Register);
        return beginning with { Draft = beginning.Draft with { Sections = sections } };
    }

    /// <summary>The rows as a page shows them: those of a code that came into the list after the draft was begun are there as well, though nobody has begun them.</summary>
    public static IReadOnlyList<Row> Shown(Desk desk, Section section)
    {
        var rows = desk.Answers.Rows(section.Code);
        if (section.Rows?.ForEach is null)
            return rows;
        var left = new List<Row>(rows);
        var shown = new List<Row>();
        foreach (var code in desk.Each(section.Code))
        {
            var row = left.Find(row => row.Answers[0] is { HasValue: true } first && first.Value.AsText == code);
            if (row is not null)
                left.Remove(row);
            else
            {
                row = Row.Of(section, Id(desk.Head.Id, section.Code, code));
                row.Answers[0] = Answer.Of(Value.Of(code));
            }
            shown.Add(row);
        }
        return [.. shown, .. left];
    }

    /// <param name="anew">What was answered for the period before about entries that give no row any more is not carried on.</param>
    private static DraftSection Begun(Section section, DraftSection held, Guid statement, IReadOnlyList<string> codes, bool anew)
    {
        var left = held.InOrder.ToList();
        var rows = new List<DraftRow>();
        foreach (var code in codes)
        {
            var first = Written(section, code);
            var row = left.Find(row => row.Cell(0).Value == first);
            if (row is not null)
                left.Remove(row);
            // The code is given, and nobody's to confirm.
            rows.Add(row is not null ? row with { Cells = [new Cell(first), .. row.Cells.Skip(1)] } : new DraftRow(Id(statement, section.Code, code), default, Cell.Blank, [new Cell(first)]));
        }
        return new DraftSection(held.Fields, rows.Concat(anew ? [] : left).Select((row, index) => row with { Place = new Cell(Places.At(index)) }));
    }

    private static string Written(Section section, string code) => DraftAnswers.Write(section.Fields[0], Answer.Of(Value.Of(code)))!;
}
