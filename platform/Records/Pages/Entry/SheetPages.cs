using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Interchange;
using Entente.Shared.Localisation;

namespace Entente.Records.Pages.Entry;

/// <summary>Cuts one page out of a table of a draft: pure.</summary>
public static class SheetPages
{
    /// <summary>Longer lists do not stand in the page: what is typed is read by the server, by code or by name.</summary>
    private const int MostInList = 15, MostSuggested = 120;

    public static TResult Of<TResult>(Desk desk, Section section, FormCells? typed, CellText cells, Words t, int page, int blank, Func<Sheet, int, int, int, TResult> make)
    {
        var columns = section.Fields.Where(field => field.Type != FieldType.File).ToList();
        var rows = EachRow.Shown(desk, section);
        var size = Sheet.RowsOnPage(columns.Count(column => column.Computed is null));
        var grows = section.Rows!.ForEach is null;
        var pages = Math.Max(1, (rows.Count + size - 1) / size);
        page = Math.Clamp(page, 1, pages);
        var draft = desk.Draft.Sections[section.Code];
        var judged = desk.Content.Rows(section.Code).ToDictionary(row => row.Id);
        var shown = rows.Skip((page - 1) * size).Take(size)
            .Select((row, at) => Row(section, columns, row, judged.GetValueOrDefault(row.Id), ((page - 1) * size) + at + 1, draft, cells, t)).ToList();
        if (typed is not null)
            shown = Typed(shown, typed, columns);
        if (grows && page == pages)
            AddBlank(shown, Math.Min(blank, section.Rows.Most - rows.Count), rows.Count, columns.Count);
        var sheet = new Sheet(section.Code, section.Name.In(t.Language.Code).Text, [.. columns.Select(field => Column(section, field, cells, t))], shown) { Grows = grows, Last = draft.InOrder.LastOrDefault()?.Order ?? "", More = page < pages };
        return make(sheet, page, pages, rows.Count);
    }

    private static void AddBlank(List<SheetRow> shown, int blank, int count, int columns)
    {
        var last = Math.Max(count, shown.Count == 0 ? 0 : shown[^1].Number);
        for (var more = 1; more <= blank; more++)
            shown.Add(new SheetRow(Guid.CreateVersion7(), last + more, [.. Enumerable.Repeat("", columns)]) { Begun = false });
    }

    private static SheetRow Row(Section section, List<Field> columns, Row row, Row? judged, long number, DraftSection draft, CellText cells, Words t)
    {
        var texts = new string[columns.Count];
        HashSet<int>? confirm = null;
        for (var place = 0; place < texts.Length; place++)
        {
            var field = columns[place];
            texts[place] = IsFixed(section, field)
                ? cells.Show(field, (judged ?? row)[section, field.Code], t.Language)
                : Text(field, row[section, field.Code], cells, t);
            if (draft[row.Id, field.Code].AwaitsConfirmation)
                (confirm ??= []).Add(place);
        }
        var begun = draft.Rows.ContainsKey(row.Id);
        return new SheetRow(row.Id, number, texts) { ToConfirm = confirm, Begun = begun, Code = begun ? null : row.Answers[0].Value.AsText };
    }

    private static string Text(Field field, Answer answer, CellText cells, Words t) =>
        cells.Write(field, answer, t.Language, answer.HasValue && IsClosed(field, cells) ? CodeStyle.Code : CodeStyle.Both);

    // What was typed stands again, in rows begun and in those that only the form has.
    private static List<SheetRow> Typed(List<SheetRow> shown, FormCells typed, List<Field> columns)
    {
        var sent = typed.Rows.ToDictionary(row => row.Id);
        var known = shown.Select(row => row.Id).ToHashSet();
        return [.. shown.Select(row => sent.TryGetValue(row.Id, out var mine) ? row with { Texts = Texts(row.Texts, mine, columns) } : row),
            .. typed.Rows.Where(row => !known.Contains(row.Id) && row.Cells.Values.Any(cell => cell.Text.Length > 0))
                .Select(row => new SheetRow(row.Id, row.Number ?? 0, Texts([.. columns.Select(_ => "")], row, columns)) { Begun = false })];
    }

    private static string[] Texts(string[] standing, FormRow row, List<Field> columns) =>
        [.. columns.Select((field, place) => row.Cells.TryGetValue(field.Code, out var cell) ? cell.Text : standing[place])];

    private static SheetColumn Column(Section section, Field field, CellText cells, Words t)
    {
        var name = field.Name.In(t.Language.Code).Text;
        var hint = string.Join(" · ", new[] { field.Unit ?? field.Currency, field.Hint?.In(t.Language.Code).Text }.OfType<string>());
        var kind = IsFixed(section, field) ? SheetKind.Fixed : field.IsNumber ? SheetKind.Number : SheetKind.Text;
        var column = new SheetColumn(field.Code, name, hint.Length == 0 ? null : hint, kind);
        if (kind == SheetKind.Fixed)
            return column;
        if (field.Type == FieldType.YesNo && field.May.Count == 0)
            return column with { Closed = true, Choices = [new(CellWords.Yes(t.Language, true), t["records.page.yes"]), new(CellWords.Yes(t.Language, false), t["records.page.no"])] };
        if (field.Type is not (FieldType.Code or FieldType.Party or FieldType.Reference) || cells.ChoicesOf(field) is not { Whole: true } choices)
            return column;
        var offered = choices.All.Where(choice => choice.InForce).Take(MostSuggested + 1).ToList();
        if (offered.Count > MostSuggested)
            return column;
        return IsClosed(field, cells)
            ? column with { Closed = true, Choices = [.. offered.Select(choice => new Shared.Components.Option(choice.Code, choices.Show(choice.Code, t.Language.Code)))] }
            : column with { Choices = [.. offered.Select(choice => new Shared.Components.Option(choice.Code, choices.Write(choice.Code, t.Language.Code, CodeStyle.Both)))] };
    }

    // A list that opens in every row, where it is short and nothing may be said instead.
    private static bool IsClosed(Field field, CellText cells) =>
        field is { Type: FieldType.Code, Within: null, May.Count: 0 } && cells.ChoicesOf(field) is { } choices && choices.All.Count(choice => choice.InForce) <= MostInList;

    private static bool IsFixed(Section section, Field field) => field.Computed is not null || (section.Rows?.ForEach is not null && section.Fields[0] == field);
}
