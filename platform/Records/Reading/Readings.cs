using Entente.Bodies;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Reading;

/// <summary>Reads what was declared as a person, or (null) as the public: the policies of every record table compare with the audiences set here.</summary>
public sealed class Readings(Database database, TimeProvider time)
{
    // Asked once, as a setting: wrapped into the policies it would be asked again for every row.
    private const string SetAudiences = "select set_config('entente.audiences', records.audiences_of_reader($1)::text, false)";

    public Task<T> As<T>(Person? reader, Func<NpgsqlConnection, Task<T>> query, CancellationToken cancel = default) =>
        database.Read(reader?.Id, async connection =>
        {
            await using (var audiences = new NpgsqlCommand(SetAudiences, connection) { Parameters = { new() { Value = time.GetUtcNow().UtcDateTime } } })
                await audiences.ExecuteNonQueryAsync(cancel);
            return await query(connection);
        }, cancel);
}
