using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Pages;
using Entente.Records.Pages.Entry;
using Entente.Records.Views;
using Entente.Shared.Components;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Sent;

/// <summary>The files that may be taken of a version; null: of the draft.</summary>
public sealed record CopiesView(WorkbookPage Page, int? Version);

/// <summary>A statement as a workbook, CSV or JSON, to take away; and, while it is worked on, to send back.</summary>
[AllowAnonymous]
public sealed class WorkbookPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, People people, Copies copies, Sending sending, Understanding understanding, DeclaredReading reading, Texts texts) : VersionPages(bodies, definitions, desks, people)
{
    private const int MostFaults = 200;
    private const string FileField = "file";

    private readonly DefinitionCatalogue _definitions = definitions;

    public Desk? Work { get; private set; }

    public KeptFile? Sent { get; private set; }

    public IReadOnlyList<FaultView> Faults { get; private set; } = [];

    public int FaultCount { get; private set; }

    public bool MaySend => MayWork && Work is not null;

    /// <summary>The languages of the body, and the reader's own.</summary>
    public IReadOnlyList<Language> Languages => [.. Language.All.Where(language => Body.Languages.Contains(language.Code) || language == T.Language).OrderBy(language => language != T.Language)];

    public string Here => $"{Views}/workbook";

    public IReadOnlyList<Option> Sections => [.. Definition.Sections.Select(section => new Option(section.Code, Say(section.Name).Text))];

    /// <summary>The sections of the last version that the reader is shown; no other is even named.</summary>
    public IReadOnlyList<Option> Declared { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id, Guid? sent)
    {
        if (await Find(body, definition, id) is { } refused)
            return refused;
        await Know();
        if (sent is { } one && Me is not null && Work is { } work && await sending.Find(Me, id, one, Cancelled) is { } kept)
        {
            Sent = kept;
            var faults = Sending.Faults(await understanding.Of(Me, Body, work, Cells, kept.Arrived, Cancelled), work);
            FaultCount = faults.Count;
            Faults = [.. faults.Take(MostFaults).Select(fault => FaultView.Of(fault, Definition, Address, SayFault(fault), MayWork, T))];
        }
        return Page();
    }

    /// <summary>What is wrong, put into the very file that was sent.</summary>
    public async Task<IActionResult> OnGetMendedAsync(string body, string definition, Guid id, Guid sent)
    {
        if (await Find(body, definition, id) is { } refused)
            return refused;
        if (Me is null || Work is not { } work || await sending.Find(Me, id, sent, Cancelled) is not { Arrived.Kind: SentKind.Xlsx } kept)
            return Refuse(StatusCodes.Status404NotFound);
        var faults = Sending.Faults(await understanding.Of(Me, Body, work, Cells, kept.Arrived, Cancelled), work);
        var wanted = new Wanted(SentKind.Xlsx, null, In(kept.Arrived.Language), Cells);
        return File(await copies.Mended(await Drafted(work), work, kept.Arrived, faults, wanted, Cancelled), Copies.WorkbookType, kept.Arrived.Name);
    }

    public async Task<IActionResult> OnGetFileAsync(string body, string definition, Guid id, SentKind kind, string? section, string? language, int? version)
    {
        if (await Find(body, definition, id) is { } refused)
            return refused;
        var wanted = new Wanted(kind, section, In(Language.Find(language) ?? T.Language), Cells);
        var file = version is { } number ? await copies.Version(Me, Body, Head, number, wanted, Cancelled)
            : Work is { } work ? await copies.Draft(await Drafted(work), work, wanted, Cancelled) : null;
        if (file is null)
            return Refuse(StatusCodes.Status404NotFound);
        var name = string.Join('-', new[] { Body.Code, Definition.Code, section, Head.Party, Definition.Traits.Return is { } trait ? Periods.Code(trait, Head.Period) : Head.Number, version is null ? "draft" : $"v{version}" }.OfType<string>());
        return File(file, kind switch { SentKind.Csv => "text/csv; charset=utf-8", SentKind.Json => "application/json", _ => Copies.WorkbookType }, $"{name}.{kind.ToString().ToLowerInvariant()}");
    }

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, IFormFile? file, string? section)
    {
        if (await Find(body, definition, id) is { } refused)
            return refused;
        if (!MaySend)
            return Refuse(StatusCodes.Status403Forbidden);
        await Know();
        if (file is not { Length: > 0 })
        {
            Problems.Add(FileField, T["records.sent.missing"]);
            return Again();
        }
        var kind = Path.GetExtension(file.FileName).ToLowerInvariant() switch { ".csv" or ".txt" or ".tsv" => SentKind.Csv, ".json" => SentKind.Json, _ => SentKind.Xlsx };
        var name = Path.GetFileName(file.FileName) is { Length: > 0 and <= 200 } given ? given : "file";
        var reception = await sending.Take(Me!, Body, Work!, Cells, new Arrived(name, kind, kind == SentKind.Csv ? section : null, T.Language, file.OpenReadStream), Cancelled);
        if (reception.Id is { } kept)
            return Go($"{Here}?sent={kept}");
        if (reception.Ended)
            Problems.Add(T["records.page.ended"]);
        foreach (var fault in reception.Understood.Faults.Where(fault => fault.Blocks).Take(20))
            Problems.Add(FileField, SayFault(fault));
        return Again(reception.Ended ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    public string CopyAt(SentKind kind, Language? language = null, string? section = null, int? version = null) =>
        $"{Here}?handler=File&kind={kind.ToString().ToLowerInvariant()}{(language is null ? "" : $"&language={language.Code}")}{(section is null ? "" : $"&section={section}")}{(version is { } number ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"&version={number}") : "")}";

    private async Task Know() => Declared = Head.Version > 0 && await reading.Read(Me, Body, Head.Definition, Head.Id, Head.Version, Paging(1), Cancelled) is { } declared
        ? [.. declared.Sections.Select(section => new Option(section.Section.Code, Say(section.Section.Name).Text))] : [];

    private async Task<IActionResult?> Find(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (Me is not null)
            Work = await Desks.Find(Me, Body, Published, Head, Cancelled);
        if (Work is not null)
            Definition = Work.Definition;
        Cells = await Desks.Cells(Me, Body, Definition, Head, Cancelled);
        return Work is null && Head.Version == 0 ? Refuse(StatusCodes.Status404NotFound) : null;
    }

    private async Task<PublishedDefinition> Drafted(Desk work) => await _definitions.Find(Body.Code, Definition.Code, work.Open.DefinitionVersion, Cancelled) ?? Published;

    private Words In(Language language) => language == T.Language ? T : texts.WordsIn(language.Code, Me?.Zone, Body.Zone);
}
