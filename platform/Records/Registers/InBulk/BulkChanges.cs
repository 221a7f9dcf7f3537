using System.Text.Json;
using Dapper;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Interchange;
using Entente.Records.Reading;
using Entente.Records.Rules;
using Entente.Records.Sent;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Shared.Localisation;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Registers.InBulk;

/// <summary>What somebody sends to change many entries at once.</summary>
/// <param name="EndsMissing">Entries that are not in the workbook end on that day.</param>
public sealed record BulkAsked(string Name, byte[] Bytes, string? Party, DateOnly From, string Reason, bool EndsMissing);

/// <summary>Works out what a workbook changes in a register, keeps that, and has it done once somebody agreed to it.</summary>
internal sealed class BulkChanges(Readings readings, BodyCatalogue bodies, DefinitionCatalogue definitions, Reviews reviews, Audiences audiences, Database database, Queue queue, TimeProvider time)
{
    public const string Job = "change-entries";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>The entries of a party (null: all) as they hold on a day, as their reader may see them.</summary>
    public Task<IReadOnlyDictionary<Guid, CurrentEntry>> Current(Person reader, PublishedDefinition published, string? party, DateOnly day, CancellationToken cancel) =>
        readings.As(reader, current => Showing.List(current.Keys).Taken(), async connection =>
        {
            var said = new Dictionary<Guid, Statement>();
            foreach (var section in published.Definition.Sections.OrderByDescending(section => section == RegisterLists.Heading(published.Definition)))
                await foreach (var entry in RegisterReading.Stream(connection, published, section, day, null, party, cancel: cancel))
                {
                    if (!said.TryGetValue(entry.Statement, out var content))
                        said[entry.Statement] = content = new Statement(published.Definition);
                    if (section.IsTable)
                        content.Rows(section.Code).Add(new Row(entry.Row.Id, [.. entry.Row.Answers]));
                    else
                        entry.Row.Answers.CopyTo(content.Fields(section.Code).Answers, 0);
                }
            var heads = (await connection.QueryAsync<(Guid Id, int Version, DateTime MadeAt)>(new CommandDefinition(
                "select s.id, s.version, v.made_at from records.statement s join records.version v on v.statement = s.id and v.number = s.version where s.id = any (@ids)", new { ids = said.Keys.ToArray() }, cancellationToken: cancel)))
                .ToDictionary(head => head.Id);
            return (IReadOnlyDictionary<Guid, CurrentEntry>)said.Where(one => heads.ContainsKey(one.Key)).ToDictionary(one => one.Key, one => new CurrentEntry(one.Key, one.Value, heads[one.Key].Version, new DateTimeOffset(heads[one.Key].MadeAt, TimeSpan.Zero)));
        }, cancel);

    /// <summary>What the workbook changes; the faults stop all of it.</summary>
    public async Task<(BulkPlan? Plan, IReadOnlyList<Fault> Refused)> Plan(Person reader, Body body, PublishedDefinition published, BulkAsked asked, CellText cells, Language language, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        using var stream = new MemoryStream(asked.Bytes, writable: false);
        using var file = WorkbookFile.Open(stream, faults.Add);
        if (file is null)
            return (null, faults);
        if (Belongs(file.Stamp, published, asked.Party) is { } refusal)
            return (null, [refusal]);
        var stamp = file.Stamp!;
        var then = stamp.Version == published.Version ? published : await definitions.Find(published.Body, published.Definition.Code, stamp.Version, cancel) ?? published;
        var typed = Language.Find(stamp.Language) ?? language;
        var sheets = new EntrySheets(then.Definition);
        var sent = await SentFile.Workbook(file, sheets.Sheets, cells, typed, cancel);
        if (sent.Refused)
            return (null, sent.Faults);
        var current = await Current(reader, published, asked.Party, asked.From, cancel);
        if (!ReferenceEquals(then, published))
            current = current.ToDictionary(one => one.Key, one => one.Value with { Said = DraftBeginning.Import(one.Value.Said).Draft.Content(then.Definition) });
        var plan = new BulkComparison(sheets, cells, typed, current, stamp.Through > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(stamp.Through) : null).Of(sent, asked.EndsMissing, () => Guid.CreateVersion7(time.GetUtcNow()));
        plan = plan with { Items = [.. plan.Items.Select(item => item.Content is null || ReferenceEquals(then, published) ? item : item with { Content = DraftBeginning.Import(item.Content).Draft.Content(published.Definition) })] };
        return (plan.Faults.Any(fault => fault.Blocks) ? plan : await Judged(body, published, asked.Party, plan, cancel), []);
    }

