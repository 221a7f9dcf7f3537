using System.Globalization;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Files;
using Entente.Records.Pages.Entry;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Pages;

/// <summary>One section of a draft, to be filled in.</summary>
public sealed class SectionPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks) : StatementPages(bodies, definitions, desks)
{
    private const int MostBlank = 50;
    private IReadOnlyList<StoredFile> _files = [];

    public Section Section { get; private set; } = null!;

    public SectionForm Form { get; private set; } = null!;

    public IReadOnlyList<FieldView> Fields => field ??= [.. Form.Fields.Select(view => view.Control == FieldControl.File && Guid.TryParse(view.Text, out var id) ? view with { File = _files.FirstOrDefault(file => file.Id == id) } : view)];

    public Sheet? Sheet => Form.Sheet;

    public IReadOnlyList<ConflictView> Conflicts => Form.Conflicts;

    public int SheetPage => Form.Page;

    public int Pages => Form.Pages;

    public int RowCount => Form.RowCount;

    public string? Outside => Form.Outside;

    /// <summary>The last change that this page knows of.</summary>
    public long Seen { get; private set; }

    public string Client { get; private set; } = Guid.NewGuid().ToString("N");

    public bool Saved { get; private set; }

    public IReadOnlyList<string> Others { get; private set; } = [];

    public int Place => Desk.Sections.ToList().FindIndex(section => section.Code == Section.Code) + 1;

    public int Total => Desk.Sections.Count();

    private int Blank => int.TryParse(Request.Query["add"], CultureInfo.InvariantCulture, out var more) ? Math.Clamp(more, 0, MostBlank) : 1;

