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
    private const string SetAudiences = "select set_config('entente.audiences', records.audiences_of_reader($1)::text, false), exists (select from disclosure.live_grants(house.reader(), $1))";

    private const string Grants = "select set_config('entente.at', $1::text, false), g.id, g.statements from records.grants_of_reader($1) g";

    // The same sets, of somebody who stands for another; what is asked of the person itself is then asked of nobody.
    private const string SetAnothers = "select set_config('entente.audiences', records.audiences_as($2, $3, house.today(), $1)::text, false), false";

    /// <param name="showing">What is shown of which statement, where it is known beforehand. Nothing is logged where nothing is found.</param>
    public Task<T> As<T>(Person? reader, Showing showing, Func<NpgsqlConnection, Task<T>> query, CancellationToken cancel = default) =>
        Read(reader, showing, _ => showing, query, cancel);

    /// <param name="showing">What is shown, told from what was found.</param>
    public Task<T> As<T>(Person? reader, Func<T, Showing> showing, Func<NpgsqlConnection, Task<T>> query, CancellationToken cancel = default) =>
        Read(reader, null, showing, query, cancel);

    private async Task<T> Read<T>(Person? reader, Showing? ahead, Func<T, Showing> showing, Func<NpgsqlConnection, Task<T>> query, CancellationToken cancel)
    {
        if (SeenAs.Now is not null)
            reader = null;
        if (reader is not null && ahead is null or { Subjects.Count: > 0 })
            await log.Require(cancel);
        var (done, found) = await database.Read(reader?.Id, async connection =>
        {
            var (audiences, granted) = await Begin(connection, cancel);
            return granted ? (false, default(T)!) : (true, await Ask(connection, reader, ahead, showing, query, audiences, [], cancel));
        }, cancel);
        // Only whoever has a grant that lives goes through the other login.
        return done ? found : await database.ReadGranted(reader!.Id, async connection =>
        {
            var (audiences, _) = await Begin(connection, cancel);
            return await Ask(connection, reader, ahead, showing, query, audiences, await Granted(connection, cancel), cancel);
        }, cancel);
    }

    private async Task<T> Ask<T>(NpgsqlConnection connection, Person? reader, Showing? ahead, Func<T, Showing> showing, Func<NpgsqlConnection, Task<T>> query, string audiences, IReadOnlyList<LiveGrant> grants, CancellationToken cancel)
    {
        // What is taken away in a stream is under way before it could be told what was found.
        if (reader is not null && ahead is { Before: true })
            await Note(reader, ahead, audiences, grants, cancel);
        var found = await query(connection);
        if (reader is not null && found is not null && ahead is not { Before: true })
            await Note(reader, showing(found), audiences, grants, cancel);
        return found;
    }

    private async Task<(string Audiences, bool Granted)> Begin(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var set = new NpgsqlCommand(SeenAs.Now is null ? SetAudiences : SetAnothers, connection) { Parameters = { new() { Value = time.GetUtcNow().UtcDateTime } } };
        if (SeenAs.Now is { } another)
        {
            set.Parameters.AddWithValue(another.Body);
            set.Parameters.AddWithValue(another.Principal);
        }
        await using var row = await set.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetString(0), row.GetBoolean(1));
    }

    private async Task<List<LiveGrant>> Granted(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Grants, connection) { Parameters = { new() { Value = time.GetUtcNow().UtcDateTime } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var grants = new List<LiveGrant>();
        while (await row.ReadAsync(cancel))
            grants.Add(new LiveGrant(row.GetGuid(1), row.GetFieldValue<Guid[]>(2).ToHashSet()));
        return grants;
    }

    private async Task Note(Person reader, Showing showing, string audiences, IReadOnlyList<LiveGrant> grants, CancellationToken cancel)
    {
        if (showing.Subjects.Count == 0)
            return;
        var told = new Told(reader, time.GetUtcNow(), showing, audiences, grants);
        if (told.IsUrgent)
            await log.Before(told, cancel);
        else
            log.After(told);
    }
}
