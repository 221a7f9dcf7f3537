using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Api;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Records.Tables;
using Entente.Records.Views;
using Entente.Shared.Data;
using Entente.Shared.Localisation;
using StatementJson = Entente.Records.Interchange.StatementJson;

namespace Entente.Records.Sent;

/// <summary>In which form and language a copy is wanted.</summary>
/// <param name="Section">For CSV: which section.</param>
public sealed record Wanted(SentKind Kind, string? Section, Words Words, CellText Cells);

/// <summary>
/// Files of what was declared, of a draft, or blank: what goes out so can come back. What its reader is not shown is not in
/// them. Each is put together on the disk, so that a table of a million rows takes no memory.
/// </summary>
public sealed class Copies(Readings readings, DefinitionCatalogue definitions, ThisInstallation installation)
{
    public const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Null where there is no such version or section, or none that the reader may see.</summary>
    public Task<FileStream?> Version(Person? reader, Body body, Filed head, int version, Wanted wanted, CancellationToken cancel) =>
        readings.As(reader, Showing.Versions(head.Id, version).Taken(), async connection =>
        {
            if (await Past.Version(connection, head.Id, version, cancel) is not { } made || await definitions.Find(body.Code, head.Definition, made.Under, cancel) is not { } published)
                return null;
            var sight = await Sight.Of(connection, body, published.Definition, head.Id, version, cancel);
            var stamp = Stamps.Of(published, wanted.Words.Language.Code, head, -version);
            return await Write(Shown(published.Definition, sight), stamp, section =>
            {
                var whole = published.Definition.Section(section.Code)!;
                return new ShownRows(new StoredRows(connection, SectionTable.Of(published, whole), head.Id, version), section, sight.Of(whole));
            }, wanted, cancel);
        }, cancel);

    public Task<FileStream?> Draft(PublishedDefinition drafted, Desk desk, Wanted wanted, CancellationToken cancel) =>
        Write(desk.Definition, Stamps.Of(drafted, wanted.Words.Language.Code, desk.Head, desk.Open.Generation, desk.Draft.Through), section => new RowsInMemory(Rows(desk, section)), wanted, cancel);

    /// <summary>A draft as somebody of this sight would be given it, were it submitted.</summary>
    internal Task<FileStream?> DraftAs(PublishedDefinition drafted, Desk desk, Sight sight, Wanted wanted, CancellationToken cancel) =>
        Write(Shown(desk.Definition, sight), Stamps.Of(drafted, wanted.Words.Language.Code, desk.Head, desk.Open.Generation, desk.Draft.Through), section =>
        {
            var whole = desk.Definition.Section(section.Code)!;
            return new ShownRows(new RowsInMemory(whole.IsTable ? DraftView.Rows(desk, whole, sight) : [desk.Content.Fields(whole.Code)]), section, sight.Of(whole));
        }, wanted, cancel);

    /// <summary>A workbook to fill in, of nobody's statement yet.</summary>
    public Task<FileStream?> Blank(PublishedDefinition published, Wanted wanted, CancellationToken cancel) =>
        Write(published.Definition, Stamps.Of(published, wanted.Words.Language.Code), _ => new RowsInMemory([]), wanted, cancel);

    /// <summary>In a stamp: the workbook is of many entries of a register.</summary>
    internal const int OfEntries = int.MinValue;

    /// <summary>A register as a workbook: each sheet a table with a row for each entry. It comes back to <c>Registers.InBulk</c>.</summary>
    /// <param name="at">When it was made, so that what changed since is not taken back.</param>
    internal Task<FileStream?> Entries(PublishedDefinition published, Definition sheets, string? party, DateTimeOffset at, Func<Section, RowSource> rows, Wanted wanted, CancellationToken cancel) =>
        Write(sheets, Stamps.Of(published, wanted.Words.Language.Code, null, OfEntries, at.ToUnixTimeMilliseconds()) with { Party = party }, rows, wanted, cancel);

