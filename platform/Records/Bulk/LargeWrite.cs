using System.Runtime.CompilerServices;
using Dapper;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Certificates;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Rules;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>A version of which one table comes as a stream: what was decided before its rows go by, and what is written around them.</summary>
internal sealed class LargeWrite(Load load, Body body, PublishedDefinition published, Section section, Actor actor, KnownStatement found, Effect effect, Readers readers, DateTimeOffset now)
{
    public Body Body => body;

    public PublishedDefinition Published => published;

    public Section Section => section;

    public Readers Readers => readers;

    public NewVersion Version => effect.Version!;

    public DateOnly Day { get; } = effect.After.Period?.From ?? DateOnly.FromDateTime(now.UtcDateTime);

    public IReadOnlyList<byte[]> Commitments { get; set; } = [];

    /// <summary>Where a statement belongs; null for one that is not there.</summary>
    public static async Task<(string Body, string Code)?> Of(NpgsqlConnection connection, Guid statement, CancellationToken cancel) =>
        await connection.QuerySingleOrDefaultAsync<(string, string)?>(new CommandDefinition("select body, definition from records.statement where id = @statement", new { statement }, cancellationToken: cancel));

    // A guard may look at rows that have not gone by yet: where a step has one, the statement is submitted by the door, which can ask it.
    private static readonly Review Unasked = new(_ => [], (_, _) => false);

    /// <summary>Whether the step may be taken, all but the content; that is judged while it goes by.</summary>
    public static async Task<(LargeWrite? Plan, List<Fault> Refused)> Decide(NpgsqlConnection connection, Load load, Body body, PublishedDefinition published, Actor actor, Audiences audiences, DateTimeOffset now, CancellationToken cancel)
    {
        var take = new Take(load.Statement, body.Code, published.Definition.Code, load.Step, load.Expected) { Reason = load.Excuse };
        if (await KnownStatement.Load(connection, take, published.Definition, cancel, without: load.Section) is not { } found)
            return (null, [Refusals.Of(Refusals.NotThere)]);
        if (published.Definition.Section(load.Section) is not { IsTable: true } section || (found.DefinitionVersion > 0 && found.DefinitionVersion != published.Version))
            return (null, [Refusals.Of(Refusals.DefinitionMoved, published.Definition.Code)]);
        // Lines are used and kept by the door, with all their rows at once.
        if (CertificateReading.Concerns(published.Definition))
            return (null, [Refusals.Of(Refusals.NotInBulk)]);
        var heads = await Heads(connection, load.Statement, published, found, cancel);
        var situation = new Situation(body, published.Definition, published.Version, published.Withdrawn, actor, now, Unasked) { Known = found.Known };
        var decision = Writing.Decide.On(situation, take with { Content = heads });
        if (decision.Effect is not { Version: not null } effect)
            return (null, [.. decision.Faults]);
        var readers = await Readers.Of(audiences, body, published, effect.After.Party, effect.After.ShownTo, cancel);
        return (new LargeWrite(load, body, published, section, actor, found, effect, readers, now), []);
    }

    public Surroundings Surroundings(DateTimeOffset today, CancellationToken cancel) => new(body, effect.After.Party is { } party ? body.Party(party) : null, Day)
    {
        Now = today,
        Period = effect.After.Period is { From: { } from, Until: { } until } ? new ReportedPeriod("", from, until) : null,
        Cancel = cancel,
    };

    /// <summary>The rows of another table, which stay as they are.</summary>
    public RowSource Before(string table, Database database) => new Kept(database, SectionTable.Of(published, published.Definition.Section(table)!), load.Statement, found.Known.Version);

    public async Task Finish(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        var take = new Take(load.Statement, body.Code, published.Definition.Code, load.Step, load.Expected);
        var writing = new WriteBatch(batch, take, actor, published, effect, readers, now);
        writing.Head();
        writing.VersionAround(Version, found.Segments, Commitments);
        writing.Numbered(Version, body);
        foreach (var (place, head) in published.Definition.Sections.Index().Where(one => !one.Item.IsTable))
        {
            var table = SectionTable.Of(published, head);
            var before = found.DefinitionVersion == 0 ? [] : await TypedRows.Load(connection, table, load.Statement, found.Known.Version, cancel);
            IReadOnlyList<Row> rows = [Version.Content.Fields(head.Code)];
            TypedRows.Add(batch, table, load.Statement, Version.Number, before.Count == 0 ? RowChange.First(rows) : RowChange.Between(before, rows), readers.Slices[place]);
        }
        writing.Happenings();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("update records.fault set version = $2 where statement = $1 and version = 0") { Parameters = { new() { Value = load.Statement }, new() { Value = Version.Number } } });
        await batch.ExecuteNonQueryAsync(cancel);
    }

    // The fields beside the tables: what colleagues have in the draft, or what the last version said.
    private static async Task<Statement> Heads(NpgsqlConnection connection, Guid statement, PublishedDefinition published, KnownStatement found, CancellationToken cancel)
    {
        var heads = new Statement(published.Definition);
        var draft = await DraftReading.Read(connection, statement, cancel: cancel) is { } drafted && drafted.Open.DefinitionVersion == published.Version ? drafted.Draft.Content(published.Definition) : null;
        foreach (var head in published.Definition.Sections.Where(one => !one.IsTable))
        {
            if (draft is not null)
                draft.Fields(head.Code).Answers.CopyTo(heads.Fields(head.Code).Answers, 0);
            else
                foreach (var segment in found.Segments.Where(segment => segment.Section == head.Code))
                    Segments.Put(heads, segment.Bytes);
        }
        return heads;
    }

    private sealed class Kept(Database database, SectionTable table, Guid statement, int version) : RowSource
    {
        public override async IAsyncEnumerable<Row> Read([EnumeratorCancellation] CancellationToken cancel = default)
        {
            if (version == 0)
                yield break;
            await using var connection = await database.OpenWriter(cancel);
            await foreach (var placed in TypedRows.Stream(connection, table, statement, version, cancel))
                yield return placed.Row;
        }
    }
}
