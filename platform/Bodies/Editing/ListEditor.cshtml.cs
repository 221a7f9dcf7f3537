using System.Globalization;
using Entente.Shared.Components;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.Bodies.Editing;

/// <summary>A code list as a table. A code that was published is never taken away: it is ended.</summary>
public sealed class ListEditor(BodyCatalogue bodies, Proposals proposals, Checking checking, TimeProvider time) : ProposalPages(bodies, proposals, checking)
{
    public const int BlankRows = 3;

    [BindProperty] public string? Pasted { get; set; }

    [BindProperty] public string? Whole { get; set; }

    public string List { get; private set; } = "";

    public string Path => $"lists/{List}.csv";

    public string Here => $"{Address}/lists/{List}";

    public string Seen { get; private set; } = "";

    public ListState State { get; private set; } = null!;

    public int Total { get; private set; }

    /// <summary>The page's rows, each with its place in the file.</summary>
    internal IReadOnlyList<(int At, ListRow Row)> Rows { get; private set; } = [];

    public IReadOnlyList<string> Columns { get; private set; } = [];

    public IReadOnlySet<string> Published { get; private set; } = new HashSet<string>();

    public IReadOnlyList<Finding> Wrong { get; private set; } = [];

    public string Name => Checked.Loaded.Body?.List(List) is { } list ? Say(list.Name).Text : List;

    public DateOnly Today => Body.Today(time);

    // texts: editing.list.column.code, editing.list.column.from, editing.list.column.until, editing.list.column.parent, editing.list.column.note
    public string ColumnName(string column) =>
        column is "code" or "from" or "until" or "parent" or "note" ? T[$"editing.list.column.{column}"]
        : column.StartsWith("label.", StringComparison.Ordinal) ? T["editing.list.column.label", ("language", LanguageName(column["label.".Length..]))]
        : Checked.Loaded.Body?.List(List)?.Columns.FirstOrDefault(own => own.Code == column) is { } own ? Say(own.Name).Text : column;

    public static int? Width(string column) => column is "code" or "parent" or "from" or "until" ? 10 : null;

    public async Task<IActionResult> OnGetAsync(string code, Guid id, string list) => await Find(code, id, list) ?? Show(null);

    public async Task<IActionResult> OnPostAsync(string code, Guid id, string list)
    {
        if (await Find(code, id, list) is { } refused)
            return refused;
        Seen = Request.Form["Seen"].ToString();
        if (!MayChange || await Shown(Path, Seen) is not { } text)
            return Wrongly(T["editing.no-longer"]);
        var rows = ListRows.Read(text);
        Take(rows);
        return Told(await Save(Path, rows.Write(), Seen), Path) ? Go($"{Here}{Kept}done=saved") : Shown(rows);
    }

    /// <summary>Rows from a spreadsheet: those known are changed, those unknown are added; where they are the whole list, all others are ended.</summary>
    public async Task<IActionResult> OnPostPasteAsync(string code, Guid id, string list)
    {
        if (await Find(code, id, list) is { } refused)
            return refused;
        Seen = Request.Form["Seen"].ToString();
        if (!MayChange || await Shown(Path, Seen) is not { } text)
            return Wrongly(T["editing.no-longer"]);
        var rows = ListRows.Read(text);
        if (ListPasting.Take(rows, Pasted ?? "") is not { } pasted)
            return Wrongly(T["editing.list.paste.none"], nameof(Pasted));
        var ended = 0;
        if (Whole == "true")
            foreach (var row in rows.Rows.Where(row => row["code"].Length > 0 && !pasted.Contains(row["code"])).ToList())
            {
                if (!Published.Contains(row["code"]))
                    rows.Rows.Remove(row);
                else if (row["until"].Length == 0 || string.CompareOrdinal(row["until"], Day(Today)) > 0)
                {
                    rows.Need("until");
                    EndingCodes.End(row, Today);
                    ended++;
                }
            }
        return Told(await Save(Path, rows.Write(), Seen), Path) ? Go($"{Here}?done=pasted&taken={pasted.Count}&ended={ended}") : Shown(rows);
    }

    public string? PasteDone => Request.Query["done"] == "pasted" && int.TryParse(Request.Query["taken"], CultureInfo.InvariantCulture, out var taken) && int.TryParse(Request.Query["ended"], CultureInfo.InvariantCulture, out var ended)
        ? T["editing.list.pasted", ("taken", taken), ("ended", ended)] : null;

