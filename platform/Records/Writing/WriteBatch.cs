using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Ledger;
using Entente.Records.Confidential;
using Entente.Records.Disclosing;
using Entente.Records.Content;
using Entente.Records.Registers;
using Entente.Records.Tables;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Writing;

/// <summary>Everything that one effect writes, as one batch: one round trip, one transaction.</summary>
internal sealed class WriteBatch(NpgsqlBatch batch, Command command, Actor actor, PublishedDefinition published, Effect effect, Readers readers, DateTimeOffset now)
{
    public byte[]? Commitment { get; private set; }

    /// <summary>Who says what the version says; whoever acts, but for what was asked for and agreed to.</summary>
    public Actor? Author { get; init; }

    public Reply Reply(Decision decision) => new(command.Statement, effect.After.Version, effect.After.State, Commitment, decision.Faults, Done: true);

    public void Head()
    {
        var after = effect.After;
        if (effect.Before is null)
            Add(WriteSql.Open, Id(command.Statement), Text(command.Body), Text(command.Code), Text(after.Party), Range(after.Period), Text(effect.Opening?.Number), Text(after.State),
                Int(after.Version), Int(readers.All), Int(readers.Own), Text((effect.Version is { } made ? Titles.Of(made.Content) : null) ?? effect.Opening?.Title), Id(actor.Person), At(now), Text(after.ShownTo));
        else
            Add(WriteSql.Advance, Id(command.Statement), Int(effect.Before.Version), Text(effect.Before.State), Int(after.Version), Text(after.State), Int(readers.All),
                Text(after.ShownTo), Id(after.CompiledIn), At(now));
        Shared();
    }

    // Who reads it is kept by version; what the definition says where nobody chose needs no saying.
    private void Shared()
    {
        var (was, chosen) = (effect.Before?.ShownTo ?? published.Definition.Sharing.ShownTo, effect.After.ShownTo);
        if (was != chosen)
            Add(WriteSql.Sharing, Id(command.Statement), Int(effect.Version?.Number ?? effect.After.Version), Text(was), Text(chosen), Text(effect.Because), Id(actor.Person), Id(actor.Key), At(now));
        if (readers.Desk is { } desk)
            Add(WriteSql.Desk, Id(command.Statement), Int(readers.Own), Int(desk));
    }

    public void Version(NewVersion version, IReadOnlyList<Segment> before, byte[]? factsDigest)
    {
        var signing = (command as Take)?.Signing;
        var segments = Segments.Of(version.Content, command.Statement, published.Digest, readers.Words, before, signing?.Seed);
        Commitment = Canonical.Commit(new StatementHead(command.Statement, command.Body, command.Code, published.Digest, effect.After.Party, version.Number), segments.Select(segment => segment.Commitment));
        Add(WriteSql.Version, Id(command.Statement), Int(version.Number), Int(published.Version), At(version.MadeAt), Id((Author ?? actor).Person), Flag(version.OnBehalf), Text(version.ImportedFrom),
            Range(version.Valid), Text(version.Reason), Bytes(Commitment), Bytes(factsDigest), Id((Author ?? actor).Key), Id(version.Original));
        Parts(version.Number, segments, before);
        if (signing?.Signature is { } signature)
            Add(WriteSql.SignedLeaf, Id(command.Statement), Int(version.Number), Bytes(Commitment), At(now), Bytes(signature.Digest.Bytes.ToArray()), Json(signature.ToJson()));
        else
            Add(WriteSql.Leaf, Id(command.Statement), Int(version.Number), Bytes(Commitment), At(now));
        if (effect.Before is not null && Titles.Of(version.Content) is { } title)
            Add(WriteSql.Title, Id(command.Statement), Text(title));
        Said(version);
    }

