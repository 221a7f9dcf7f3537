using Entente.Bodies;
using Entente.Disclosure;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Reading;

/// <summary>
/// Reads what was declared as a person, or (null) as the public: the policies of every record table compare with the audiences set here.
/// Each reading says what it lays before its reader, so that the owner of what is not public can see who read it.
/// </summary>
public sealed class Readings(Database database, ReadingLog log, TimeProvider time)
{
    // Asked once, as a setting: wrapped into the policies it would be asked again for every row.
    private const string SetAudiences = "select set_config('entente.audiences', records.audiences_of_reader($1)::text, false)";

    // The same sets, of somebody who stands for another; what is asked of the person itself is then asked of nobody.
    private const string SetAnothers = "select set_config('entente.audiences', records.audiences_as($2, $3, house.today(), $1)::text, false)";

    /// <param name="showing">What is shown of which statement, where it is known beforehand. Nothing is logged where nothing is found.</param>
    public Task<T> As<T>(Person? reader, Showing showing, Func<NpgsqlConnection, Task<T>> query, CancellationToken cancel = default) =>
        Read(reader, showing, _ => showing, query, cancel);

    /// <param name="showing">What is shown, told from what was found.</param>
    public Task<T> As<T>(Person? reader, Func<T, Showing> showing, Func<NpgsqlConnection, Task<T>> query, CancellationToken cancel = default) =>
        Read(reader, null, showing, query, cancel);

    private Task<T> Read<T>(Person? reader, Showing? ahead, Func<T, Showing> showing, Func<NpgsqlConnection, Task<T>> query, CancellationToken cancel)
    {
        if (SeenAs.Now is not null)
            reader = null;
        if (reader is not null && ahead is null or { Subjects.Count: > 0 })
            log.Require();
        return database.Read(reader?.Id, async connection =>
        {
            string audiences;
            await using (var set = new NpgsqlCommand(SeenAs.Now is null ? SetAudiences : SetAnothers, connection) { Parameters = { new() { Value = time.GetUtcNow().UtcDateTime } } })
            {
                if (SeenAs.Now is { } another)
                {
                    set.Parameters.AddWithValue(another.Body);
                    set.Parameters.AddWithValue(another.Principal);
                }
                audiences = (string)(await set.ExecuteScalarAsync(cancel))!;
            }
            // What is taken away in a stream is under way before it could be told what was found.
            if (reader is not null && ahead is { Before: true })
                await Note(reader, ahead, audiences, cancel);
            var found = await query(connection);
            if (reader is not null && found is not null && ahead is not { Before: true })
                await Note(reader, showing(found), audiences, cancel);
            return found;
        }, cancel);
    }

    private async Task Note(Person reader, Showing showing, string audiences, CancellationToken cancel)
    {
        if (showing.Subjects.Count == 0)
            return;
        var told = new Told(reader, time.GetUtcNow(), showing, audiences, []);
        if (showing.Before || told.Way == Way.Export)
            await log.Before(told, cancel);
        else
            log.After(told);
    }
}