    /// <summary>The same, as it came back, with what is to be mended in it.</summary>
    internal async Task<FileStream> MendedEntries(Definition sheets, byte[] sent, IReadOnlyList<Fault> faults, Wanted wanted)
    {
        using var stream = new MemoryStream(sent, writable: false);
        using var original = WorkbookFile.Open(stream, _ => { }) ?? throw new InvalidDataException("What was read once is read again.");
        var to = Temporary();
        await new Workbook(original.Stamp!, sheets, wanted.Cells, wanted.Words, (await installation.Facts(default)).Demonstration).WithFaults(to, original, faults);
        to.Position = 0;
        return to;
    }

    /// <summary>A workbook that came back, with what is to be mended in it.</summary>
    public async Task<FileStream> Mended(PublishedDefinition drafted, Desk desk, Arrived arrived, IReadOnlyList<Fault> faults, Wanted wanted, CancellationToken cancel)
    {
        await using var stream = arrived.Open();
        using var original = WorkbookFile.Open(stream, _ => { }) ?? throw new InvalidDataException("What was read once is read again.");
        var stamp = original.Stamp is { } was && was.Version == desk.Open.DefinitionVersion ? was : Stamps.Of(drafted, wanted.Words.Language.Code, desk.Head);
        var to = Temporary();
        await new Workbook(stamp, desk.Definition, wanted.Cells, wanted.Words, (await installation.Facts(cancel)).Demonstration).WithFaults(to, original, faults);
        to.Position = 0;
        return to;
    }

    private async Task<FileStream?> Write(Definition definition, WorkbookStamp stamp, Func<Section, RowSource> rows, Wanted wanted, CancellationToken cancel)
    {
        var section = wanted.Section is { } code ? definition.Section(code) : null;
        if (wanted.Kind == SentKind.Csv && section is null)
            return null;
        var to = Temporary();
        await (wanted.Kind switch
        {
            SentKind.Csv => CsvWriter.Write(to, section!, rows(section!), wanted.Cells, wanted.Words.Language, new CsvStyle(RowIds: section!.IsTable), cancel),
            SentKind.Json => StatementJson.Write(to, definition, rows, cancel),
            _ => new Workbook(stamp, definition, wanted.Cells, wanted.Words, (await installation.Facts(cancel)).Demonstration).Write(to, rows, cancel),
        });
        to.Position = 0;
        return to;
    }

    // What people answered, and what was worked out from it.
    private static IReadOnlyList<Row> Rows(Desk desk, Section section)
    {
        Row Whole(Row said, Row? judged) => new(said.Id, [.. section.Fields.Select((field, place) => field.Computed is null ? said.Answers[place] : judged?.Answers[place] ?? default)]);
        if (!section.IsTable)
            return [Whole(desk.Answers.Fields(section.Code), desk.Content.Fields(section.Code))];
        var judged = desk.Content.Rows(section.Code).ToDictionary(row => row.Id);
        return [.. desk.Answers.Rows(section.Code).Select(row => Whole(row, judged.GetValueOrDefault(row.Id)))];
    }

    private static Definition Shown(Definition definition, Sight sight) => sight.IsWhole ? definition : definition with
    {
        Sections = [.. definition.Sections.Select(section => section with { Fields = [.. sight.Of(section).Select(place => section.Fields[place])] }).Where(section => section.Fields.Count > 0)],
    };

    private static FileStream Temporary() =>
        new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}

/// <summary>Rows with only those answers that their reader is shown.</summary>
internal sealed class ShownRows(RowSource rows, Section shown, IReadOnlyList<int> places) : RowSource
{
    public override async IAsyncEnumerable<Row> Read([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        var part = Row.Of(shown, Guid.Empty);
        await foreach (var row in rows.Read(cancel))
        {
            part.Id = row.Id;
            for (var at = 0; at < places.Count; at++)
                part.Answers[at] = row.Answers[places[at]];
            yield return part;
        }
    }
}
