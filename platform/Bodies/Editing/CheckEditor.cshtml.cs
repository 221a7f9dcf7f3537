using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies.Editing;

/// <summary>A new check of a form.</summary>
public sealed class CheckEditor(BodyCatalogue bodies, Proposals proposals, Checking checking) : FormPages(bodies, proposals, checking)
{
    [BindProperty] public string? NewCode { get; set; }

    [BindProperty] public string? In { get; set; }

    [BindProperty] public string? When { get; set; }

    [BindProperty] public string? That { get; set; }

    [BindProperty] public string? Level { get; set; }

    [BindProperty] public string? At { get; set; }

    public string Seen { get; private set; } = "";

    public IEnumerable<Option> Tables => Outline.Sections.Where(section => section.IsTable).Select(section => new Option(section.Code, section.Name));

    public IEnumerable<Option> Places => Outline.Sections.SelectMany(section => section.Fields, (section, asked) => new Option($"{section.Code}.{asked.Code}", $"{section.Name}: {asked.Name}"));

    public string TextOf(string language) => Request.HasFormContentType ? Request.Form[$"says.{language}"].ToString() : "";

    public async Task<IActionResult> OnGetAsync(string code, Guid id, string form)
    {
        if (await Find(code, id, form) is { } refused)
            return refused;
        (Seen, Level) = (SeenOf(Path), "error");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string code, Guid id, string form)
    {
        if (await Find(code, id, form) is { } refused)
            return refused;
        Seen = Request.Form["Seen"].ToString();
        if (!MayChange || await Shown(Path, Seen) is not { } text)
        {
            Problems.Add(T["editing.no-longer"]);
            return Again(StatusCodes.Status409Conflict);
        }
        if (!Loading.Codes.IsWord(NewCode ?? "") || Outline.Checks.Any(check => check.Code == NewCode))
            Problems.Add(nameof(NewCode), T["editing.check.code.wrong"]);
        if (string.IsNullOrWhiteSpace(That))
            Problems.Add(nameof(That), T["editing.check.that.missing"]);
        if (TextOf(Languages[0]).Trim().Length == 0)
            Problems.Add($"says.{Languages[0]}", T["editing.check.says.missing"]);
        if (Problems.Any)
            return Again();
        if (YamlEdit.Insert(text, ["checks"], null, [.. Lines()]) is not { } added)
        {
            Problems.Add(T["editing.form.as-text"]);
            return Again(StatusCodes.Status409Conflict);
        }
        return Told(await Save(Path, added, Seen), Path) ? Go($"{FormAddress}?done=check#checks") : Again(StatusCodes.Status409Conflict);
    }

    private IEnumerable<string> Lines()
    {
        yield return $"{NewCode}:";
        if (!string.IsNullOrEmpty(In))
            yield return $"  in: {In}";
        if (!string.IsNullOrWhiteSpace(When))
            yield return $"  when: {YamlWriting.Scalar(When.Trim(), flow: false)}";
        yield return $"  that: {YamlWriting.Scalar(That!.Trim(), flow: false)}";
        if (Level is "warning" or "note")
            yield return $"  level: {Level}";
        var says = Languages.Select(language => (language, TextOf(language).Trim())).Where(text => text.Item2.Length > 0).ToList();
        yield return $"  says: {(Languages.Count == 1 ? YamlWriting.Scalar(says[0].Item2, flow: false) : YamlWriting.Texts(says))}";
        // In a table a place is one of its fields.
        if (!string.IsNullOrEmpty(At))
            yield return $"  at: {(At.StartsWith(In + ".", StringComparison.Ordinal) ? At[(In!.Length + 1)..] : At)}";
    }
}
