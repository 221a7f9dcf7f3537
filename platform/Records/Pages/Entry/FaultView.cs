using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Pages.Entry;

/// <summary>Something wrong or to be noticed, in words, with the place to mend it.</summary>
/// <param name="Place">The section, row and field by their names.</param>
/// <param name="Address">Where it is mended; null where the reader may not.</param>
public sealed record FaultView(CheckLevel Level, string Place, string Message, string? Address)
{
    public static FaultView Of(Fault fault, Definition definition, string statement, string message, bool mend, Words t)
    {
        if (fault.Section is not { } code || definition.Section(code) is not { } section)
            return new FaultView(fault.Level, "", message, null);
        var field = fault.Field is null ? null : section.Field(fault.Field);
        var parts = new[]
        {
            section.Name.In(t.Language.Code).Text,
            fault.RowNumber is { } row ? t["records.page.row-number", ("row", row)] : null,
            field?.Name.In(t.Language.Code).Text,
        };
        return new FaultView(fault.Level, string.Join(" · ", parts.OfType<string>()), message, mend ? AddressOf(fault, section, statement) : null);
    }

    private static string AddressOf(Fault fault, Section section, string statement)
    {
        var columns = section.Fields.Count(field => field.Computed is null && field.Type != FieldType.File);
        var page = section.IsTable && fault.RowNumber is { } row ? ((row - 1) / Sheet.RowsOnPage(columns)) + 1 : 1;
        var anchor = fault.Field is { } field && (!section.IsTable || fault.RowNumber is not null) ? CellName.Anchor(section.IsTable ? fault.RowNumber : null, field) : section.IsTable ? "#sheet" : "";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{statement}/{section.Code}?check=1{(page > 1 ? $"&page={page}" : "")}{anchor}");
    }
}
