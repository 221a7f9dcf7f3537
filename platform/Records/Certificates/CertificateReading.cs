using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Npgsql;

namespace Entente.Records.Certificates;

/// <summary>Fetches the certificates that a content names, for the rules; asked only of definitions that are or use certificates.</summary>
internal static class CertificateReading
{
    private const string Heads = """
        select c.statement, s.definition, s.party, c.stands, c.last_day, c.replaced_by
        from records.certificate c join records.statement s on s.id = c.statement
        where s.body = $1 and (c.statement = any ($2) or c.statement = $3)
        """;

    // What the record itself uses already is its own to use again.
    private const string Lines = """
        select b.certificate, b.line, b.row_id, b.total,
          b.drawn - coalesce((select sum(d.amount) from records.draw d where d.certificate = b.certificate and d.line = b.line and d.statement = $2 and d.released_at is null), 0)
        from records.balance b where b.certificate = any ($1) or b.certificate = $2
        """;

    public static bool Concerns(Definition definition) => definition.Traits.Certificate is not null || definition.Draws.Count > 0;

    /// <param name="statement">The record that is judged.</param>
    public static async Task<CertificateFacts?> Load(NpgsqlConnection connection, string body, Definition definition, Guid statement, Statement? content, CancellationToken cancel)
    {
        if (content is null || !Concerns(definition))
            return null;
        var ids = Drawing.Named(definition, content).ToArray();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Heads) { Parameters = { new() { Value = body }, new() { Value = ids }, new() { Value = statement } } },
                new(Lines) { Parameters = { new() { Value = ids }, new() { Value = statement } } },
            },
        };
        var known = new Dictionary<Guid, KnownCertificate>();
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            known[rows.GetGuid(0)] = new KnownCertificate(rows.GetGuid(0), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2), rows.GetBoolean(3),
                rows.IsDBNull(4) ? null : rows.GetFieldValue<DateOnly>(4), rows.IsDBNull(5) ? null : rows.GetGuid(5), new Dictionary<int, Balance>());
        await rows.NextResultAsync(cancel);
        while (await rows.ReadAsync(cancel))
            if (known.TryGetValue(rows.GetGuid(0), out var certificate))
                ((Dictionary<int, Balance>)certificate.Lines)[rows.GetInt32(1)] = new Balance(rows.GetGuid(2), rows.GetDecimal(3), rows.GetDecimal(4));
        return new CertificateFacts(known, known.GetValueOrDefault(statement));
    }
}
