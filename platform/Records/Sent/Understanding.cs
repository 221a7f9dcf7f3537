using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Files;
using Entente.Records.Interchange;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Shared.Localisation;

namespace Entente.Records.Sent;

/// <summary>A file as it came.</summary>
/// <param name="Section">For CSV: which section it is.</param>
public sealed record Arrived(string Name, SentKind Kind, string? Section, Language Language, Func<Stream> Open);

/// <summary>A file understood as changes of a draft.</summary>
/// <param name="Faults">What could not be read, by the rows of the file.</param>
/// <param name="Rows">For each row of the file, the row of the draft that it is.</param>
/// <param name="Aside">How many answers of an earlier version have no place any more.</param>
public sealed record Understood(IReadOnlyList<Fault> Faults, IReadOnlyList<Change> Changes, IReadOnlyDictionary<string, IReadOnlyList<Guid>> Rows, int Aside, bool Refused);

/// <summary>Reads a file against a draft: whose it is, in which version of the form, and what it changes.</summary>
public sealed class Understanding(Desks desks, Readings readings, DefinitionCatalogue definitions)
{
    public async Task<Understood> Of(Person reader, Body body, Desk desk, CellText cells, Arrived arrived, CancellationToken cancel)
    {
        var (content, stamp, before) = await Content(body, desk, cells, arrived, cancel);
        if (content.Refused)
            return new Understood(content.Faults, [], new Dictionary<string, IReadOnlyList<Guid>>(StringComparer.Ordinal), 0, Refused: true);
        var aside = 0;
        var sections = content.Sections;
        if (before is not null)
            (sections, aside) = Carried(content.Statement(before), before, desk);
        var files = (await readings.As(reader, Showing.Nothing("the ids of files, to know what an answer may name"), connection => StoredFile.Of(connection, desk.Head.Id, cancel), cancel)).Select(file => file.Id.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (changes, rows) = (new List<Change>(), new Dictionary<string, IReadOnlyList<Guid>>(StringComparer.Ordinal));
        foreach (var section in desk.Definition.Sections)
        {
            if (!sections.TryGetValue(section.Code, out var said))
                continue;
            var sent = new SentSection(section, said, Unread(section, said, content.Faults, files), before is null && !content.Faults.Any(fault => fault.Section == section.Code && fault.Field is null && fault.Blocks));
            var (changed, which) = FileChanges.Of(sent, desk.Draft.Sections[section.Code], before is null ? await MadeFrom(reader, desk, section, stamp, cancel) : null, desk.Draft.Through, desks.Now);
            changes.AddRange(changed);
            rows[section.Code] = which;
        }
        return new Understood(content.Faults, changes, rows, aside, Refused: false);
    }

    private async Task<(SentContent Content, WorkbookStamp? Stamp, Definition? Before)> Content(Body body, Desk desk, CellText cells, Arrived arrived, CancellationToken cancel)
    {
        if (arrived.Kind == SentKind.Csv)
            return (desk.Definition.Section(arrived.Section ?? "") is { } section ? await SentFile.Csv(arrived.Open, section, cells, arrived.Language, cancel) : SentContent.Refuse(Stamps.Of("csv.no-section")), null, null);
        await using var stream = arrived.Open();
        if (arrived.Kind == SentKind.Json)
            return (await SentFile.Json(stream, desk.Definition, cancel), null, null);
        var faults = new List<Fault>();
        using var file = WorkbookFile.Open(stream, faults.Add);
        if (file is null)
            return (SentContent.Refuse(faults), null, null);
        if (Stamps.Refusal(file.Stamp, desk.Definition, desk.Head) is { } refusal)
            return (SentContent.Refuse(refusal), null, null);
        var stamp = file.Stamp!;
        var language = Language.Find(stamp.Language) ?? arrived.Language;
        if (stamp.Version == desk.Open.DefinitionVersion)
            return (await SentFile.Workbook(file, desk.Definition, cells, language, cancel), stamp, null);
        if (await definitions.Find(body.Code, desk.Definition.Code, stamp.Version, cancel) is not { } made)
            return (SentContent.Refuse(Stamps.Of("workbook.no-stamp")), stamp, null);
        var content = await SentFile.Workbook(file, made.Definition, cells, language, cancel);
        return (content with { Faults = [Stamps.OutOfDate(stamp.Version, desk.Open.DefinitionVersion), .. content.Faults] }, stamp, made.Definition);
    }

    private static (IReadOnlyDictionary<string, IReadOnlyList<Row>> Sections, int Aside) Carried(Statement content, Definition before, Desk desk)
    {
        var carried = CarriedOver.From(DraftBeginning.Import(content).Draft, before, desk.Definition, null, desk.Open with { Aside = [] });
        var now = carried.Draft.Content(desk.Definition);
        return (desk.Definition.Sections.ToDictionary(section => section.Code, section => section.IsTable ? now.Rows(section.Code) : (IReadOnlyList<Row>)[now.Fields(section.Code)], StringComparer.Ordinal), carried.Aside.Count);
    }

    // A cell that could not be read says nothing; neither does one that names a file that is not attached here.
    private static HashSet<(long, string)> Unread(Section section, IReadOnlyList<Row> rows, IReadOnlyList<Fault> faults, HashSet<string> files)
    {
        var unread = faults.Where(fault => fault.Section == section.Code && fault.Field is not null && fault.Blocks).Select(fault => (fault.RowNumber ?? 1, fault.Field!)).ToHashSet();
        foreach (var (place, field) in section.Fields.Index().Where(field => field.Item.Type == FieldType.File))
            for (var at = 0; at < rows.Count; at++)
                if (rows[at].Answers[place] is { HasValue: true, Value: var named } && !files.Contains(named.AsText))
                    unread.Add((at + 1, field.Code));
        return unread;
    }

    // What stood in the workbook: the draft as it was then, or the version from which both it and the draft began.
    private async Task<MadeFrom?> MadeFrom(Person reader, Desk desk, Section section, WorkbookStamp? stamp, CancellationToken cancel)
    {
        var draft = desk.Draft.Sections[section.Code];
        if (stamp?.Generation == desk.Open.Generation)
        {
            var shown = await desks.Shown(reader, desk, section, stamp.Through, cancel);
            return new MadeFrom(shown, row => Added(row) is not { } at || at <= stamp.Through, stamp.Through);
        }
        return stamp is { Statement: not null, Generation: < 0 } && -stamp.Generation == desk.Open.BaseVersion && desk.Open.Origin == DraftOrigin.Version
            ? new MadeFrom((row, field) => draft[row, field].Base, row => Added(row) is null, 0)
            : null;
    }

    private static long? Added(DraftRow row) => row.Presence.Standing.FirstOrDefault(head => head.Now is null)?.Sequence;
}