    // The same rows again: what was searched for, and which page.
    private string Kept
    {
        get
        {
            var kept = Request.Query.Where(part => part.Key is "q" or "page" && part.Value.ToString().Length > 0).Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value.ToString())}&");
            return "?" + string.Concat(kept);
        }
    }

    // What stands in the form, row by row; the buttons end a code, or take away one that nobody has seen yet.
    private void Take(ListRows rows)
    {
        var standing = rows.Rows.ToList();
        foreach (var (at, column, value) in Typed())
        {
            if (at >= standing.Count || (column == "code" && Published.Contains(standing[at]["code"])))
                continue;
            if (value.Length > 0)
                rows.Need(column);
            standing[at][column] = value;
        }
        if (Pressed("end") is { } ended && ended < standing.Count)
        {
            rows.Need("until");
            EndingCodes.End(standing[ended], Today);
        }
        if (Pressed("remove") is { } removed && removed < standing.Count && !Published.Contains(standing[removed]["code"]))
            rows.Rows.Remove(standing[removed]);
        for (var blank = 0; blank < BlankRows; blank++)
        {
            var cells = Columns.Select(column => (Column: column, Value: Cell($"n{blank}.{column}"))).Where(cell => cell.Value.Length > 0).ToList();
            if (cells.Count == 0)
                continue;
            foreach (var (column, _) in cells)
                rows.Need(column);
            var row = rows.Add();
            foreach (var (column, value) in cells)
                row[column] = value;
        }
    }

    private IEnumerable<(int At, string Column, string Value)> Typed()
    {
        foreach (var name in Request.Form.Keys.Where(name => name.StartsWith('r') && name.Contains('.', StringComparison.Ordinal)))
            if (int.TryParse(name.AsSpan(1, name.IndexOf('.', StringComparison.Ordinal) - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && Columns.Contains(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal))
                yield return (at, name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..], Cell(name));
    }

    // Days are typed as people write them; what is none stays, and the checker says so.
    private string Cell(string name)
    {
        var typed = Request.Form[name].ToString().Trim();
        return (name.EndsWith(".from", StringComparison.Ordinal) || name.EndsWith(".until", StringComparison.Ordinal)) && DateReader.Read(typed) is DateReading.Understood day ? Day(day.Value) : typed;
    }

    private int? Pressed(string button) => int.TryParse(Request.Form[button], CultureInfo.InvariantCulture, out var at) ? at : null;

    private async Task<IActionResult?> Find(string code, Guid id, string list)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        List = list;
        if (!Proposed.Files.ContainsKey(Path))
            return Refuse(StatusCodes.Status404NotFound);
        Published = Proposed.PublishedText(Path) is { } text ? ListRows.Read(text).Codes.ToHashSet(StringComparer.Ordinal) : new HashSet<string>();
        var there = ListRows.Read(Proposed.Text(Path)!).Columns;
        IEnumerable<string> usual = ["code", .. Checked.Loaded.Languages.Select(language => $"label.{language}"), "from", "until", "parent"];
        var own = Checked.Loaded.Body?.List(List)?.Columns.Select(column => column.Code) ?? [];
        Columns = [.. usual.Concat(own).Concat(there).Distinct(StringComparer.Ordinal)];
        State = ListState.Of(Request, "place");
        return null;
    }

    private PageResult Wrongly(string problem, string? field = null)
    {
        if (field is null)
            Problems.Add(problem);
        else
            Problems.Add(field, problem);
        Show(null);
        return Again();
    }

    private PageResult Shown(ListRows typed)
    {
        Show(typed);
        return Again(StatusCodes.Status409Conflict);
    }

    private PageResult Show(ListRows? typed)
    {
        var rows = typed ?? ListRows.Read(Proposed.Text(Path)!);
        if (typed is null)
            Seen = SeenOf(Path);
        var all = rows.Rows.Select((row, at) => (At: at, Row: row));
        if (State.Filter("q")?.Trim() is { Length: > 0 } wanted)
            all = all.Where(row => Columns.Any(column => row.Row[column].Contains(wanted, StringComparison.CurrentCultureIgnoreCase)));
        var found = all.ToList();
        Total = found.Count;
        Rows = [.. found.Skip(State.Offset).Take(ListState.Size)];
        Wrong = [.. WrongIn(Path)];
        return Page();
    }

    private string LanguageName(string code) => IsoLanguages.Find(code) is { } known ? Say(known.Name).Text : code;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What somebody pasted from a spreadsheet, taken into a list.</summary>
internal static class ListPasting
{
    /// <summary>The codes that were pasted; null where there are none.</summary>
    public static IReadOnlySet<string>? Take(ListRows rows, string pasted)
    {
        var sheet = ListRows.Read(pasted.Trim('\r', '\n'));
        // Without a row of names the cells are taken in the order of the list's columns.
        var named = sheet.Columns.Contains("code", StringComparer.Ordinal);
        if (!named)
            sheet = ListRows.Read(string.Join(sheet.Separator, rows.Columns.Take(sheet.Columns.Count)) + "\n" + pasted.Trim('\r', '\n'));
        var codes = sheet.Codes.ToHashSet(StringComparer.Ordinal);
        if (codes.Count == 0)
            return null;
        foreach (var column in sheet.Columns.Where(column => column.Length > 0))
            rows.Need(column);
        foreach (var row in sheet.Rows.Where(row => row["code"].Length > 0))
        {
            var same = rows.Rows.Where(other => other["code"] == row["code"]).ToList();
            // A code with several times is told apart by its first day.
            var mine = same.Count > 1 ? same.Find(other => other["from"] == row["from"]) : same.FirstOrDefault();
            mine ??= rows.Add();
            foreach (var column in sheet.Columns.Where(column => column.Length > 0))
                mine[column] = row[column];
        }
        return codes;
    }
}
