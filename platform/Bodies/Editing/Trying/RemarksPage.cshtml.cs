using Entente.Bodies.Definitions;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies.Editing;

/// <summary>A form that is tried out, question by question, with what members say about each and what becomes of it.</summary>
public sealed class RemarksPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Trials trials, Remarks remarks, TimeProvider time) : RemarkPages(bodies, remarks)
{
    /// <summary>For whom it is said, where the reader may speak for several, or enters what came by e-mail.</summary>
    [BindProperty] public string? Side { get; set; }

    [BindProperty] public string? CameBy { get; set; }

    public IReadOnlyList<Definition> Forms { get; private set; } = [];

    public Definition? Form { get; private set; }

    public ILookup<(string?, string?), Remark> Said { get; private set; } = Array.Empty<Remark>().ToLookup(_ => ((string?)null, (string?)null));

    public string Address => $"{BodyAddress}/remarks";

    public string Here => Of(Form!);

    public override string AnswerAddress => $"{Here}&handler=Answer";

    public string Of(Definition form) => $"{Address}?form={form.Code}";

    public bool IsOver => !Trial.Hears(Body.Today(time));

    /// <summary>The body's people enter what came in another way, also when it came late.</summary>
    public bool MayRemark => Decides || (!IsOver && Sides.Any());

    /// <summary>For whom the reader may speak; blank is the body itself.</summary>
    public IEnumerable<Option> Sides => Decides
        ? [new Option("", SideName(null)), .. Body.Members(Body.Today(time)).Select(member => new Option(member.Party.Code, SideName(member.Party.Code))).OrderBy(option => option.Text, T.Alphabet)]
        : [.. Me!.In(Body.Code).Where(holding => holding.Rights.Contains(Right.Read)).Select(holding => holding.Party ?? "").Distinct(StringComparer.Ordinal).Select(party => new Option(party, SideName(party.Length == 0 ? null : party)))];

    // texts: editing.remark.came-by.*
    public IEnumerable<Option> Ways => Remark.Ways.Select(way => new Option(way, T[$"editing.remark.came-by.{way}"]));

    public async Task<IActionResult> OnGetAsync(string code, string? form) => await Find(code, form) ?? await Show();

    public async Task<IActionResult> OnPostAsync(string code, string? form, string? section, string? asked)
    {
        if (await Find(code, form) is { } refused)
            return refused;
        var side = Side is null && Sides.FirstOrDefault() is { } own ? own.Value : Side ?? "";
        if (Form is null || !MayRemark || Place(section, asked) is not { } place || Sides.All(one => one.Value != side) || (CameBy is { Length: > 0 } && (!Decides || !Remark.Ways.Contains(CameBy, StringComparer.Ordinal))))
            return Refuse(StatusCodes.Status403Forbidden);
        if (string.IsNullOrWhiteSpace(Text) || Text.Length > Longest)
        {
            Problems.Add(T["editing.remark.missing"]);
            await Show();
            return Again();
        }
        await Remarks.Say(Me!, Body.Code, place, side.Length == 0 ? null : side, CameBy is { Length: > 0 } way ? way : null, Text.Trim(), Cancelled);
        return Go($"{Here}&done=said#{section}-{asked}");
    }

    public async Task<IActionResult> OnPostAnswerAsync(string code, string? form, Guid remark)
    {
        if (await Find(code, form) is { } refused)
            return refused;
        if (!Decides || Form is null)
            return Refuse(StatusCodes.Status403Forbidden);
        if (await Answered(remark) is { } known)
            return Go($"{Here}&done=answered#{known.Place.Section}-{known.Place.Field}");
        await Show();
        return Again();
    }

    private RemarkPlace? Place(string? section, string? asked)
    {
        var part = section is null ? null : Form!.Section(section);
        var field = asked is null ? null : part?.Field(asked);
        if ((section is null) != (part is null) || (asked is null) != (field is null))
            return null;
        return new RemarkPlace(Form!.Code, section, asked, [Form.Name, .. part is null ? [] : new[] { part.Name }, .. field is null ? [] : new[] { field.Name }]);
    }

    private async Task<IActionResult?> Find(string code, string? form)
    {
        if (!Find(code) || Body.TrialOf is null || await trials.Find(Me!, code, Cancelled) is not { IsOpen: true } trial)
            return Refuse(StatusCodes.Status404NotFound);
        Trial = trial;
        Forms = [.. definitions.All(code).Where(published => !published.Withdrawn).Select(published => published.Definition)];
        Form = Forms.FirstOrDefault(one => one.Code == form) ?? (Forms.Count == 1 ? Forms[0] : null);
        return null;
    }

    private async Task<IActionResult> Show()
    {
        if (Form is not null)
            Said = (await Remarks.Of(Me!, Body.Code, Cancelled)).Where(remark => remark.Place.Definition == Form.Code).ToLookup(remark => (remark.Place.Section, remark.Place.Field));
        return Page();
    }
}
