using System.Globalization;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Records.Views;

/// <summary>Any two versions side by side: field by field, and table row by row; only what differs, or everything.</summary>
[AllowAnonymous]
public sealed class ComparePage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, People people, Comparing comparing, Readings readings) : VersionPages(bodies, definitions, desks, people)
{
    private const int RowsOfPage = 50;

    public IReadOnlyList<Option> Choices { get; private set; } = [];

    /// <summary>Null where there are no two versions to compare.</summary>
    public Comparison? Compared { get; private set; }

    /// <summary>Whether what is the same is shown as well.</summary>
    public bool All { get; private set; }

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        var versions = await readings.As(Me, Showing.At(id), connection => Past.Versions(connection, id, Cancelled), Cancelled);
        Choices = [.. versions.Select(made => new Option(Text(made.Number), T["records.page.receipt-of", ("number", made.Number)] + " · " + T.Date(made.At)))];
        var to = Number("to") ?? Head.Version;
        var from = Number("from") ?? to - 1;
        All = Request.Query["all"] == "1";
        if (versions.Count < 2 && !Request.Query.ContainsKey("from"))
            return Page();
        if (await comparing.Read(Me, Body, definition, id, from, to, All, Paging(RowsOfPage), Cancelled) is not { } compared)
            return Refuse(StatusCodes.Status404NotFound);
        Compared = compared;
        Cells = await Desks.Cells(Me, Body, Definition, Head, Cancelled);
        return Page();
    }

    /// <summary>What of a section is shown.</summary>
    public IEnumerable<FieldPair> Fields(SectionComparison section) => section.Pair.Fields.Where(field => All || SectionComparison.Changed(field, section.Before, section.After));

    public IEnumerable<SectionComparison> Sections => Compared!.Sections.Where(section => All || section.Differs);

    public string Show(FieldPair field, Row? row, int place) => Cells.Show(field.Field, SectionComparison.Answer(row, place), T.Language);

    /// <summary>The same comparison with everything, or of another page of a table.</summary>
    public string Turn(params (string Name, string Value)[] other) => QueryHelpers.AddQueryString(HttpContext.Request.Path, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["from"] = Text(Compared!.From.Number), ["to"] = Text(Compared.To.Number),
    }.Concat(other.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))));

    public string Turn(Section section, int page) => Turn(All ? [("all", "1"), (section.Code, Text(page))] : [(section.Code, Text(page))]) + "#" + section.Code;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