    /// <summary>A version whose tables were written before, block by block: what is said of it, and the fields beside its tables.</summary>
    /// <param name="before">The segments before, without those of tables.</param>
    public void VersionAround(NewVersion version, IReadOnlyList<Segment> before, IReadOnlyList<byte[]> blocks, byte[]? factsDigest)
    {
        var segments = Segments.Of(version.Content, command.Statement, published.Digest, readers.Words, before);
        Commitment = Canonical.Commit(new StatementHead(command.Statement, command.Body, command.Code, published.Digest, effect.After.Party, version.Number), segments.Select(segment => segment.Commitment).Concat(blocks));
        Add(WriteSql.Version, Id(command.Statement), Int(version.Number), Int(published.Version), At(version.MadeAt), Id((Author ?? actor).Person), Flag(version.OnBehalf), Text(version.ImportedFrom),
            Range(version.Valid), Text(version.Reason), Bytes(Commitment), Bytes(factsDigest), Id((Author ?? actor).Key), Id(version.Original));
        Parts(version.Number, segments, before);
        Add(WriteSql.Leaf, Id(command.Statement), Int(version.Number), Bytes(Commitment), At(now));
        if (effect.Before is not null && Titles.Of(version.Content) is { } title)
            Add(WriteSql.Title, Id(command.Statement), Text(title));
    }

    /// <summary>A version that says what the one before said, to other readers.</summary>
    public void VersionShared(NewVersion version, IReadOnlyList<Segment> before, IReadOnlyList<Segment> segments)
    {
        Commitment = Canonical.Commit(new StatementHead(command.Statement, command.Body, command.Code, published.Digest, effect.After.Party, version.Number), segments.Select(segment => segment.Commitment));
        Add(WriteSql.Version, Id(command.Statement), Int(version.Number), Int(published.Version), At(version.MadeAt), Id(actor.Person), Flag(version.OnBehalf), Text(version.ImportedFrom),
            Range(version.Valid), Text(version.Reason), Bytes(Commitment), Bytes(null), Id(actor.Key), Id(version.Original));
        Parts(version.Number, segments, before);
        Add(WriteSql.Leaf, Id(command.Statement), Int(version.Number), Bytes(Commitment), At(now));
        Add(WriteSql.SameFaults, Id(command.Statement), Int(version.Number));
    }

    /// <summary>The number of a case or a certificate, taken when it is first submitted.</summary>
    public void Numbered(NewVersion version, Body body)
    {
        if (effect.Opening?.Number is null && NumberShape.Of(published.Definition, body.Zone, effect.After.Party, version.MadeAt) is { } shape)
            Add(WriteSql.TakeNumber, Id(command.Statement), Text(shape));
    }

    /// <summary>What belongs to the version beside its content: its number, its files, the end of its draft.</summary>
    public void Belongings(NewVersion version, Body body)
    {
        Numbered(version, body);
        Shown(version);
        if (effect.Before is not null && command is Take { KeepsDraft: false } take)
            EndDraft(take.Draft);
        else if (command is EnterOnBehalf { Draft: { } draft })
            EndDraft(draft);
    }

    /// <summary>The files that it names are shown to whoever reads the field.</summary>
    public void Shown(NewVersion version)
    {
        foreach (var group in NamedFiles.In(version.Content).GroupBy(named => PartReaders.Of(named.Section, named.Field) ?? "", StringComparer.Ordinal))
            Add(WriteSql.ShowFiles, Id(command.Statement), new NpgsqlParameter<Guid[]> { TypedValue = [.. group.Select(named => named.File)] }, Int(readers.Parts[group.Key].Number), At(now));
    }

    /// <summary>The files that the rows of a table name, where its rows were written before.</summary>
    public void FilesOf(SectionTable table)
    {
        foreach (var column in table.Columns.Where(column => table.Section.Fields[column.Field].Type == FieldType.File && column.Part.Length == 0))
            Add(WriteSql.ShowFilesIn(table, column), Id(command.Statement), Int(readers.Parts[PartReaders.Of(table.Section, table.Section.Fields[column.Field]) ?? ""].Number), At(now));
    }

    /// <param name="streamed">Sections that are too large for a batch: they are copied in afterwards.</param>
    public void Rows(NewVersion version, IReadOnlyList<IReadOnlyList<PlacedRow>> before, IReadOnlySet<string> streamed, bool anew)
    {
        var sections = published.Definition.Sections;
        for (var place = 0; place < sections.Count; place++)
        {
            if (streamed.Contains(sections[place].Code))
                continue;
            var table = SectionTable.Of(published, sections[place]);
            IReadOnlyList<Row> rows = sections[place].IsTable ? version.Content.Rows(sections[place].Code) : [version.Content.Fields(sections[place].Code)];
            if (table.IsRegister)
                Entry(table, version, rows, readers.Slices[place]);
            else
                TypedRows.Add(batch, table, command.Statement, version.Number, before.Count == 0 ? RowChange.First(rows) : RowChange.Between(before[place], rows, anew), readers.Slices[place]);
        }
    }

