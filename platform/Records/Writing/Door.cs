using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Ledger;
using Entente.Records.Cases;
using Entente.Records.Certificates;
using Entente.Records.Confidential;
using Entente.Records.Disclosing;
using Entente.Records.Notices;
using Entente.Records.Registers;
using Entente.Records.Tables;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Writing;

/// <summary>
/// The one way to change what is declared, for pages, workbooks, the interface, jobs and nodes alike: who may, the facts, a
/// pure decision, and everything it changes in one transaction; for a new statement in one round trip.
/// </summary>
public sealed class Door(Database database, BodyCatalogue bodies, DefinitionCatalogue definitions, Audiences audiences, Reviews reviews, Together together, Integrator? integrator, People people, TimeProvider time)
{
    private const int MostTries = 4;

    /// <param name="once">The sender's key, under which the command is done once however often it comes.</param>
    /// <exception cref="NotWritten">The database did not take it; nothing is half written.</exception>
    public async Task<Reply> Do(Command command, Actor actor, Once? once = null, CancellationToken cancel = default)
    {
        if (bodies.Find(command.Body) is not { } body || definitions.Find(command.Body, command.Code) is not { } published)
            return Reply.Refused(command, null, [Refusals.Of(Refusals.NotThere)]);
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await Try(command, actor, once, body, published, cancel);
            }
            catch (PostgresException problem) when (problem.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure && tried < MostTries)
            {
                // The database chose us to give way to another; nothing was written, and nobody has to know.
            }
            catch (PostgresException problem) when (CertificateWriting.Raced(problem) && tried < MostTries)
            {
                // Another used the same lines in this moment: what is left of them now decides.
            }
            catch (PostgresException problem) when (RegisterReading.Refused(published, problem) is not null)
            {
                return Reply.Refused(command, null, [RegisterReading.Refused(published, problem)!]);
            }
            catch (PostgresException problem) when (Begins(command) && WriteFailures.IsPartyGone(problem))
            {
                return Reply.Refused(command, null, [Refusals.Of(Refusals.NotAParty, "")]);
            }
            catch (PostgresException problem) when (WriteFailures.IsClash(problem))
            {
                return await Clashed(command, actor, once, problem, published, cancel);
            }
            catch (Exception problem) when (WriteFailures.Of(problem) is { } why)
            {
                throw new NotWritten(why, problem);
            }
        }
    }

    private async Task<Reply> Try(Command command, Actor actor, Once? once, Body body, PublishedDefinition published, CancellationToken cancel)
    {
        await using var connection = await database.OpenPlain(cancel);
        var found = Begins(command) ? null : await KnownStatement.Load(connection, command, published.Definition, cancel, reviews.Needed(body, published, command));
        // What was declared is shown to others under the definition that it was declared under.
        if (command is ShowTo && found is { DefinitionVersion: > 0 } && await definitions.Find(published.Body, published.Definition.Code, found.DefinitionVersion, cancel) is { } then)
            published = then;
        // Both are statements of one return: what a member declares, and what its union makes of it.
        var union = command is CompileInto compile && (compile.Union ?? found?.Known.CompiledIn) is { } into ? await KnownStatement.Load(connection, command with { Statement = into }, published.Definition, cancel, only: []) : null;
        var request = found is null ? null : await RequestWriting.Load(connection, definitions, published, command.Statement, cancel);
        var acting = Acting(command, request);
        var (review, digest) = await reviews.Of(connection, body, published, acting, found, cancel);
        var entry = await EntryFacts.Load(connection, definitions, published, acting, found?.Known, cancel);
        var parts = await EntryParts.Load(connection, reviews, definitions, body, published, acting, found, entry, cancel);
        // What is said of an entry later is known later, whatever the clocks of two nodes say.
        var now = entry is not null && time.GetUtcNow() <= entry.LastKnown ? entry.LastKnown.AddTicks(10) : time.GetUtcNow();
        var situation = new Situation(body, published.Definition, published.Version, published.Withdrawn, actor, now, review) { Known = found?.Known, Union = union?.Known, Entry = entry, Parts = parts, Request = request };
        if (found is not null && (Handling.Concerns(published.Definition) || published.Definition.Kind == DefinitionKind.Notice))
            situation = situation with { Case = await CaseReading.Load(connection, command, published.Definition, people, cancel), Last = await reviews.Before(published, found, cancel) };
        var decision = Decide.On(situation, command);
        if (decision.Effect is not { } effect)
            return await Recalled(connection, command, actor, once, cancel) ?? Reply.Refused(command, found?.Known, decision.Faults);
        if (command is ShowTo)
            return await Show(connection, command, actor, once, body, published, found!, decision, now, cancel);
        var readers = await Readers.Of(audiences, body, published, effect.After.Party, effect.After.ShownTo, cancel, Timing.Opens(published.Definition, effect.Version?.Content ?? situation.Last, body, now));
        await using var batch = new NpgsqlBatch(connection);
        // What was agreed to is said by whoever asked for it.
        var author = effect is { Answered: not null, Version: not null } && request is not null ? new Actor(request.By, request.Key, []) : actor;
        var writing = new WriteBatch(batch, acting, actor, published, effect, readers, now) { Author = author };
        if (effect.Replied is null)
            writing.Head();
        var leaves = new List<WrittenLeaf>();
        var streamed = effect.Version is { } made ? LargeTables.Of(published, made.Content) : LargeTables.None;
        if (effect.Version is { } version)
        {
            writing.Version(version, found?.Segments ?? [], digest);
            if (acting is Take { Signing: { } signing })
            {
                if (signing.Signature is null)
                    return writing.Reply(decision);
                if (!signing.Signature.Signs(Hash.Of(writing.Commitment)))
                    return Reply.Refused(command, found?.Known, [Refusals.Of(Refusals.SignedOtherwise)]);
            }
            writing.Belongings(version, body);
            if (published.Definition.Kind == DefinitionKind.Register)
                writing.Acts(version);
            await Rows(connection, writing, effect, version, found, published, streamed, cancel);
            leaves = Parts(batch, writing, command, author, published, effect, parts, readers, now);
            leaves.Insert(0, new(command.Statement, version.Number, writing.Commitment!) { Signature = (acting as Take)?.Signing?.Signature?.Digest });
        }
        RequestWriting.Add(batch, actor, published, effect, readers, now);
        if (effect.Replied is null)
            writing.Happenings();
        await CaseWriting.Add(batch, situation, published, command, effect, audiences, cancel);
        await NoticeWriting.Add(batch, situation, command, effect, audiences, cancel);
        await CertificateWriting.Add(batch, published, command.Statement, effect, now);
        var reply = writing.Reply(decision);
        if (once is not null)
            writing.Remember(once, reply);
        long? place = null;
        if (streamed.Count == 0)
            place = await Write(connection, batch, integrator is { IsWaitedFor: true } ? leaves : [], cancel);
        else
            await LargeTables.Write(connection, batch, published, command.Statement, effect.Version!, streamed, readers, anew: found is not { } last || last.DefinitionVersion != published.Version, cancel);
        if (leaves.Count == 0 || integrator is null || place is not null)
            return reply with { Place = place };
        await connection.CloseAsync();
        return reply with { Place = await Logged(integrator, leaves) };
    }

    // The transaction that places them makes durable what was written before it; without one, that is still to do.
    private async Task<long?> Logged(Integrator integrator, List<WrittenLeaf> leaves)
    {
        var placing = Task.WhenAll(leaves.Select(leaf => integrator.Place(leaf)));
        if (!integrator.IsWaitedFor)
            return null;
        var places = await placing;
        if (places.Contains(null))
            await Durable();
        return places[0];
    }

    private async Task Durable()
    {
        try
        {
            await using var connection = await database.OpenPlain(CancellationToken.None);
            await using var flush = new NpgsqlCommand(WriteSql.Flush, connection);
            await flush.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception problem) when (problem is NpgsqlException or TimeoutException or IOException)
        {
            throw new NotWritten(NotWritten.Because.Unknown, problem);
        }
    }

    private async Task<Reply> Show(NpgsqlConnection connection, Command command, Actor actor, Once? once, Body body, PublishedDefinition published, KnownStatement found, Decision decision, DateTimeOffset now, CancellationToken cancel)
    {
        var effect = decision.Effect!;
        var before = await Readers.Of(audiences, body, published, found.Known.Party, found.Known.ShownTo, cancel);
        var after = await Readers.Of(audiences, body, published, found.Known.Party, effect.After.ShownTo, cancel);
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        var writing = new WriteBatch(batch, command, actor, published, effect, after, now);
        Resharing.Add(batch, writing, published, found, effect, before, after);
        var reply = writing.Reply(decision);
        if (once is not null)
            writing.Remember(once, reply);
        await batch.ExecuteNonQueryAsync(cancel);
        await connection.CloseAsync();
        return integrator is null ? reply : reply with { Place = await Logged(integrator, [new(command.Statement, effect.Version!.Number, writing.Commitment!)]) };
    }

    /// <summary>What is done in the end: of a request, what it asks for.</summary>
    private static Command Acting(Command command, WaitingRequest? request) => command switch
    {
        RequestChange asked => asked.Wanted,
        AnswerRequest { Outcome: RequestOutcome.Agreed } answer when request?.Id == answer.Request => request.Wanted,
        _ => command,
    };

    private static List<WrittenLeaf> Parts(NpgsqlBatch batch, WriteBatch origin, Command command, Actor actor, PublishedDefinition published, Effect effect, IReadOnlyList<EntryPart> parts, Readers readers, DateTimeOffset now)
    {
        var leaves = new List<WrittenLeaf>();
        foreach (var (id, part) in effect.Parts)
        {
            var writing = new WriteBatch(batch, new Amend(id, command.Body, command.Code, part.Version!.Act!.Value, 0, null, null, ""), actor, published, part, readers, now);
            writing.Head();
            writing.Version(part.Version, parts.First(known => known.Entry == id).Found?.Segments ?? [], null);
            writing.Acts(part.Version);
            writing.Rows(part.Version, [], LargeTables.None, anew: false);
            writing.Happenings();
            leaves.Add(new(id, part.Version.Number, writing.Commitment!));
        }
        if (effect.Parts.Count > 0)
            origin.Came(effect.Version!);
        return leaves;
    }

    // What only adds can go with what others add; the connection is then free for them.
    private async Task<long?> Write(NpgsqlConnection connection, NpgsqlBatch batch, List<WrittenLeaf> leaves, CancellationToken cancel)
    {
        var pieces = Gathered.Take(batch);
        if (leaves.Count < 2 && Gathered.OnlyAdds(pieces))
        {
            await connection.CloseAsync();
            return await together.Write(pieces, leaves.SingleOrDefault());
        }
        if (leaves.Count > 0)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(WriteSql.MadeDurableLater));
        Gathered.InOrder(batch, pieces);
        await batch.ExecuteNonQueryAsync(cancel);
        return null;
    }

    private async Task Rows(NpgsqlConnection connection, WriteBatch writing, Effect effect, NewVersion version, KnownStatement? found, PublishedDefinition published, IReadOnlySet<string> streamed, CancellationToken cancel)
    {
        var before = new List<IReadOnlyList<PlacedRow>>();
        if (found is { DefinitionVersion: > 0 } && found.DefinitionVersion == published.Version)
            foreach (var section in published.Definition.Sections)
                before.Add(streamed.Contains(section.Code) ? [] : await TypedRows.Load(connection, SectionTable.Of(published, section), found.Known.Id, found.Known.Version, cancel));
        // What is known of an entry on other days than this version's stays, under whatever version of the definition it was said.
        else if (found is { DefinitionVersion: > 0 } && published.Definition.Kind != DefinitionKind.Register && await definitions.Find(published.Body, published.Definition.Code, found.DefinitionVersion, cancel) is { } earlier)
            writing.EndRows(earlier, version.Number);
        writing.Rows(version, before, streamed, anew: found is not null && (found.Known.ShownTo != effect.After.ShownTo || Timing.Concerns(published.Definition)));
    }

    /// <summary>Two wanted the same: the one that came second is told what there is now.</summary>
    private async Task<Reply> Clashed(Command command, Actor actor, Once? once, PostgresException problem, PublishedDefinition published, CancellationToken cancel)
    {
        await using var connection = await database.OpenPlain(cancel);
        if (await Recalled(connection, command, actor, once, cancel) is { } answered)
            return answered;
        var found = await KnownStatement.Load(connection, command, published.Definition, cancel, only: []);
        return Reply.Refused(command, found?.Known, [WriteFailures.Said(problem, found?.Known)]);
    }

    // What is told a second time may still wait for its place, and so for the disk.
    private async Task<Reply?> Recalled(NpgsqlConnection connection, Command command, Actor actor, Once? once, CancellationToken cancel)
    {
        var reply = await Recall(connection, command, actor, once, cancel);
        if (reply is { Again: true, Commitment: not null })
            await Durable();
        return reply;
    }

    private static async Task<Reply?> Recall(NpgsqlConnection connection, Command command, Actor actor, Once? once, CancellationToken cancel)
    {
        if (once is null)
            return null;
        await using var recall = new NpgsqlCommand(WriteSql.Recall, connection) { Parameters = { new() { Value = actor.Name }, new() { Value = once.Key } } };
        await using var row = await recall.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            return null;
        return row.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(once.Digest)
            ? Opened(connection, ReplyJson.Read(row.GetString(1))) with { Again = true }
            : Reply.Refused(command, null, [Refusals.Of(Refusals.KeyUsed, once.Key)]);
    }

    private static Reply Opened(NpgsqlConnection connection, Reply kept) => kept with { Faults = [.. kept.Faults.Select(fault => Boxed.Open(connection, kept.Statement, fault))] };

    private static bool Begins(Command command) => command switch
    {
        Open => true,
        Take take => take.Opening is not null,
        EnterOnBehalf entered => entered.Opening is not null,
        Import import => import.Opening is not null,
        RequestChange request => Begins(request.Wanted),
        _ => false,
    };
}
