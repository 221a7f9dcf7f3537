using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Records.Sent;
using Entente.Records.Views;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Disclosing;

/// <summary>
/// A statement as another reads it, for those who read all of it: through the very readings of that other, with nothing filtered here.
/// A draft as it would be read if it were submitted as chosen.
/// </summary>
public sealed class SeenAsPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, People people, DeclaredReading reading, Readings readings, Audiences audiences, Copies copies) : VersionPages(bodies, definitions, desks, people)
{
    public const string Secretariat = "serving";

    /// <summary>As whom; null while nobody is chosen.</summary>
    public string? Principal { get; private set; }

    public ChoiceWords Who { get; private set; } = null!;

    /// <summary>Null where the other sees nothing of it, not even that it is there.</summary>
    public DeclaredView? Said { get; private set; }

    /// <summary>Whether it is the draft that is looked at.</summary>
    public bool OfDraft { get; private set; }

    public bool HasBoth { get; private set; }

    public string Selected => Principal ?? "public";

    public string? Ticked => OfDraft ? "true" : null;

    public string ReadersAddress => $"{Address}/view/readers";

    private Desk? Work { get; set; }

    public IReadOnlyList<Option> Principals => field ??=
    [
        .. new[] { "public", Secretariat }.Concat(Body.Audiences.Select(audience => "all:" + audience.Code)).Concat(Body.Groupings.SelectMany(grouping => grouping.Groups).Select(group => "group:" + group.Code)).Select(Named),
        .. Body.Parties.Where(party => party.Code != Head.Party).Select(party => Named("party:" + party.Code)).OrderBy(option => option.Text, T.Alphabet),
    ];

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id, string? principal, string? who, bool draft, string? form, string? section)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (await readings.As(Me, Showing.Nothing("who may read it, asked of those who read all of it"), connection => ChoiceReading.Of(connection, id, Cancelled), Cancelled) is not { } inForce)
            return Refuse(StatusCodes.Status404NotFound);
        if (principal is null && who is not null)
            return Redirect($"{Address}/view/as/{Uri.EscapeDataString(who)}{(draft ? "?draft=true" : "")}");
        Who = new ChoiceWords(Body, Definition, T);
        Work = await Desks.Find(Me!, Body, Published, Head, Cancelled);
        (OfDraft, HasBoth) = (Head.Version == 0 || (draft && Work is not null), Head.Version > 0 && Work is not null);
        if (principal is null)
            return Page();
        if (!Principals.Any(option => option.Value == principal) || (OfDraft && Work is null))
            return Refuse(StatusCodes.Status404NotFound);
        Principal = principal;
        return await SeenAs.By(new SeenAs(Body.Code, principal), () => form is null ? Show(inForce) : Give(inForce, form, section));
    }

    private async Task<IActionResult> Show(ChoiceInForce inForce)
    {
        var declared = OfDraft ? DraftView.Of(Published, Work!, await Sighted(inForce), PrintPage.MostRows)
            : await Desks.Head(null, Body.Code, Definition.Code, Head.Id, Cancelled) is null ? null
            : await reading.Read(null, Body, Definition.Code, Head.Id, Head.Version, Paging(), Cancelled);
        if (declared is null)
            return Page();
        Cells = await Desks.Cells(null, Body, declared.Published.Definition, Head, Cancelled);
        Said = View(declared);
        return Page();
    }

    private async Task<IActionResult> Give(ChoiceInForce inForce, string form, string? section)
    {
        SentKind? kind = form switch { "json" => SentKind.Json, "csv" => SentKind.Csv, "xlsx" => SentKind.Xlsx, _ => null };
        if (kind is not { } known)
            return Refuse(StatusCodes.Status404NotFound);
        var wanted = new Wanted(known, section, T, await Desks.Cells(null, Body, OfDraft ? Work!.Definition : Definition, Head, Cancelled));
        var file = OfDraft ? await copies.DraftAs(Published with { Definition = Work!.Definition, Version = Work.Open.DefinitionVersion }, Work, await Sighted(inForce), wanted, Cancelled)
            : await Desks.Head(null, Body.Code, Definition.Code, Head.Id, Cancelled) is { } head ? await copies.Version(null, Body, head, head.Version, wanted, Cancelled) : null;
        return file is null ? Refuse(StatusCodes.Status404NotFound) : File(file, known switch { SentKind.Json => "application/json", SentKind.Csv => "text/csv", _ => Copies.WorkbookType }, $"{Body.Code}-{Definition.Code}.{form}");
    }

    // A set that nobody has read by yet is made first: whether another belongs to it is asked of the database.
    private async Task<Sight> Sighted(ChoiceInForce inForce)
    {
        await Readers.Of(audiences, Body, Published with { Definition = Work!.Definition }, Head.Party, inForce.Now.Text, Cancelled);
        return await readings.As(null, Showing.Nothing("the sets of readers of another"), connection => Sight.Before(connection, Body, Work!.Definition, Head.Party, inForce.Now, Cancelled), Cancelled);
    }

    private Option Named(string principal) => new(principal, Who.Name(principal));
}
