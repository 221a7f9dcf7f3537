using Entente.Bodies.Loading;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.Bodies.Editing;

/// <summary>A page about one definition of a proposal, changed question by question in its text.</summary>
public abstract class FormPages(BodyCatalogue bodies, Proposals proposals, Checking checking) : ProposalPages(bodies, proposals, checking)
{
    public string Form { get; private set; } = "";

    public string Path { get; private set; } = "";

    public string FormAddress => $"{Address}/forms/{Form}";

    public FormOutline Outline { get; private set; } = null!;

    public string FormName => Checked.Loaded.Definitions.FirstOrDefault(definition => definition.Code == Form) is { } known ? Say(known.Name).Text : Form;

    public IReadOnlyList<string> Languages => Checked.Loaded.Languages.Count > 0 ? Checked.Loaded.Languages : Body.Languages;

    public string LanguageName(string code) => IsoLanguages.Find(code) is { } known ? Say(known.Name).Text : code;

    /// <summary>How the input of a text in a language is called.</summary>
    public static string InputOf(string kind, string language) => $"{kind}.{language}";

    public IReadOnlyList<Finding> Wrong => [.. WrongIn(Path)];

    protected string Text => Proposed.Text(Path)!;

    protected async Task<IActionResult?> Find(string code, Guid id, string form)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        if (Proposed.Files.Keys.FirstOrDefault(path => FolderRules.Definition(path)?.Code == form) is not { } path)
            return Refuse(StatusCodes.Status404NotFound);
        (Form, Path) = (form, path);
        // What cannot be read as keys and values is mended as text.
        if (FormOutline.Of(Text) is not { } outline)
            return Go(FileAddress(path));
        Outline = outline;
        return null;
    }

    /// <summary>The texts of a place below the definition, by language, as they stand.</summary>
    public IReadOnlyDictionary<string, string> TextsAt(string place)
    {
        var found = Checked.Loaded.Texts.FirstOrDefault(text => text.Place == $"definitions.{Form}.{place}");
        return found?.Texts.ToDictionary(text => text.Key, text => text.Value.Text, StringComparer.Ordinal) ?? new Dictionary<string, string>(StringComparer.Ordinal);
    }
}

/// <summary>The questions of a definition in their order, to be changed one by one.</summary>
public sealed class FormEditor(BodyCatalogue bodies, Proposals proposals, Checking checking) : FormPages(bodies, proposals, checking)
{
    public async Task<IActionResult> OnGetAsync(string code, Guid id, string form) => await Find(code, id, form) ?? Page();

    /// <summary>One question up or down.</summary>
    public async Task<IActionResult> OnPostMoveAsync(string code, Guid id, string form, string? section, string? field, string? seen, bool up)
    {
        if (await Find(code, id, form) is { } refused)
            return refused;
        if (!MayChange || await Shown(Path, seen) is not { } text)
            return Wrongly(T["editing.no-longer"]);
        if (YamlEdit.Move(text, ["sections", section ?? "", "fields", field ?? ""], up) is not { } moved)
            return Wrongly(T["editing.form.as-text"]);
        return Told(await Save(Path, moved, seen!), Path) ? Go($"{FormAddress}?done=saved#{section}-{field}") : Wrongly(null);
    }

    // texts: editing.type.*
    public string TypeName(string type) => T.Has($"editing.type.{type}") ? T[$"editing.type.{type}"] : type;

    private PageResult Wrongly(string? problem)
    {
        if (problem is not null)
            Problems.Add(problem);
        return Again(StatusCodes.Status409Conflict);
    }
}