    private int AskedPage => int.TryParse(Request.Query["page"], CultureInfo.InvariantCulture, out var page) ? page : 1;

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id, string section)
    {
        if (await FindSection(body, definition, id, section) is { } refused)
            return refused;
        // A section that is not asked as things stand has no place among the others.
        if (!Desk.IsAsked(Section.Code))
            return Go(Address);
        Seen = Desk.Draft.Through;
        Saved = Request.Query["saved"] == "1";
        Form = await Build(null);
        // Whoever comes back to a section in which something is wrong is told at once what.
        if (Desk.StateOf(Section) == TaskState.Problem || Request.Query.ContainsKey("check"))
            Form.Show(Desk.FaultsOf(Section.Code), Tell);
        TellOfUpload();
        Form.Mark(Problems);
        return Page();
    }

    /// <summary>With the answers that it mentions.</summary>
    public string HelpOf(LocalText help) => SaidHelp.Of(help, Desk, Body, T);

    // What a file sent without scripts was refused for.
    private void TellOfUpload()
    {
        // texts: records.file.say.*
        if (Section.Field(Request.Query["field"].ToString()) is { Type: FieldType.File } field && PlainUpload.Refusals.Contains(Request.Query["upload"].ToString(), StringComparer.Ordinal))
            Problems.Add(CellName.Of((long?)null, field.Code), T[$"records.file.say.{Request.Query["upload"]}"]);
    }

    public async Task<IActionResult> OnGetFindAsync(string body, string definition, Guid id, string section, string? field, string? q)
    {
        if (await FindSection(body, definition, id, section) is { } refused)
            return refused;
        var views = new FieldViews(await Desks.Cells(Me, Body, Definition, Desk.Head, Cancelled), T, Here);
        return Section.Field(field ?? "") is { } found && views.Options(found) is { } options
            ? new JsonResult(LookupAnswer.To(q, new OptionSearch(options)))
            : Refuse(StatusCodes.Status404NotFound);
    }

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, string section)
    {
        if (await FindSection(body, definition, id, section) is { } refused)
            return refused;
        var form = FormCells.From(Request.Form, Section);
        (Seen, Client) = (form.Seen, form.Client);
        if (Request.Form.ContainsKey(LookupField.Button))
        {
            Form = await Build(form);
            return Page();
        }
        if (Request.Form["generation"] != Desk.Open.Generation.ToString(CultureInfo.InvariantCulture))
        {
            Problems.Add(T["records.page.ended"]);
            Form = await Build(form);
            return Again(StatusCodes.Status409Conflict);
        }
        var problems = await Desks.Save(Me!, Desk, Section, form, await Desks.Cells(Me, Body, Definition, Desk.Head, Cancelled, Asked(form)), T.Language, Cancelled);
        if (problems is null)
        {
            Problems.Add(T["records.page.ended"]);
            Form = await Build(form);
            return Again(StatusCodes.Status409Conflict);
        }
        if (problems.Count == 0)
            return Go(await Next(Request.Form[CellName.Do].ToString()));
        foreach (var (name, fault) in problems)
            Problems.Add(name, SayFault(fault));
        await Reload();
        Seen = Desk.Draft.Through;
        Form = await Build(form);
        Form.Mark(Problems);
        return Again();
    }

    // What is about a table as a whole has no cell to lead to.
    private void Tell(Fault fault)
    {
        if (Section.IsTable && fault.RowNumber is null)
            Problems.Add(SayFault(fault));
        else
            Problems.Add(CellName.Of(fault.RowNumber, fault.Field ?? Section.Fields[0].Code), SayFault(fault));
    }

    /// <summary>Where changes are taken cell by cell.</summary>
    public string CellsAddress => $"{Address}/cells";

    public string FilesAddress => $"{Address}/files";

    public string Here => $"{Address}/{Section.Code}";

    private async Task<IActionResult?> FindSection(string body, string definition, Guid id, string section)
    {
        if (await FindDesk(body, definition, id) is { } refused)
            return refused;
        if (Definition.Section(section) is not { } found)
            return Refuse(StatusCodes.Status404NotFound);
        Section = found;
        await FindBack();
        return null;
    }

    private async Task<SectionForm> Build(FormCells? typed)
    {
        if (!Section.IsTable && Section.Fields.Any(field => field.Type == FieldType.File))
            _files = await Desks.Files(Me!, Desk, Cancelled);
        return SectionForm.Of(Desk, Section, typed, await Desks.Cells(Me, Body, Definition, Desk.Head, Cancelled, Asked(typed)), T, Here, AskedPage, Blank, await Desks.Names(Me!, Desk, Cancelled), Desks.Rules(Body, Definition, Section));
    }

    // Of a long register only what stands here or was typed is looked up.
    private HashSet<string> Asked(FormCells? typed)
    {
        var places = Enumerable.Range(0, Section.Fields.Count).Where(at => Section.Fields[at].Type == FieldType.Reference).ToList();
        var standing = from row in Section.IsTable ? EachRow.Shown(Desk, Section) : [Desk.Content.Fields(Section.Code)]
                       from at in places
                       where row.Answers[at] is { HasValue: true, Value.Kind: Feel.Kind.Text }
                       select row.Answers[at].Value.AsText;
        var sent = from row in typed?.Rows ?? [] from at in places where row.Cells.ContainsKey(Section.Fields[at].Code) select row.Cells[Section.Fields[at].Code].Text;
        return [.. standing, .. sent];
    }

    // What was just answered may bring further questions: then the same section comes again, with them.
    private async Task<string> Next(string pressed)
    {
        var page = AskedPage > 1 ? $"&page={AskedPage}" : "";
        switch (pressed.Split('-'))
        {
            case ["add", var count]:
                return $"{Here}?saved=1&add={count}{page}#sheet";
            case ["page", var number]:
                return $"{Here}?saved=1&page={number}";
            case ["remove"] or ["stay"]:
                return $"{Here}?saved=1{page}";
            case ["back"]:
                return $"{Address}?saved=1";
        }
        var asked = Section.Fields.Where(field => Desk.IsAsked(Section.Code, field.Code)).Select(field => field.Code).ToHashSet(StringComparer.Ordinal);
        await Reload();
        if (Section.Fields.Any(field => !asked.Contains(field.Code) && Desk.IsAsked(Section.Code, field.Code)))
            return $"{Here}?saved=1";
        var sections = Desk.Sections.ToList();
        var at = sections.FindIndex(section => section.Code == Section.Code);
        return at >= 0 && at + 1 < sections.Count ? $"{Address}/{sections[at + 1].Code}?saved=1" : $"{Address}?saved=1";
    }
}
