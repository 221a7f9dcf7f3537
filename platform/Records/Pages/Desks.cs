using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Files;
using Entente.Records.Interchange;
using Entente.Records.Pages.Entry;
using Entente.Records.Reading;
using Entente.Records.Registers;
using Entente.Records.Rules;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Entente.Shared.Localisation;
using Npgsql;

namespace Entente.Records.Pages;

/// <summary>Lays out what somebody needs to work on a statement, and puts away what they did.</summary>
public sealed class Desks(Readings readings, FiledStatements filed, Drafting drafting, Database database, DefinitionCatalogue definitions, Reviews reviews, People people, TimeProvider time)
{
    public Task<Filed?> Head(Person? reader, string body, string definition, Guid id, CancellationToken cancel) => filed.Find(reader, body, definition, id, cancel);

    /// <summary>The draft as it stands, judged; null where none is open that the reader may see.</summary>
    public async Task<Desk?> Find(Person reader, Body body, PublishedDefinition published, Filed head, CancellationToken cancel)
    {
        var found = await readings.As(reader, Showing.Draft(head.Id), connection => DraftReading.Read(connection, head.Id, cancel: cancel), cancel);
        if (found is not var (open, draft))
            return null;
        var drafted = await definitions.Find(body.Code, published.Definition.Code, open.DefinitionVersion, cancel) ?? published;
        await using var connection = await database.OpenWriter(cancel);
        var around = await reviews.Around(connection, body, drafted, head.Id, head.Party, head.Period, draft.Content(drafted.Definition), cancel);
        return Judged(body, drafted.Definition, head, open, draft, around);
    }

    /// <summary>What was typed into a form, added to the draft; the problems, or null where the draft has ended meanwhile.</summary>
    public async Task<IReadOnlyList<(string Name, Fault Fault)>?> Save(Person author, Desk desk, Section section, FormCells form, CellText cells, Language language, CancellationToken cancel)
    {
        var draft = desk.Draft.Sections[section.Code];
        var shown = form.Seen >= desk.Draft.Through ? (row, field) => draft[row, field].Value : await Shown(author, desk, section, form.Seen, cancel);
        var (changes, problems) = FormChanges.Of(section, draft, form, shown, (field, text, within) => cells.Read(field, text, language, within: within), time.GetUtcNow(), EachRow.Codes(desk, section));
        if (changes.Count == 0)
            return problems;
        var added = await drafting.Append(desk.Head.Id, desk.Open.Generation, desk.Head.State, author.Id, form.Client, changes, cancel);
        return added is null ? null : problems;
    }

    /// <summary>How cells are read and written for this statement.</summary>
    public Task<CellText> Cells(Person? reader, Body body, Definition definition, Filed head, CancellationToken cancel, IReadOnlyCollection<string>? asked = null) => Cells(reader, body, definition, Day(body, head), cancel, asked);

    /// <summary>How cells are read and written as codes and entries are on a day.</summary>
    /// <param name="asked">What will be read and written, where it is known: then a long register is not read for it.</param>
    public Task<CellText> Cells(Person? reader, Body body, Definition definition, DateOnly day, CancellationToken cancel, IReadOnlyCollection<string>? asked = null) =>
        readings.As(reader, Showing.Nothing("what the entries that answers name are called"), connection => EntriesToName.Cells(connection, definitions, body, definition, day, asked, cancel), cancel);

    /// <summary>The files that were sent for it, as the reader may see them.</summary>
    public Task<IReadOnlyList<StoredFile>> Files(Person reader, Desk desk, CancellationToken cancel) =>
        readings.As(reader, Showing.Draft(desk.Head.Id), connection => StoredFile.Of(connection, desk.Head.Id, cancel), cancel);

    /// <summary>Why these came back, those that did.</summary>
    public async Task<IReadOnlyDictionary<Guid, SentBack>> Back(Person reader, IReadOnlyCollection<Guid> statements, CancellationToken cancel)
    {
        if (statements.Count == 0)
            return new Dictionary<Guid, SentBack>();
        var found = await readings.As(reader, back => Showing.List(back.Keys), connection => SentBack.Of(connection, statements, cancel), cancel);
        foreach (var one in found.Values.ToList())
            if (one.By is { } by)
                found[one.Statement] = one with { Name = (await people.Find(by, cancel))?.Name };
        return found;
    }

    /// <summary>The names of who worked on the draft.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Names(Person reader, Desk desk, CancellationToken cancel)
    {
        var names = new Dictionary<Guid, string> { [reader.Id] = reader.Name };
        foreach (var (person, _) in desk.Workers.Take(8))
            if (!names.ContainsKey(person) && await people.Find(person, cancel) is { } known)
                names[person] = known.Name;
        return names;
    }

    /// <summary>Ends the draft without anything having come of it; nothing in it is deleted.</summary>
    public Task PutAway(Desk desk, CancellationToken cancel) =>
        database.Write(connection => drafting.End(connection, desk.Head.Id, desk.Open.Generation, DraftEnd.Discarded, cancel), cancel);

    /// <summary>The day on which codes and memberships count: the last of the period, or today.</summary>
    public DateOnly Day(Body body, Filed head) => Day(body, head.Period);

