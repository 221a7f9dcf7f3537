using Entente.Bodies.Loading;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.Bodies.Editing;

/// <summary>The texts of a body in its languages side by side: names, hints, help. What is missing is marked.</summary>
public sealed class TextsEditor(BodyCatalogue bodies, Proposals proposals, Checking checking) : ProposalPages(bodies, proposals, checking)
{
    public ListState State { get; private set; } = null!;

    public int Total { get; private set; }

    public int Missing { get; private set; }

    public IReadOnlyList<TextPlace> Texts { get; private set; } = [];

    public IReadOnlyList<string> Languages => Checked.Loaded.Languages;

    /// <summary>Each file that one of these texts stands in, or would, with what the page shows of it.</summary>
    public IReadOnlyDictionary<string, string> Seen { get; private set; } = new Dictionary<string, string>();

    public string Here => $"{Address}/texts";

    public IEnumerable<Option> Parts =>
        Checked.Loaded.Texts.Select(text => text.File).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(file => new Option(file, file == "body.yaml" ? Say(Body.Name).Text : FolderRules.Definition(file) is { } form ? Checked.Loaded.Definitions.FirstOrDefault(one => one.Code == form.Code) is { } known ? Say(known.Name).Text : form.Code : file));

    // texts: editing.texts.kind.name, editing.texts.kind.help, editing.texts.kind.hint, editing.texts.kind.about, editing.texts.kind.says
    public IEnumerable<Option> Kinds => KindsShown.Select(kind => new Option(kind, T[$"editing.texts.kind.{kind}"]));

    private static readonly string[] KindsShown = ["name", "help", "hint", "about", "says"];

    public string LanguageName(string code) => IsoLanguages.Find(code) is { } known ? Say(known.Name).Text : code;

    public static string Direction(string code) => new Said("", code).Direction;

    public async Task<IActionResult> OnGetAsync(string code, Guid id) => await Enter(code, id) ?? Show();

    public async Task<IActionResult> OnPostAsync(string code, Guid id)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        if (!MayChange)
            return Wrongly(T["editing.no-longer"]);
        var places = Checked.Loaded.Texts.ToDictionary(text => text.Place, StringComparer.Ordinal);
        var changed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Request.Form.Keys.Where(name => name.StartsWith("t:", StringComparison.Ordinal)))
        {
            if (name.Split(':') is not [_, var language, var place] || !places.TryGetValue(place, out var text) || !Languages.Contains(language, StringComparer.Ordinal))
                continue;
            var (typed, shown) = (Request.Form[name].ToString().Trim(), Request.Form["w" + name[1..]].ToString());
            if (typed != shown && !await Write(changed, text, language, typed))
                Problems.Add(T["editing.texts.as-text", ("place", place)]);
        }
        foreach (var (path, text) in changed)
            Told(await Save(path, text, Request.Form["seen:" + path].ToString() is { Length: > 0 } seen ? seen : SeenOf(path)), path);
        if (!Problems.Any)
            return Go($"{Here}?{string.Concat(Request.Query.Where(part => part.Key is "of" or "kind" or "missing" or "q" or "page").Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value.ToString())}&"))}done=saved");
        Show();
        return Again();
    }

    // What the form says is said of the files as the page showed them.
    private async Task<bool> Write(Dictionary<string, string> changed, TextPlace text, string language, string typed)
    {
        var (file, path) = TextWriting.Where(text, language, Languages[0]);
        if (!changed.TryGetValue(file, out var content))
            content = await Shown(file, Request.Form["seen:" + file].ToString() is { Length: > 0 } seen ? seen : null) ?? "";
        if ((typed.Length == 0 ? YamlEdit.Remove(content, path) : YamlEdit.Set(content, path, typed)) is not { } edited)
            return false;
        changed[file] = edited;
        return true;
    }

    private PageResult Wrongly(string problem)
    {
        Problems.Add(problem);
        Show();
        return Again();
    }

    private PageResult Show()
    {
        State = ListState.Of(Request, "place");
        var all = Checked.Loaded.Texts.AsEnumerable();
        if (State.Filter("of") is { } of)
            all = all.Where(text => text.File == of);
        if (State.Filter("kind") is { } kind)
            all = all.Where(text => text.Place.Split('.')[^1] is var last && (last == kind || (kind == "name" && !KindsShown.Contains(last, StringComparer.Ordinal))));
        if (State.Filter("q")?.Trim() is { Length: > 0 } wanted)
            all = all.Where(text => text.Place.Contains(wanted, StringComparison.OrdinalIgnoreCase) || text.Texts.Values.Any(written => written.Text.Contains(wanted, StringComparison.CurrentCultureIgnoreCase)));
        if (State.Filter("missing") is not null)
            all = all.Where(IsMissing);
        var found = all.ToList();
        (Total, Missing) = (found.Count, Checked.Loaded.Texts.Count(IsMissing));
        Texts = [.. found.Skip(State.Offset).Take(ListState.Size)];
        Seen = Texts.SelectMany(text => Languages.Select(language => TextWriting.Where(text, language, Languages[0]).File)).Distinct(StringComparer.Ordinal).ToDictionary(file => file, SeenOf, StringComparer.Ordinal);
        return Page();
    }

    private bool IsMissing(TextPlace text) => Languages.Any(language => !text.Texts.ContainsKey(language));
}

/// <summary>Where a text of a language is written, or would be.</summary>
internal static class TextWriting
{
    public static (string File, IReadOnlyList<string> Path) Where(TextPlace text, string language, string first)
    {
        if (text.Texts.TryGetValue(language, out var written))
            return (written.File, written.Path);
        if (text.Beside)
            return (text.File, [.. text.Path, language]);
        return language == first ? (text.File, text.Path) : ($"texts/{language}.yaml", text.Place.Split('.'));
    }
}