    /// <summary>What the version does to an entry, and where it leads from now on.</summary>
    public void Acts(NewVersion version)
    {
        Add(WriteSql.Act, Id(command.Statement), Int(version.Number), Text(EntryActs.Words(version.Act ?? (version.Number == 1 ? Act.Begin : Act.Change))));
        if (version.Into is { } survivor)
            Add(WriteSql.Merge, Id(command.Statement), Id(survivor), Int(version.Number));
        if (version.Undoes is not null)
            Add(WriteSql.Unmerge, Id(command.Statement), Int(version.Number));
    }

    /// <summary>What came out of an entry, once it is written: where it comes from, or that it never came out of it.</summary>
    public void Came(NewVersion version)
    {
        if (version.Undoes is { } taken)
            Add(WriteSql.Unsplit, Id(command.Statement), Int(taken), Int(version.Number));
        else
            Add(WriteSql.Split, new NpgsqlParameter<Guid[]> { TypedValue = [.. effect.Parts.Select(part => part.Entry)] }, Id(command.Statement), Int(version.Number));
    }

    private void Entry(SectionTable table, NewVersion version, IReadOnlyList<Row> rows, IReadOnlyList<Slice> slices)
    {
        var span = new Span(version.Valid?.From, version.Valid?.Until, version.MadeAt);
        TypedRows.Add(batch, table, command.Statement, version.Number, rows, slices, span);
        if (version.Ends)
            TypedRows.Close(batch, table, command.Statement, version.Number);
        if (version.Undoes is { } taken)
            TypedRows.Restore(batch, table, command.Statement, taken, span);
    }

    /// <summary>What an earlier version of the definition had: the rows are written anew under this one.</summary>
    public void EndRows(PublishedDefinition earlier, int version)
    {
        foreach (var section in earlier.Definition.Sections)
            TypedRows.End(batch, SectionTable.Of(earlier, section), command.Statement, version, rows: null);
    }

    public void Happenings()
    {
        if (effect.Events.Count > 0)
            Events();
        if (effect.Proposed is { } proposal)
            Add(WriteSql.Propose, Id(proposal.Id), Id(command.Statement), Int(proposal.OnVersion), Json(Proposed(proposal)), Text(proposal.Reason), Id(proposal.By), At(now));
        if (command is Propose { Draft: { } draft })
            EndDraft(draft);
        if (effect.Settled is { } settled)
            Add(WriteSql.Settle, Id(settled.Proposal), Id(actor.Person), At(now), Flag(settled.Accepted), Text(settled.Answer));
        if (effect.Confirmed)
            Add(WriteSql.Confirm, Id(command.Statement), Int(effect.After.Version), At(now), Id(actor.Person));
    }

    // Two of one moment keep their order: ids are sorted by their time.
    private void Events()
    {
        foreach (var (place, happening) in effect.Events.Index())
        {
            Add(effect.Before is null ? WriteSql.FirstEvent : WriteSql.NextEvent, Id(command.Statement), Id(actor.Person), Id(actor.Key), Id(Guid.CreateVersion7(now.AddMilliseconds(place))), At(happening.At),
                Text(happening.Step), Text(happening.From), Text(happening.To), Int(happening.Version), Flag(happening.OnBehalf), Text(happening.Reason));
            if (effect.Before is null)
                batch.BatchCommands[^1].Parameters.Add(Int(place + 1));
        }
    }

    public void Remember(Once once, Reply reply)
    {
        var remember = new NpgsqlBatchCommand(WriteSql.Remember) { Parameters = { Text(actor.Name), Text(once.Key), Bytes(once.Digest), Json(ReplyJson.Write(reply with { Faults = [.. reply.Faults.Select(Closed)] })), At(now) } };
        batch.BatchCommands.Insert(0, remember);
    }

