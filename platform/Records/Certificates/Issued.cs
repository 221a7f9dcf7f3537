using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Reading;
using Entente.Records.Tables;
using Npgsql;

namespace Entente.Records.Certificates;

/// <summary>A certificate as its reader may see it.</summary>
public sealed record Certificate(string Code, DateTimeOffset IssuedAt, PublishedDefinition Published, Statement Content, CertificateStanding Standing);

/// <summary>One use of a line.</summary>
/// <param name="By">The record that uses it; null where the reader may not see it.</param>
public sealed record LedgerLine(int Line, decimal Amount, DateTimeOffset At, DateTimeOffset? ReleasedAt, UsedBy? By);

public sealed record UsedBy(Guid Id, string Definition, string? Number, string? Title, string? Party);

/// <summary>Certificates that were issued, under the policies of their readers.</summary>
public sealed class Issued(Readings readings, DefinitionCatalogue definitions)
{
    private const string Head = """
        select c.code, (select min(v.made_at) from records.version v where v.statement = s.id), v.definition_version, s.version, c.stands, c.last_day, c.replaced_by is not null, s.state
        from records.certificate c join records.statement s on s.id = c.statement join records.version v on v.statement = s.id and v.number = s.version
        where c.statement = $1
        """;

    private const string Ledger = """
        select d.line, d.amount, d.drawn_at, d.released_at, s.id, s.definition, s.number, s.title, s.party
        from records.draw d left join records.statement s on s.id = d.statement
        where d.certificate = $1 order by d.drawn_at desc, d.line, d.id
        """;

    public Task<Certificate?> Find(Person? reader, string body, string definition, Guid id, CancellationToken cancel) =>
        readings.As<Certificate?>(reader, Showing.Versions(id), async connection =>
        {
            if (await ReadHead(connection, id, cancel) is not var (code, at, under, version, state, standing) || await definitions.Find(body, definition, under, cancel) is not { } published)
                return null;
            var content = await TypedRows.Load(connection, published, id, version, cancel);
            return new Certificate(code, at, published, content, standing with { Awaits = published.Definition.Workflow.Awaits(state), Lines = await Lines(connection, id, cancel) });
        }, cancel);

    public Task<List<LedgerLine>> Uses(Person? reader, Guid id, CancellationToken cancel) =>
        readings.As(reader, uses => Showing.List(uses.Select(use => use.By?.Id).OfType<Guid>().Append(id)), async connection =>
        {
            await using var command = new NpgsqlCommand(Ledger, connection) { Parameters = { new() { Value = id } } };
            await using var row = await command.ExecuteReaderAsync(cancel);
            var uses = new List<LedgerLine>();
            while (await row.ReadAsync(cancel))
                uses.Add(new LedgerLine(row.GetInt32(0), row.GetDecimal(1), row.GetFieldValue<DateTimeOffset>(2), row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3),
                    row.IsDBNull(4) ? null : new UsedBy(row.GetGuid(4), row.GetString(5), Text(row, 6), Text(row, 7), Text(row, 8))));
            return uses;
        }, cancel);

    private static async Task<(string Code, DateTimeOffset At, int Under, int Version, string State, CertificateStanding Standing)?> ReadHead(NpgsqlConnection connection, Guid id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Head, connection) { Parameters = { new() { Value = id } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? (row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt32(2), row.GetInt32(3), row.GetString(7), new CertificateStanding(row.GetBoolean(4), Awaits: false, row.IsDBNull(5) ? null : row.GetFieldValue<DateOnly>(5), row.GetBoolean(6), []))
            : null;
    }

    private static async Task<List<LineLeft>> Lines(NpgsqlConnection connection, Guid id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select line, row_id, total, total - drawn from records.balance where certificate = $1 order by line", connection) { Parameters = { new() { Value = id } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var lines = new List<LineLeft>();
        while (await row.ReadAsync(cancel))
            lines.Add(new LineLeft(row.GetInt32(0), row.GetGuid(1), row.GetDecimal(2), row.GetDecimal(3)));
        return lines;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
