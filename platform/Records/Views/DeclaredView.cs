using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Maps;
using Entente.Shared.Components;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Html;
using Field = Entente.Bodies.Definitions.Field;

namespace Entente.Records.Views;

/// <summary>What a version says, in its reader's words.</summary>
/// <param name="Turn">The address of a page of a section's table.</param>
public sealed record DeclaredView(Declared Declared, CellText Cells, Words T, Func<string, int, string> Turn)
{
    /// <summary>Whether the sections carry numbers, as on a form of paper.</summary>
    public bool Numbered { get; init; }

    /// <summary>What was not asked, or not answered at all, says nothing.</summary>
    public IEnumerable<DeclaredSection> Sections => Declared.Sections.Where(section => section.Section.Visible is null || !section.IsEmpty);

    /// <summary>Where what it says lies; null where it says nothing of places, and on paper.</summary>
    public PlaceMap? Map => Numbered ? null : MapOf.One(Declared, T);

    public string Name(Field field) => field.Name.In(T.Language.Code).Text;

    /// <summary>The answer as it is read; a file as the link to it.</summary>
    public IHtmlContent Show(Field field, in Answer answer) => field.Type == FieldType.File && answer.HasValue && Guid.TryParse(answer.Value.AsText, out var file)
        ? (Markup)$"<a href=\"/files/{file.ToString()}\"><bdi>{Declared.Files.GetValueOrDefault(file, T["records.view.file"])}</bdi></a>"
        : (Markup)$"{Cells.Show(field, answer, T.Language)}";
}
