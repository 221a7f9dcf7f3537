using Entente.Bodies.Definitions;
using Npgsql;

namespace Entente.Bodies.Publishing;

/// <summary>The schema that is named after a body, for what it declares.</summary>
internal static class Schemas
{
    /// <summary>A body may not take a schema that belongs to the database or to a room of the house.</summary>
    public static async Task<IReadOnlyList<Finding>> Refused(NpgsqlConnection connection, Body body, IReadOnlyList<Definition> definitions, CancellationToken cancel)
    {
        if (definitions.Count == 0)
            return [];
        await using var command = new NpgsqlCommand("""
            select left($1, 3) = 'pg_' or exists (
              select from pg_namespace n where n.nspname = $1 and coalesce(obj_description(n.oid, 'pg_namespace'), '') not like $2 || '%')
            """, connection) { Parameters = { new() { Value = body.Code }, new() { Value = BodySchema.Mark } } };
        return (bool)(await command.ExecuteScalarAsync(cancel))!
            ? [new Finding("body.yaml", 1, 1, "reserved-code", $"The code \"{body.Code}\" is a name that the database needs for itself, so that nothing can be declared to the body.", "Give the body and its folder another code.")]
            : [];
    }
}