    /// <summary>Keeps what was worked out, until somebody agrees to it or it is old.</summary>
    public async Task<Guid> Keep(Person by, Body body, PublishedDefinition published, BulkAsked asked, BulkPlan plan, Language language, CancellationToken cancel)
    {
        var readers = await Readers.Of(audiences, body, published, asked.Party, published.Definition.Sharing.ShownTo, cancel);
        var (id, now) = (Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow());
        await database.Write(async connection =>
        {
            await connection.ExecuteAsync("delete from records.entry_load where made_at < @before", new { before = now - Kept });
            await using var command = new NpgsqlCommand("""
                insert into records.entry_load (id, body, definition, party, own_aud, name, language, bytes, valid_from, reason, ends_missing, unchanged, missing, faults, state, made_by, made_at, definition_version)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
                """, connection)
            {
                Parameters =
                {
                    new() { Value = id }, new() { Value = body.Code }, new() { Value = published.Definition.Code }, new() { Value = (object?)asked.Party ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = readers.Own },
                    new() { Value = asked.Name }, new() { Value = language.Code }, new() { Value = asked.Bytes }, new() { Value = asked.From }, new() { Value = asked.Reason }, new() { Value = asked.EndsMissing },
                    new() { Value = plan.Unchanged }, new() { Value = plan.Missing }, new() { Value = JsonSerializer.Serialize(plan.Faults), NpgsqlDbType = NpgsqlDbType.Jsonb },
                    new() { Value = plan.Faults.Any(fault => fault.Blocks) ? "wrong" : "checked" }, new() { Value = by.Id }, new() { Value = now.UtcDateTime }, new() { Value = published.Version },
                },
            };
            await command.ExecuteNonQueryAsync(cancel);
            await Items(connection, id, published, asked, plan, readers, cancel);
        }, cancel);
        return id;
    }

    /// <summary>Somebody looked and agreed: it is done, in its turn. False where it is being done already, or cannot be.</summary>
    public Task<bool> Begin(Guid load, CancellationToken cancel) => database.Write(async connection =>
    {
        if (await connection.ExecuteAsync("update records.entry_load set state = 'waiting' where id = @load and state = 'checked'", new { load }) != 1)
            return false;
        await queue.Add(connection, Job, new { Id = load }, attempts: 5);
        return true;
    }, cancel);

    private static async Task Items(NpgsqlConnection connection, Guid load, PublishedDefinition published, BulkAsked asked, BulkPlan plan, Readers readers, CancellationToken cancel)
    {
        var step = published.Definition.Workflow.Steps.First(one => one.Submits).Code;
        await using var copy = await connection.BeginBinaryImportAsync("copy records.entry_load_item (load, place, entry, act, telling, changed, wanted) from stdin (format binary)", cancel);
        foreach (var (place, item) in plan.Items.Index())
        {
            Command wanted = item.Content is { } content
                ? new Take(item.Entry, published.Body, published.Definition.Code, step, item.Expected) { Content = content, Reason = asked.Reason, Valid = new Period(asked.From, null), Excuses = [.. item.Warnings.Select(fault => new Excuse(fault.Rule, fault.Section, fault.Row, fault.Field, asked.Reason))] }
                : new Amend(item.Entry, published.Body, published.Definition.Code, Act.End, item.Expected, asked.From, null, asked.Reason);
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(load, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(place, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(item.Entry, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(EntryActs.Words(item.Act), NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(item.Telling, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(item.Changed, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(RequestWriting.Write(wanted, published, readers).ToJsonString(), NpgsqlDbType.Jsonb, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    private async Task<BulkPlan> Judged(Body body, PublishedDefinition published, string? party, BulkPlan plan, CancellationToken cancel)
    {
        var (faults, items) = (plan.Faults.ToList(), new List<BulkItem>());
        var book = Rulings.Of(published, body, bodies.Definitions).Book;
        await using var connection = await database.OpenWriter(cancel);
        foreach (var item in plan.Items)
        {
            if (item.Content is not { } content)
            {
                items.Add(item);
                continue;
            }
            var around = await reviews.Around(connection, body, published, item.Entry, party, null, content, cancel);
            var found = book.Judge(content, around).Faults;
            items.Add(item with { Warnings = [.. found.Where(fault => fault.Level == CheckLevel.Warning)] });
            faults.AddRange(found.Select(fault => fault with { RowNumber = RowOf(published.Definition, plan, item, fault), Row = null }));
        }
        return plan with { Items = items, Faults = faults };
    }

    private static long? RowOf(Definition definition, BulkPlan plan, BulkItem item, Fault fault) =>
        fault.Section is { } section && plan.Rows.TryGetValue((section, definition.Section(section)?.IsTable == true ? fault.Row ?? Guid.Empty : item.Entry), out var row) ? row : fault.Section is null ? item.Row : null;

    private static Fault? Belongs(WorkbookStamp? stamp, PublishedDefinition published, string? party) =>
        stamp is null ? Stamps.Of("workbook.no-stamp")
        : stamp.Body != published.Body ? Stamps.Of("workbook.other-body", stamp.Body, published.Body)
        : stamp.Definition != published.Definition.Code ? Stamps.Of("workbook.other-definition", stamp.Definition, published.Definition.Code)
        : stamp.Statement is not null || stamp.Generation != Copies.OfEntries ? Stamps.Of("workbook.other-statement")
        : stamp.Party is not null && stamp.Party != party ? Stamps.Of("workbook.other-party", stamp.Party, party ?? published.Body) : null;
}
