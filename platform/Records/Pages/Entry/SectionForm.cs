using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Interchange;
using Entente.Shared.Components;
using Entente.Shared.Localisation;
using Field = Entente.Bodies.Definitions.Field;

namespace Entente.Records.Pages.Entry;

/// <summary>One cell with two answers, to choose from.</summary>
public sealed record ConflictView(string Key, string Label, IReadOnlyList<Option> Answers);

/// <summary>A section of a draft as a form shows it: its questions, or one page of its table.</summary>
public sealed class SectionForm
{
    private SectionForm()
    {
    }

    public IReadOnlyList<FieldView> Fields { get; private init; } = [];

    public Sheet? Sheet { get; private set; }

    public IReadOnlyList<ConflictView> Conflicts { get; private init; } = [];

    public int Page { get; private init; } = 1;

    public int Pages { get; private init; } = 1;

    public int RowCount { get; private init; }

    /// <summary>What rules of the page look at outside of this section, as JSON; null where none does.</summary>
    public string? Outside { get; private init; }

    /// <param name="typed">What was sent, where the form comes back; else the draft speaks.</param>
    /// <param name="blank">How many rows nobody has begun stand at the end.</param>
    public static SectionForm Of(Desk desk, Section section, FormCells? typed, CellText cells, Words t, string address, int page, int blank, IReadOnlyDictionary<Guid, string> names, PageRules rules)
    {
        var conflicts = ConflictsOf(desk, section, cells, t, names);
        if (section.IsTable)
            return SheetPages.Of(desk, section, typed, cells, t, page, blank, (sheet, at, pages, rows) => new SectionForm { Sheet = sheet, Page = at, Pages = pages, RowCount = rows, Conflicts = conflicts });
        var views = new FieldViews(cells, t, address, desk);
        var sent = typed?.ByName();
        var draft = desk.Draft.Sections[section.Code];
        var (answers, judged) = (desk.Answers.Fields(section.Code), desk.Content.Fields(section.Code));
        return new SectionForm
        {
            Conflicts = conflicts,
            Outside = rules.Outside(desk, desk.Head.Party is { } party ? cells.Body.Party(party) : null, desk.Definition.Traits.Return is { } trait ? Periods.Code(trait, desk.Head.Period) : null),
            Fields = [.. section.Fields.Where(field => field.Type != FieldType.File || field.Computed is null).Select(field =>
            {
                var answer = field.Computed is null ? answers[section, field.Code] : judged[section, field.Code];
                var name = CellName.Of((long?)null, field.Code);
                var within = field.Within is { } parent && answers[section, parent] is { HasValue: true } chosen ? chosen.Value.AsText : null;
                return views.Of(field, name, answer, sent is not null && sent.TryGetValue(name, out var mine) ? mine : null, within) with
                {
                    Asked = desk.IsAsked(section.Code, field.Code),
                    When = rules.Of(field.Code),
                    ToConfirm = draft[Guid.Empty, field.Code].AwaitsConfirmation,
                };
            })],
        };
    }

    /// <summary>Puts problems at their places: in a table into the cells, elsewhere the fields find theirs by name.</summary>
    public void Show(IEnumerable<Fault> faults, Action<Fault> tell)
    {
        foreach (var fault in faults.Where(fault => fault.Blocks))
        {
            if (fault.Row is null || Sheet is not { } sheet)
            {
                tell(fault);
                continue;
            }
            var row = sheet.Rows.FirstOrDefault(row => row.Id == fault.Row);
            if (row is not null)
                tell(fault with { RowNumber = row.Number });
        }
    }

    /// <summary>The messages of a table's cells, from the problems that the page names at its top.</summary>
    public void Mark(Problems problems)
    {
        if (Sheet is not { } sheet || !problems.Any)
            return;
        Sheet = sheet with
        {
            Rows = [.. sheet.Rows.Select(row =>
            {
                var wrong = sheet.Columns.Select((column, place) => (place, Message: problems[CellName.Of(row.Number, column.Field)])).Where(cell => cell.Message is not null).ToDictionary(cell => cell.place, cell => cell.Message!);
                return wrong.Count == 0 ? row : row with { Problems = wrong };
            })],
        };
    }

    private static IReadOnlyList<ConflictView> ConflictsOf(Desk desk, Section section, CellText cells, Words t, IReadOnlyDictionary<Guid, string> names)
    {
        var order = desk.Draft.Sections[section.Code].InOrder.Select((row, at) => (row.Id, at)).ToDictionary(row => row.Id, row => row.at + 1);
        return [.. from conflict in desk.Draft.Conflicts()
                   where conflict.Section == section.Code && conflict.Field is not null
                   let field = section.Field(conflict.Field!)
                   where field is not null
                   let label = field.Name.In(t.Language.Code).Text
                   select new ConflictView(FormChanges.Key(conflict.Row, field.Code),
                       section.IsTable ? t["records.page.cell", ("row", order.GetValueOrDefault(conflict.Row)), ("column", label)] : label,
                       [.. conflict.Rivals.Select(rival => Option(rival, field, cells, t, names))])];
    }

    private static Option Option(Drafts.Head rival, Field field, CellText cells, Words t, IReadOnlyDictionary<Guid, string> names)
    {
        var text = cells.Show(field, DraftAnswers.Read(field, rival.Now), t.Language);
        var who = rival.By is { } by && names.TryGetValue(by, out var name) ? name : t["records.page.somebody"];
        return new Option(rival.Id.ToString(), text.Length > 0 ? text : t["records.page.blank"], t["records.page.said-by", ("name", who), ("at", rival.At)]);
    }
}
