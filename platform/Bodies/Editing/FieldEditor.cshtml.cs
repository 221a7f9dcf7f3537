using Entente.Bodies.Loading.Definitions;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.Bodies.Editing;

/// <summary>One question of a form: what it is called, explained by, answered with and when it must be. A new one, where none is named.</summary>
public sealed class FieldEditor(BodyCatalogue bodies, Proposals proposals, Checking checking) : FormPages(bodies, proposals, checking)
{
    private static readonly string[] Settings = ["list", "longest", "from", "to", "unit", "places", "currency", "visible"];
    private static readonly string[] Texts = ["name", "hint", "help"];

    public string Section { get; private set; } = "";

    /// <summary>The question; null: a new one.</summary>
    public OutlineField? Field { get; private set; }

    [BindProperty] public string? NewCode { get; set; }

    [BindProperty] public string? Type { get; set; }

    [BindProperty] public string? Required { get; set; }

    [BindProperty] public string? When { get; set; }

    [BindProperty] public string? Behind { get; set; }

    public string Seen { get; private set; } = "";

    public string SectionName => Outline.Section(Section)!.Name;

    public IEnumerable<Option> Types => FieldWords.Types.Keys.Select(type => new Option(type, TypeName(type)));

    private static readonly string[] Standards = ["countries", "currencies", "languages"];

    public IEnumerable<Option> Lists =>
        [.. Checked.Loaded.Body?.Lists.Select(list => new Option(list.Code, Say(list.Name).Text)) ?? Body.Lists.Select(list => new Option(list.Code, Say(list.Name).Text)), .. Standards.Select(code => new Option(code, TypeName(code)))];

    public IEnumerable<Option> Fields => Outline.Section(Section)!.Fields.Select(asked => new Option(asked.Code, asked.Name));

    // texts: editing.type.*
    public string TypeName(string type) => T.Has($"editing.type.{type}") ? T[$"editing.type.{type}"] : type;

    // texts: editing.field.name, editing.field.hint, editing.field.help, editing.field.list, editing.field.longest, editing.field.from, editing.field.to, editing.field.unit, editing.field.places, editing.field.currency, editing.field.visible
    public string Label(string setting) => T[$"editing.field.{setting}"];

    /// <summary>What may be set of this type; of a new one everything, because its type is being chosen.</summary>
    public IEnumerable<string> Offered => Settings.Where(setting => setting == "visible" || Field is null || (FieldWords.Types.TryGetValue(Field.Type, out var type) && FieldWords.Settings[setting].Contains(type)));

    public string Value(string setting) => Request.HasFormContentType ? Request.Form[setting].ToString() : Field?.Settings.GetValueOrDefault(setting) ?? "";

    public string TextOf(string kind, string language) =>
        Request.HasFormContentType ? Request.Form[$"{kind}.{language}"].ToString() : Field is null ? "" : TextsAt($"sections.{Section}.fields.{Field.Code}.{kind}").GetValueOrDefault(language) ?? "";

    public async Task<IActionResult> OnGetAsync(string code, Guid id, string form, string section, string? field)
    {
        if (await Find(code, id, form, section, field) is { } refused)
            return refused;
        Seen = SeenOf(Path);
        (Required, When) = Field?.Required switch { null or "false" => ("no", null), "true" => ("yes", null), var formula => ("when", formula) };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string code, Guid id, string form, string section, string? field)
    {
        if (await Find(code, id, form, section, field) is { } refused)
            return refused;
        Seen = Request.Form["Seen"].ToString();
        if (!MayChange || await Shown(Path, Seen) is not { } text)
            return Wrongly(null, T["editing.no-longer"]);
        Check();
        if (Problems.Any)
            return Again();
        return Field is null ? await Add(text) : await Change(text);
    }

    private void Check()
    {
        if (Field is null && !Loading.Codes.IsName(NewCode ?? ""))
            Problems.Add(nameof(NewCode), T["editing.field.code.wrong"]);
        else if (Field is null && Outline.Section(Section)!.Fields.Any(other => other.Code == NewCode))
            Problems.Add(nameof(NewCode), T["editing.field.code.there"]);
        if (Field is null && !FieldWords.Types.ContainsKey(Type ?? ""))
            Problems.Add(nameof(Type), T["editing.field.type.missing"]);
        if (TextOf("name", Languages[0]).Trim().Length == 0)
            Problems.Add($"name.{Languages[0]}", T["editing.field.name.missing"]);
        if (Required == "when" && string.IsNullOrWhiteSpace(When))
            Problems.Add(nameof(When), T["editing.field.when.missing"]);
    }

    private string? Requirement => Required switch { "yes" => "true", "when" => When!.Trim(), _ => null };

