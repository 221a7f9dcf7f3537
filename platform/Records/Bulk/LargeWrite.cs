using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Cases;
using Entente.Records.Certificates;
using Entente.Records.Content;
using Entente.Records.Disclosing;
using Entente.Records.Drafts;
using Entente.Records.Interchange;
using Entente.Records.Notices;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>
/// A version of which one table comes as a file: what was decided before its rows go by, and what is written around them. All else
/// is what colleagues have in the draft, or what the last version said.
/// </summary>
internal sealed class LargeWrite(Load load, Body body, PublishedDefinition published, Actor actor, KnownStatement found, Effect effect, Readers readers, DateTimeOffset now, Take take, Statement? drafted)
{
    public Guid Statement => load.Statement;

    public Body Body => body;

    public PublishedDefinition Published => published;

    public Section Section { get; } = published.Definition.Section(load.Section)!;

    public Step Step { get; } = published.Definition.Workflow.Step(load.Step)!;

    public KnownStatement Found => found;

    public Readers Readers => readers;

    public NewVersion Version => effect.Version!;

    /// <summary>Of the version, once it is written.</summary>
    public byte[]? Commitment { get; private set; }

    /// <summary>Whether there is no version before it.</summary>
    public bool IsFirst => found.DefinitionVersion == 0;

    /// <summary>For an entry of a register: the days on which it holds.</summary>
    public Span? Span { get; } = published.Definition.Kind == DefinitionKind.Register ? new Span(effect.Version!.Valid?.From, effect.Version.Valid?.Until, effect.Version.MadeAt) : null;

    /// <summary>Whether the step may be taken, all but the content and the guard: these are judged while it goes by, and after.</summary>
    public static async Task<(LargeWrite? Plan, IReadOnlyList<Fault> Refused)> Decide(NpgsqlConnection connection, Load load, Body body, PublishedDefinition published, Actor actor, Audiences audiences, DateTimeOffset now, CancellationToken cancel)
    {
        var definition = published.Definition;
        var take = new Take(load.Statement, body.Code, definition.Code, load.Step, load.Expected) { Reason = load.Excuse, Valid = load.Valid };
        if (await KnownStatement.Load(connection, take, definition, cancel, only: [.. definition.Sections.Where(section => !section.IsTable).Select(section => section.Code)]) is not { } found)
            return (null, [Refusals.Of(Refusals.NotThere)]);
        if (definition.Section(load.Section) is not { IsTable: true } || (load.DefinitionVersion ?? published.Version) != published.Version)
            return (null, [Refusals.Of(Refusals.MovedSinceSent, definition.Code)]);
        if (found.DefinitionVersion > 0 && found.DefinitionVersion != published.Version)
            return (null, [Refusals.Of(Refusals.DeclaredUnderEarlier, definition.Code)]);
        // Lines are used, clocks kept and notices timed by the door, with all their rows at once.
        if (CertificateReading.Concerns(definition) || Handling.Concerns(definition) || Timing.Concerns(definition))
            return (null, [Refusals.Of(Refusals.NotInBulk)]);
        var draft = await DraftReading.Read(connection, load.Statement, cancel: cancel) is { } open && open.Open.DefinitionVersion == published.Version ? open : ((OpenDraft Open, Draft Draft)?)null;
        if (draft?.Draft.Conflicts().Where(conflict => conflict.Section != load.Section).Select(conflict => conflict.Fault).ToList() is { Count: > 0 } contested)
            return (null, contested);
        var drafted = draft?.Draft.Content(definition);
        var (shownTo, because) = await ChoiceReading.Drafted(connection, load.Statement, cancel);
        take = take with { ShownTo = shownTo, Because = because, Content = Heads(definition, found, drafted), Draft = draft is { } read ? new DraftRead(read.Open.Generation, read.Draft.Through) : null };
        var situation = new Situation(body, definition, published.Version, published.Withdrawn, actor, now, Review.Nothing) { Known = found.Known };
        var decision = Writing.Decide.On(situation, take);
        if (decision.Effect is not { Version: not null } effect)
            return (null, decision.Faults);
        var readers = await Readers.Of(audiences, body, published, effect.After.Party, effect.After.ShownTo, cancel);
        return (new LargeWrite(load, body, published, actor, found, effect, readers, now, take, drafted), []);
    }

    public SectionTable TableOf(Section section) => SectionTable.Of(published, section);

    public IReadOnlyList<Slice> SlicesOf(Section section) => readers.Slices[published.Definition.Sections.ToList().IndexOf(section)];

    /// <summary>The rows of a table that does not come with the file.</summary>
    public RowSource Others(Section section, Database database) =>
        drafted is not null ? new RowsInMemory(drafted.Rows(section.Code))
        : IsFirst ? new RowsInMemory([])
        : new KeptRows(database, TableOf(section), load.Statement, found.Known.Version);

    /// <summary>Everything but the rows of tables, when these are written.</summary>
    public async Task Finish(NpgsqlConnection connection, IReadOnlyList<byte[]> blocks, byte[]? factsDigest, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        var writing = new WriteBatch(batch, take, actor, published, effect, readers, now);
        writing.Head();
        writing.VersionAround(Version, found.Segments, blocks, factsDigest);
        Commitment = writing.Commitment;
        writing.Belongings(Version, body);
        if (Span is not null)
            writing.Acts(Version);
        foreach (var (place, section) in published.Definition.Sections.Index())
            if (section.IsTable)
                writing.FilesOf(TableOf(section));
            else
                await Fields(connection, batch, section, readers.Slices[place], cancel);
        writing.Happenings();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("update records.fault set version = $2 where statement = $1 and version = 0") { Parameters = { new() { Value = load.Statement }, new() { Value = Version.Number } } });
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private async Task Fields(NpgsqlConnection connection, NpgsqlBatch batch, Section section, IReadOnlyList<Slice> slices, CancellationToken cancel)
    {
        var (table, rows) = (TableOf(section), (IReadOnlyList<Row>)[Version.Content.Fields(section.Code)]);
        if (Span is { } span)
        {
            TypedRows.Add(batch, table, load.Statement, Version.Number, rows, slices, span);
            return;
        }
        var before = IsFirst ? [] : await TypedRows.Load(connection, table, load.Statement, found.Known.Version, cancel);
        TypedRows.Add(batch, table, load.Statement, Version.Number, before.Count == 0 ? RowChange.First(rows) : RowChange.Between(before, rows, anew: found.Known.ShownTo != effect.After.ShownTo), slices);
    }

    private static Statement Heads(Definition definition, KnownStatement found, Statement? drafted)
    {
        var heads = new Statement(definition);
        foreach (var head in definition.Sections.Where(section => !section.IsTable))
            if (drafted is not null)
                drafted.Fields(head.Code).Answers.CopyTo(heads.Fields(head.Code).Answers, 0);
            else
                foreach (var segment in found.Segments.Where(segment => segment.Section == head.Code))
                    Segments.Put(heads, segment.Bytes);
        return heads;
    }
}
