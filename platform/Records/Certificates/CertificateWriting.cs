using System.Text;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Certificates;

/// <summary>What a step of a certificate, or of what uses one up, writes beside its version: in the same transaction, at its end, so that lines are held no longer than needed.</summary>
internal static class CertificateWriting
{
    private const string Keep = "select records.keep_certificate($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    private const string UseLines = "select records.use_lines($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    /// <summary>What another command changed under our eyes: it is looked at anew.</summary>
    public static bool Raced(PostgresException problem) =>
        problem is { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: "balance_holds" } or { SqlState: "EN410" };

    public static async ValueTask Add(NpgsqlBatch batch, PublishedDefinition published, Guid statement, Effect effect, DateTimeOffset now)
    {
        var definition = published.Definition;
        if (!CertificateReading.Concerns(definition))
            return;
        var (stood, stands) = (effect.Before is { } before && Stands(definition, before.State), Stands(definition, effect.After.State));
        if (effect.Version is null && stood == stands)
            return;
        if (definition.Traits.Certificate is not null && (effect.Version is not null || effect.After.Version > 0))
            batch.BatchCommands.Add(await Certificate(published, statement, effect.Version?.Content, stands));
        if (definition.Draws.Count > 0 && effect.After.Version > 0)
            batch.BatchCommands.Add(Uses(statement, effect.After.Version, stands, effect.Version is { } version ? Drawing.Of(definition, version.Content) : null, now));
    }

    private static bool Stands(Definition definition, string state) => definition.Workflow.State(state)?.Stands == true;

    private static async ValueTask<NpgsqlBatchCommand> Certificate(PublishedDefinition published, Guid statement, Statement? content, bool stands)
    {
        var definition = published.Definition;
        var lines = content is null ? null : Drawing.Lines(definition, content);
        return new NpgsqlBatchCommand(Keep)
        {
            Parameters =
            {
                new() { Value = statement },
                new() { Value = VerificationCode.New() },
                new() { Value = published.Version },
                new() { Value = stands },
                Maybe(NpgsqlDbType.Date, content is null ? null : Drawing.LastDay(definition, content)),
                Maybe(NpgsqlDbType.Uuid, content is null ? null : Drawing.Replaced(definition, content)),
                Maybe(NpgsqlDbType.Jsonb, content is null ? null : await PublicPart.Write(content)),
                Maybe(NpgsqlDbType.Array | NpgsqlDbType.Uuid, lines?.Select(line => line.Row).ToArray()),
                Maybe(NpgsqlDbType.Array | NpgsqlDbType.Numeric, lines?.Select(line => line.Total).ToArray()),
            },
        };
    }

    /// <param name="uses">Null: what its version used.</param>
    private static NpgsqlBatchCommand Uses(Guid statement, int version, bool stands, IReadOnlyList<Use>? uses, DateTimeOffset now) => new(UseLines)
    {
        Parameters =
        {
            new() { Value = statement },
            new() { Value = version },
            new() { Value = stands },
            Maybe(NpgsqlDbType.Array | NpgsqlDbType.Text, uses?.Select(use => use.Section.Code).ToArray()),
            Maybe(NpgsqlDbType.Array | NpgsqlDbType.Uuid, uses?.Select(use => use.Row.Id).ToArray()),
            Maybe(NpgsqlDbType.Array | NpgsqlDbType.Uuid, uses?.Select(use => use.Certificate).ToArray()),
            Maybe(NpgsqlDbType.Array | NpgsqlDbType.Integer, uses?.Select(use => use.Line).ToArray()),
            Maybe(NpgsqlDbType.Array | NpgsqlDbType.Numeric, uses?.Select(use => use.Amount).ToArray()),
            new() { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        },
    };

    private static NpgsqlParameter Maybe(NpgsqlDbType type, object? value) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}

/// <summary>The part of a certificate that anybody is shown who holds its number and code: what its definition names, and nothing else.</summary>
internal static class PublicPart
{
    public static async ValueTask<string> Write(Statement content)
    {
        var shown = Of(content);
        using var bytes = new MemoryStream();
        await StatementJson.Write(bytes, shown);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public static async Task<Statement> Read(string json, Definition definition)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return (await StatementJson.Read(bytes, definition)).Statement;
    }

    /// <summary>Whether a field is shown.</summary>
    public static bool Shows(Definition definition, Section section, Field field) =>
        definition.Traits.Certificate!.Public.Any(place => place == section.Code || place == $"{section.Code}.{field.Code}");

    private static Statement Of(Statement content)
    {
        var definition = content.Definition;
        var shown = new Statement(definition);
        foreach (var section in definition.Sections)
        {
            var fields = section.Fields.Index().Where(field => Shows(definition, section, field.Item)).Select(field => field.Index).ToList();
            if (fields.Count == 0)
                continue;
            foreach (var row in section.IsTable ? content.Rows(section.Code) : [content.Fields(section.Code)])
            {
                var copy = section.IsTable ? Row.Of(section, row.Id) : shown.Fields(section.Code);
                foreach (var field in fields)
                    copy.Answers[field] = row.Answers[field];
                if (section.IsTable)
                    shown.Rows(section.Code).Add(copy);
            }
        }
        return shown;
    }
}