    private DateOnly Day(Body body, Period? period) => period?.Until?.AddDays(-1) is { } last && last < body.Today(time) ? last : body.Today(time);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>
    /// Opens the draft of a statement: from its last version, or where the definition says so from what the same party
    /// declared for the period before, or blank.
    /// </summary>
    /// <param name="byBody">The body's people open it, for the party.</param>
    public async Task Begin(Person author, Body body, PublishedDefinition published, Guid statement, string? party, Period? period, bool byBody, CancellationToken cancel)
    {
        // What may be for the party alone nobody begins for it.
        if (byBody && party is not null && published.Definition.MayBeSealed)
            return;
        var (beginning, version) = await Beginning(author, body, published, statement, party, period, cancel);
        beginning = await Listed(body, published, version, statement, party, period, beginning, cancel);
        await database.Write(connection => drafting.Open(connection, statement, version, beginning, author.Id, byBody, cancel), cancel);
        if (version != published.Version && await definitions.Find(body.Code, published.Definition.Code, version, cancel) is { } before)
            await drafting.CarryOver(statement, before.Definition, published.Definition, published.Version, Carrying.Between(before.Definition, published.Definition), author.Id, cancel);
    }

    // Whoever opens a table with a row for each species finds them there.
    private async Task<DraftBeginning> Listed(Body body, PublishedDefinition published, int version, Guid statement, string? party, Period? period, DraftBeginning beginning, CancellationToken cancel)
    {
        var drafted = await definitions.Find(body.Code, published.Definition.Code, version, cancel) ?? published;
        if (drafted.Definition.Sections.All(section => section.Rows?.ForEach is null))
            return beginning;
        await using var connection = await database.OpenWriter(cancel);
        var around = await reviews.Around(connection, body, drafted, statement, party, period, beginning.Draft.Content(drafted.Definition), cancel);
        return EachRow.Begun(beginning, drafted.Definition, statement, table => Each(body, drafted.Definition, period, table, around));
    }

    private async Task<(DraftBeginning Beginning, int Version)> Beginning(Person author, Body body, PublishedDefinition published, Guid statement, string? party, Period? period, CancellationToken cancel)
    {
        if (await Last(author, body, published.Definition.Code, statement, cancel) is var (content, number, under))
            return (DraftBeginning.Version(content, number), under);
        if (published.Definition.Traits.Return is { Prefill: true } trait && period?.From is { } from && Periods.Holding(trait.Every, from.AddDays(-1)) is { } earlier
            && await filed.Of(author, body.Code, published.Definition.Code, party, earlier, cancel) is { } before
            && await Last(author, body, published.Definition.Code, before.Id, cancel) is var (answers, _, then))
            return (DraftBeginning.LastPeriod(answers), then);
        return (DraftBeginning.Blank(published.Definition), published.Version);
    }

    private Task<(Statement Content, int Number, int Under)?> Last(Person reader, Body body, string code, Guid statement, CancellationToken cancel) =>
        readings.As<(Statement, int, int)?>(reader, Showing.Versions(statement), async connection =>
        {
            var (number, under) = await LastVersion(connection, statement, cancel);
            return number > 0 && await definitions.Find(body.Code, code, under, cancel) is { } published
                ? (await TypedRows.Load(connection, published, statement, number, cancel), number, under)
                : null;
        }, cancel);

    private static async Task<(int Number, int Under)> LastVersion(NpgsqlConnection connection, Guid statement, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select v.number, v.definition_version from records.statement s join records.version v on v.statement = s.id and v.number = s.version where s.id = $1
            """, connection) { Parameters = { new() { Value = statement } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (row.GetInt32(0), row.GetInt32(1)) : (0, 0);
    }

    private Desk Judged(Body body, Definition definition, Filed head, OpenDraft open, Draft draft, Surroundings around)
    {
        var answers = draft.Content(definition);
        var content = draft.Content(definition);
        var book = RuleBook.Of(definition, body, Others(body));
        var judgement = book.Judge(content, around);
        return new Desk(head, definition, open, draft, answers, content, [.. draft.Conflicts().Select(conflict => conflict.Fault), .. judgement.Faults, .. Reviews.Beside(definition, content, around)], judgement.IsAsked, table => Each(body, definition, head.Period, table, around));
    }

    private IReadOnlyList<string> Each(Body body, Definition definition, Period? period, string table, Surroundings around) =>
        definition.Section(table)?.Rows?.ForEach is not { } each ? [] : each.Register ? [.. around.Entries(each.Of)]
        : body.List(each.Of) is { } list ? [.. list.On(Day(body, period)).Select(code => code.Code)]
        : [];

    public PageRules Rules(Body body, Definition definition, Section section) => PageRules.Of(definition, section, body, Others(body));

    private Dictionary<string, Definition> Others(Body body) =>
        definitions.All(body.Code).ToDictionary(published => published.Definition.Code, published => published.Definition, StringComparer.Ordinal);

    // What the page showed, from the log: whoever came later is not to be taken back by a page that never saw it.
    internal Task<Func<Guid, string, string?>> Shown(Person author, Desk desk, Section section, long seen, CancellationToken cancel) =>
        readings.As(author, Showing.Draft(desk.Head.Id), async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(DraftLog.Since(desk.Head.Id, desk.Open.Generation, seen));
            await using var rows = await batch.ExecuteReaderAsync(cancel);
            var log = await DraftLog.Read(connection, desk.Head.Id, rows, cancel);
            var touched = log.Where(operation => operation.Field is not null).Select(operation => (operation.Row, operation.Field!)).ToHashSet();
            var before = Draft.Merge(new Draft(0, new Dictionary<string, DraftSection>(StringComparer.Ordinal)), log.Where(operation => operation.Sequence <= seen));
            var now = desk.Draft.Sections[section.Code];
            var then = before.Sections.GetValueOrDefault(section.Code);
            return (Func<Guid, string, string?>)((row, field) => !touched.Contains((row, field)) ? now[row, field].Value
                : then?[row, field] is { Standing.Count: > 0 } cell ? cell.Value : now[row, field].Base);
        }, cancel);
}
