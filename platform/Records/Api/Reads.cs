using System.Security.Cryptography;
using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Confidential;
using Entente.Records.Content;
using Entente.Records.Reading;
using Entente.Records.Registers;
using Entente.Records.Tables;
using Entente.Shared.Localisation;
using Npgsql;

namespace Entente.Records.Api;

/// <summary>Lists, statements and faults. What one may not read is not there.</summary>
internal sealed class Reads(BodyCatalogue bodies, DefinitionCatalogue definitions, Readings readings, EntryReading entries, TimeProvider time)
{
    private const int MarkLength = 16;

    public async Task<IResult> List(HttpContext context, string body, string definition)
    {
        if (definitions.Find(body, definition) is not { } published)
            return Problem.NotThere;
        var slips = new List<Slip>();
        var path = context.Request.Path.Value!;
        var asked = Question.Read(context.Request.Query, published, path, slips);
        if (slips.Count > 0)
            return new Problem(StatusCodes.Status400BadRequest, "unreadable") { Slips = slips };
        var asOf = asked.On is not null || asked.Known is not null;
        var table = asOf ? SectionTable.Of(published, published.Definition.Sections.First(section => !section.IsTable)).Quoted : null;
        var now = time.GetUtcNow();
        var dated = asked with { On = asked.On ?? bodies.Find(body)!.Today(time), Known = asked.Known ?? now };
        var found = await readings.As(context.Features.Get<Person>(), listed => Showing.List(listed.Take(asked.Limit).Select(one => one.Id)), connection => Listing.Read(connection, published, dated, table, context.RequestAborted), context.RequestAborted);
        return new Bytes(json =>
        {
            json.WriteStartArray("items");
            foreach (var listed in found.Take(asked.Limit))
            {
                json.WriteStartObject();
                StatementJson.Head(json, listed);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (found.Count > asked.Limit && found[asked.Limit - 1] is var last)
                json.WriteString("next", new Cursor(last.ChangedAt, last.Id).Write(asked.Mark(path)));
        });
    }

    public async Task<IResult> One(HttpContext context, string body, string definition, Guid id, int? version)
    {
        var cancel = context.RequestAborted;
        if (definitions.Find(body, definition) is { Definition.Kind: DefinitionKind.Register } && (context.Request.Query.ContainsKey("valid-on") || context.Request.Query.ContainsKey("known-at")))
            return await AsOf(context, body, definition, id);
        var found = await readings.As(context.Features.Get<Person>(), one => one!.Published is null ? Showing.At(id) : Showing.Versions(id, one.Number), async connection =>
        {
            if (await Find(connection, body, definition, id, version, cancel) is not var (listed, published, number))
                return null;
            var content = published is null ? null : await TypedRows.Load(connection, published, id, number, cancel);
            return new Found(listed, published, number, content) { Survivor = published?.Definition.Kind == DefinitionKind.Register ? await Survivor(connection, id, cancel) : null };
        }, cancel);
        return found is null ? Problem.NotThere : new Bytes(json =>
        {
            StatementJson.Head(json, version is null ? found.Listed : found.Listed with { Version = found.Number });
            json.WriteNumber("definitionVersion", found.Published?.Version ?? definitions.Find(body, definition)!.Version);
            if (found.Survivor is { } survivor)
                json.WriteString("mergedInto", survivor);
            if (found.Content is { } content)
                StatementJson.Content(json, content);
            else
                json.WriteStartObject("content");
            if (found.Content is null)
                json.WriteEndObject();
        }) { Marked = true };
    }

    /// <summary>An entry of a register as it was valid on a day, as that was known at an instant.</summary>
    private async Task<IResult> AsOf(HttpContext context, string body, string definition, Guid id)
    {
        var (published, slips) = (definitions.Find(body, definition)!, new List<Slip>());
        var asked = Question.Read(context.Request.Query, published, context.Request.Path.Value!, slips);
        if (slips.Count > 0)
            return new Problem(StatusCodes.Status400BadRequest, "unreadable") { Slips = slips };
        var (person, cancel) = (context.Features.Get<Person>(), context.RequestAborted);
        var day = asked.On ?? bodies.Find(body)!.Today(time);
        var found = await readings.As<(Listed, Guid?)?>(person, Showing.At(id), async connection => await Listing.Find(connection, body, definition, id, cancel) is { Version: > 0 } listed ? (listed, await Survivor(connection, id, cancel)) : null, cancel);
        if (found is not var (head, survivor))
            return Problem.NotThere;
        var history = (await entries.Read(person, published, id, cancel)).History;
        var stretch = history.Stretches(asked.Known).FirstOrDefault(one => one.From <= day && day < one.Until);
        return new Bytes(json =>
        {
            StatementJson.Head(json, stretch is null ? head : head with { Version = stretch.Version });
            json.WriteNumber("definitionVersion", published.Version);
            if (survivor is { } other)
                json.WriteString("mergedInto", other);
            json.WriteBoolean("holds", stretch is not null);
            StatementJson.Valid(json, stretch?.From, stretch?.Until);
            StatementJson.Content(json, history.At(day, asked.Known) ?? new Statement(published.Definition));
        }) { Marked = true };
    }

    // The entry that stands for this one today, where another does and the reader may know of it.
    private static async Task<Guid?> Survivor(NpgsqlConnection connection, Guid id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select s.id from records.statement s where s.id = records.survivor($1) and s.id <> $1", connection) { Parameters = { new() { Value = id } } };
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }

    public async Task<IResult> Faults(HttpContext context, string body, string definition, Guid id, int? version)
    {
        var cancel = context.RequestAborted;
        var person = context.Features.Get<Person>();
        var t = context.RequestServices.GetRequiredService<Words>();
        if (bodies.Find(body) is not { } described)
            return Problem.NotThere;
        var found = await readings.As(person, Showing.At(id), connection => Find(connection, body, definition, id, version is 0 ? null : version, cancel), cancel);
        if (found is not var (_, published, number))
            return Problem.NotThere;
        var of = (published ?? definitions.Find(body, definition)!).Definition;
        return new Streamed(JsonType, async output => await readings.As(person, Showing.Versions(id, version ?? number), async connection =>
        {
            await using var json = new Utf8JsonWriter(output);
            json.WriteStartObject();
            json.WriteStartArray("faults");
            await using var command = new NpgsqlCommand("""
                select rule, level, section, row_id, row_number, field, facts from records.fault
                where statement = $1 and version = $2 order by section, row_number, field, rule
                """, connection) { Parameters = { new() { Value = id }, new() { Value = version ?? number } } };
            await using var row = await command.ExecuteReaderAsync(cancel);
            while (await row.ReadAsync(cancel))
            {
                FaultJson.Write(json, Boxed.Open(connection, id, new Fault(row.GetString(0), Enum.Parse<CheckLevel>(row.GetString(1), ignoreCase: true), Text(row, 2),
                    row.IsDBNull(3) ? null : row.GetGuid(3), row.IsDBNull(4) ? null : row.GetInt64(4), Text(row, 5), row.GetFieldValue<string[]>(6))), t, of, described);
                if (json.BytesPending > Block)
                    await json.FlushAsync(cancel);
            }
            json.WriteEndArray();
            json.WriteEndObject();
            return true;
        }, cancel));
    }

    /// <summary>The statement as its reader may see it, the definition of the version asked for (null before the first), and its number.</summary>
    internal async Task<(Listed Listed, PublishedDefinition? Published, int Number)?> Find(NpgsqlConnection connection, string body, string definition, Guid id, int? version, CancellationToken cancel)
    {
        if (definitions.Find(body, definition) is null || await Listing.Find(connection, body, definition, id, cancel) is not { } listed)
            return null;
        var number = version ?? listed.Version;
        if (number == 0)
            return (listed, null, 0);
        return await Listing.DefinitionVersion(connection, id, number, cancel) is { } under && await definitions.Find(body, definition, under, cancel) is { } published
            ? (listed, published, number)
            : null;
    }

    internal const string JsonType = "application/json";
    internal const int Block = 1 << 15;

    internal static string Mark(ReadOnlySpan<byte> bytes) => $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, MarkLength))}\"";

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private sealed record Found(Listed Listed, PublishedDefinition? Published, int Number, Statement? Content)
    {
        public Guid? Survivor { get; init; }
    }
}
