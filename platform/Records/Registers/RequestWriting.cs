using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Registers;

/// <summary>Keeps what is asked for as one whole, and gives it back so: what is done is what was asked, to the letter.</summary>
internal static class RequestWriting
{
    private const string Waiting = """
        select r.id, r.wanted::text, r.asked_by, r.asked_by_key, r.definition_version,
               not exists (select from records.draft d where d.statement = r.statement and d.ended is null
                           and d.generation = (r.wanted -> 'draft' ->> 'generation')::int and d.sequence = (r.wanted -> 'draft' ->> 'through')::bigint)
        from records.entry_request r where r.statement = $1 and r.settled_at is null
        """;

    private const string Keep = "insert into records.entry_request (id, statement, on_version, definition_version, act, valid, wanted, reason, asked_by, asked_by_key, asked_at, title) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    private const string Settle = "select records.settle_request($1, $2, $3, $4, $5, $6)";

    public static async Task<WaitingRequest?> Load(NpgsqlConnection connection, DefinitionCatalogue definitions, PublishedDefinition published, Guid statement, CancellationToken cancel)
    {
        if (published.Definition.Traits.Register is not { ByRequest: true })
            return null;
        await using var command = new NpgsqlCommand(Waiting, connection) { Parameters = { new() { Value = statement } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            return null;
        var (id, wanted, by, key, under, movedOn) = (row.GetGuid(0), row.GetString(1), Maybe(row, 2), Maybe(row, 3), row.GetInt32(4), row.GetBoolean(5));
        await row.CloseAsync();
        var then = under == published.Version ? published : await definitions.Find(published.Body, published.Definition.Code, under, cancel) ?? published;
        var read = Read(wanted, published.Body, then.Definition, published.Definition, statement);
        return new WaitingRequest(id, read is Take take ? take with { KeepsDraft = movedOn } : read, by, key);
    }

    public static void Add(NpgsqlBatch batch, Actor actor, PublishedDefinition published, Effect effect, Readers readers, DateTimeOffset now)
    {
        if (effect.Asked is { } asked)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Keep)
            {
                Parameters =
                {
                    new() { Value = asked.Request }, new() { Value = asked.Statement }, new() { Value = effect.After.Version }, new() { Value = published.Version },
                    new() { Value = Requesting.ActOf(asked.Wanted, effect.After.Version, published.Definition) }, Days(Requesting.ValidOf(asked.Wanted)),
                    new() { Value = Write(asked.Wanted, published, readers).ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb }, Text(Requesting.ReasonOf(asked.Wanted)),
                    Id(actor.Person), Id(actor.Key), new() { Value = now.UtcDateTime }, Text(asked.Wanted is Take { Content: { } content } ? Titles.Of(content) : null),
                },
            });
        if (effect.Answered is { } answered)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Settle)
            {
                Parameters =
                {
                    new() { Value = answered.Request }, Id(actor.Person), new() { Value = now.UtcDateTime }, new() { Value = answered.Outcome.ToString().ToLowerInvariant() }, Text(answered.Reason),
                    new() { Value = (object?)effect.Version?.Number ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
                },
            });
    }

    /// <param name="then">The definition under which it was asked; what it says is carried over to the one of now.</param>
    public static Command Read(string wanted, string body, Definition then, Definition now, Guid statement)
    {
        var json = JsonNode.Parse(wanted)!;
        var (expected, reason, from) = (json["expected"]!.GetValue<int>(), json["reason"]?.GetValue<string>(), Day(json["from"]));
        Statement? Said(JsonNode? segments)
        {
            if (segments is null)
                return null;
            var said = KnownStatement.Content(then, segments.ToJsonString());
            return ReferenceEquals(then, now) ? said : DraftBeginning.Import(said).Draft.Content(now);
        }
        return json["kind"]!.GetValue<string>() switch
        {
            "amend" => new Amend(statement, body, now.Code, Enum.Parse<Act>(json["act"]!.GetValue<string>(), ignoreCase: true), expected, from, json["into"]?.GetValue<Guid>(), reason ?? ""),
            "split" => new Split(statement, body, now.Code, expected, from, Said(json["goesOn"]), [.. json["parts"]!.AsArray().Select(part => new SplitPart(part!["entry"]!.GetValue<Guid>(), Said(part["content"])!))], reason ?? ""),
            _ => new Take(statement, body, now.Code, json["step"]!.GetValue<string>(), expected)
            {
                Content = Said(json["content"]), Reason = reason, Valid = json["valid"]?.GetValue<bool>() == true ? new Period(from, Day(json["until"])) : null,
                Corrects = json["corrects"]!.GetValue<bool>(), Replaces = json["replaces"]!.GetValue<bool>(), ShownTo = json["shownTo"]?.GetValue<string>(),
                Excuses = json["excuses"]?.Deserialize<Excuse[]>() ?? [], Draft = json["draft"]?.Deserialize<DraftRead>(Web),
            },
        };
    }

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    internal static JsonObject Write(Command wanted, PublishedDefinition published, Readers readers)
    {
        JsonNode? Said(Guid entry, Statement? content) => content is null ? null : JsonNode.Parse(KnownStatement.Text(Segments.Of(content, entry, published.Digest, readers.Words, [])));
        return wanted switch
        {
            Amend amend => new JsonObject { ["kind"] = "amend", ["act"] = EntryActs.Words(amend.Act), ["expected"] = amend.Expected, ["from"] = Day(amend.From), ["into"] = amend.Into, ["reason"] = amend.Reason },
            Split split => new JsonObject
            {
                ["kind"] = "split", ["expected"] = split.Expected, ["from"] = Day(split.From), ["reason"] = split.Reason, ["goesOn"] = Said(split.Statement, split.GoesOn),
                ["parts"] = new JsonArray([.. split.Parts.Select(part => new JsonObject { ["entry"] = part.Entry, ["content"] = Said(part.Entry, part.Content) })]),
            },
            Take take => new JsonObject
            {
                ["kind"] = "take", ["step"] = take.Step, ["expected"] = take.Expected, ["content"] = Said(take.Statement, take.Content), ["reason"] = take.Reason, ["valid"] = take.Valid is not null,
                ["from"] = Day(take.Valid?.From), ["until"] = Day(take.Valid?.Until), ["corrects"] = take.Corrects, ["replaces"] = take.Replaces, ["shownTo"] = take.ShownTo,
                ["excuses"] = JsonSerializer.SerializeToNode(take.Excuses), ["draft"] = take.Draft is null ? null : JsonSerializer.SerializeToNode(take.Draft, Web),
            },
            _ => throw new ArgumentOutOfRangeException(nameof(wanted), wanted, "Not something to ask for."),
        };
    }

    private static DateOnly? Day(JsonNode? day) => day is null ? null : DateOnly.ParseExact(day.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Guid? Maybe(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    private static NpgsqlParameter Id(Guid? id) => new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Days(Period? period) => new()
    {
        Value = period is { } span ? new NpgsqlRange<DateOnly>(span.From ?? default, true, span.From is null, span.Until ?? default, false, span.Until is null) : DBNull.Value,
        NpgsqlDbType = NpgsqlDbType.DateRange,
    };
}