    private async Task<IActionResult> Add(string text)
    {
        List<string> lines = [$"{NewCode}:", $"  type: {Type}"];
        foreach (var kind in Texts)
        {
            var texts = Languages.Select(language => (Language: language, Text: TextOf(kind, language).Trim())).Where(one => one.Text.Length > 0).ToList();
            if (texts.Count > 0)
                lines.Add($"  {kind}: {(Languages.Count == 1 ? YamlWriting.Scalar(texts[0].Text, flow: false) : YamlWriting.Texts(texts))}");
        }
        var fitting = FieldWords.Types[Type!];
        foreach (var setting in Settings.Where(setting => Value(setting).Trim().Length > 0 && (setting == "visible" || FieldWords.Settings[setting].Contains(fitting))))
            lines.Add($"  {setting}: {YamlWriting.Scalar(Value(setting).Trim(), flow: false)}");
        if (Requirement is { } required)
            lines.Add($"  required: {YamlWriting.Scalar(required, flow: false)}");
        if (YamlEdit.Insert(text, ["sections", Section, "fields"], string.IsNullOrEmpty(Behind) ? null : Behind, lines) is not { } added)
            return Wrongly(null, T["editing.form.as-text"]);
        return Told(await Save(Path, added, Seen), Path) ? Go($"{FormAddress}?done=saved#{Section}-{NewCode}") : Again(StatusCodes.Status409Conflict);
    }

    private async Task<IActionResult> Change(string text)
    {
        string[] place = ["sections", Section, "fields", Field!.Code];
        var changed = new Dictionary<string, string>(StringComparer.Ordinal) { [Path] = text };
        foreach (var setting in Offered.Where(setting => Value(setting).Trim() != (Field.Settings.GetValueOrDefault(setting) ?? "")))
            Put(changed, Path, [.. place, setting], Value(setting).Trim());
        if ((Requirement ?? "false") != Field.Required)
            Put(changed, Path, [.. place, "required"], Requirement ?? "");
        foreach (var kind in Texts)
            await ChangeTexts(changed, kind, [.. place, kind]);
        if (Problems.Any)
            return Again();
        foreach (var (path, content) in changed)
            Told(await Save(path, content, path == Path ? Seen : SeenOf(path)), path);
        return Problems.Any ? Again(StatusCodes.Status409Conflict) : Go($"{FormAddress}?done=saved#{Section}-{Field.Code}");
    }

    private async Task ChangeTexts(Dictionary<string, string> changed, string kind, string[] path)
    {
        var known = Checked.Loaded.Texts.FirstOrDefault(text => text.Place == $"definitions.{Form}.{string.Join('.', path)}");
        var before = TextsAt(string.Join('.', path));
        var typed = Languages.Select(language => (Language: language, Text: TextOf(kind, language).Trim())).ToList();
        if (typed.TrueForAll(one => one.Text == (before.GetValueOrDefault(one.Language) ?? "")))
            return;
        var filled = typed.Where(one => one.Text.Length > 0).ToList();
        if (known is null)
        {
            var written = Languages.Count == 1 ? YamlWriting.Scalar(filled[0].Text, flow: true) : YamlWriting.Texts(filled);
            Keep(changed, Path, YamlEdit.SetRaw(changed[Path], path, written));
            return;
        }
        foreach (var (language, text) in typed.Where(one => one.Text != (before.GetValueOrDefault(one.Language) ?? "")))
        {
            var (file, where) = TextWriting.Where(known, language, Languages[0]);
            if (!changed.ContainsKey(file))
                changed[file] = await Shown(file, null) ?? "";
            // Without a text in any language there is no such text at all.
            Put(changed, file, filled.Count == 0 && file == Path ? path : where, text);
        }
    }

    private void Put(Dictionary<string, string> changed, string file, IReadOnlyList<string> path, string value) =>
        Keep(changed, file, value.Length == 0 ? YamlEdit.Remove(changed[file], path) : YamlEdit.Set(changed[file], path, value));

    private void Keep(Dictionary<string, string> changed, string file, string? text)
    {
        if (text is null)
            Problems.Add(T["editing.form.as-text"]);
        else
            changed[file] = text;
    }

    private async Task<IActionResult?> Find(string code, Guid id, string form, string section, string? field)
    {
        if (await Find(code, id, form) is { } refused)
            return refused;
        if (Outline.Section(section) is not { } found || (field is not null && found.Fields.All(known => known.Code != field)))
            return Refuse(StatusCodes.Status404NotFound);
        (Section, Field) = (section, found.Fields.FirstOrDefault(known => known.Code == field));
        return null;
    }

    private PageResult Wrongly(string? field, string problem)
    {
        if (field is null)
            Problems.Add(problem);
        else
            Problems.Add(field, problem);
        return Again(StatusCodes.Status409Conflict);
    }
}