    private void Parts(int version, IReadOnlyList<Segment> segments, IReadOnlyList<Segment> before)
    {
        var gone = before.Except(segments, ReferenceEqualityComparer.Instance).Cast<Segment>().ToList();
        if (gone.Count > 0)
            Add(WriteSql.EndSegments, Id(command.Statement), Int(version), Of(gone, segment => segment.Section), Of(gone, segment => segment.Block), Of(gone, Number));
        IReadOnlyList<Segment> made = before.Count == 0 ? segments : [.. segments.Except(before, ReferenceEqualityComparer.Instance).Cast<Segment>()];
        foreach (var one in made)
            Add(WriteSql.Segment, Id(command.Statement), Int(version), Text(one.Section), Int(one.Block), Int(Number(one)), Bytes(one.Salt), Bytes(one.Commitment),
                Bytes(Boxed.Close(KeyOf(one), Boxed.Segment(command.Statement, one.Section, one.Block, Number(one), version), Packed.Of(one.Bytes))), Id(KeyOf(one)?.Id));
    }

    private DataKey? KeyOf(Segment segment) => published.Definition.Section(segment.Section) is { } section ? readers.KeyOf(section) : null;

    private int Number(Segment segment) => segment.Aud ?? readers.Numbers[string.Join(' ', segment.Audience)];

    private void Said(NewVersion version)
    {
        var said = version.Faults;
        if (effect.Before is not null)
            Add(WriteSql.ForgetFaults, Id(command.Statement));
        if (said.Count == 0)
            return;
        Add(WriteSql.Faults, Id(command.Statement), Int(version.Number), Of(said, one => one.Fault.Rule), Of(said, one => Level(one.Fault.Level)), Of(said, one => one.Fault.Section),
            Of(said, one => one.Fault.Row), Of(said, one => one.Fault.RowNumber), Of(said, one => one.Fault.Field),
            new NpgsqlParameter { Value = said.Select(one => JsonSerializer.Serialize(Closed(one.Fault).Facts)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb }, Of(said, one => one.Excuse));
    }

    private Fault Closed(Fault fault) => Boxed.Close(readers.Key, command.Statement, fault);

    private void EndDraft(DraftRead? read) =>
        Add(WriteSql.EndDraft, Id(command.Statement), Int(read?.Generation), new NpgsqlParameter { Value = (object?)read?.Through ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint }, At(now));

    private string Proposed(Proposal proposal) =>
        Boxed.Close(readers.Key, Boxed.Of("proposal", command.Statement), KnownStatement.Text(Segments.Of(proposal.Content, command.Statement, published.Digest, readers.Words, [])));

    private static string Level(CheckLevel level) => level switch { CheckLevel.Error => "error", CheckLevel.Warning => "warning", _ => "note" };

    private void Add(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var one = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            one.Parameters.Add(parameter);
        batch.BatchCommands.Add(one);
    }

    private static NpgsqlParameter<TPart[]> Of<T, TPart>(IReadOnlyList<T> all, Func<T, TPart> part) => new() { TypedValue = [.. all.Select(part)] };

    private static NpgsqlParameter Id(Guid? id) => id is { } value ? new NpgsqlParameter<Guid> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid } : Missing(NpgsqlDbType.Uuid);

    private static NpgsqlParameter Int(int? number) => number is { } value ? new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer } : Missing(NpgsqlDbType.Integer);

    private static NpgsqlParameter Text(string? text) => text is null ? Missing(NpgsqlDbType.Text) : new NpgsqlParameter<string> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<string> Json(string json) => new NpgsqlParameter<string> { TypedValue = json, NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static NpgsqlParameter Bytes(byte[]? bytes) => bytes is null ? Missing(NpgsqlDbType.Bytea) : new NpgsqlParameter<byte[]> { TypedValue = bytes, NpgsqlDbType = NpgsqlDbType.Bytea };

    private static NpgsqlParameter<bool> Flag(bool flag) => new NpgsqlParameter<bool> { TypedValue = flag, NpgsqlDbType = NpgsqlDbType.Boolean };

    private static NpgsqlParameter<DateTime> At(DateTimeOffset at) => new NpgsqlParameter<DateTime> { TypedValue = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Range(Period? period) => period is not { } span ? Missing(NpgsqlDbType.DateRange) : new NpgsqlParameter<NpgsqlRange<DateOnly>>
    {
        TypedValue = new NpgsqlRange<DateOnly>(span.From ?? default, true, span.From is null, span.Until ?? default, false, span.Until is null),
        NpgsqlDbType = NpgsqlDbType.DateRange,
    };

    private static NpgsqlParameter Missing(NpgsqlDbType type) => new() { Value = DBNull.Value, NpgsqlDbType = type };
}
