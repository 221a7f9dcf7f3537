using System.Runtime.CompilerServices;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>The rows of one table of a workbook that is opened anew for each reading: one of ours, or any whose sheet has the table's heading.</summary>
/// <param name="open">The file from its beginning, each time; it can be gone through from any place.</param>
internal sealed class SheetRows(Func<Stream> open, Section section, Definition definition, CellText cells, Action<Fault> report) : RowSource
{
    private bool _reported;

    public override async IAsyncEnumerable<Row> Read([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var stream = open();
        Action<Fault> tell = _reported ? _ => { } : report;
        using var file = WorkbookFile.Open(stream, tell);
        if (file is null)
            yield break;
        if (file.Stamp is { } stamp && stamp.Definition != definition.Code)
        {
            tell(WorkbookFile.Whole("workbook.other-definition", stamp.Definition, definition.Code));
            yield break;
        }
        var language = Language.Find(file.Stamp?.Language) ?? Language.English;
        await foreach (var row in file.Read(section, cells, language, tell).Read(cancel))
            yield return row;
        _reported = true;
    }
}
