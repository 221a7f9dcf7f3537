using System.Globalization;
using Npgsql;

namespace Entente.Shared.Data;

/// <summary>
/// The two logins of the application. <see cref="Read{T}"/> answers a person and runs under row security,
/// so that a forgotten filter returns nothing rather than everything; <see cref="Write{T}"/> is the one
/// way to change anything and answers nobody.
/// </summary>
public sealed class Database(Logins logins, TimeProvider time) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _reader = logins.Source(logins.Reader);
    private readonly NpgsqlDataSource? _granted = logins.Granted is { } granted ? logins.Source(granted) : null;
    private readonly NpgsqlDataSource _writer = logins.Source(logins.Writer);
    private readonly NpgsqlDataSource _plain = logins.Plain(24);
    private readonly NpgsqlDataSource _busy = logins.Plain(GroupsAtOnce + 1, planOnce: true);

    /// <summary>How many groups of writes are on their way at a time.</summary>
    public static int GroupsAtOnce { get; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Reads as this person (null: the public), today, and with one post only where <see cref="ReadingPost"/> says so. The policies look them up by these settings.</summary>
    public Task<T> Read<T>(Guid? person, Func<NpgsqlConnection, Task<T>> query, CancellationToken cancel = default) => ReadBy(_reader, person, query, cancel);

    /// <summary>The same for somebody who has a grant: also what it opens, for as long as it lives.</summary>
    public Task<T> ReadGranted<T>(Guid person, Func<NpgsqlConnection, Task<T>> query, CancellationToken cancel = default) =>
        ReadBy(_granted ?? throw new InvalidOperationException("The login of those who read under a grant follows from the reader's name, which has to end with _reader."), person, query, cancel);

    private async Task<T> ReadBy<T>(NpgsqlDataSource login, Guid? person, Func<NpgsqlConnection, Task<T>> query, CancellationToken cancel)
    {
        await using var connection = await login.OpenConnectionAsync(cancel);
        await using (var who = new NpgsqlCommand("select set_config('entente.person', $1, false), set_config('entente.today', $2, false), set_config('entente.holding', $3, false)", connection))
        {
            who.Parameters.AddWithValue(person?.ToString() ?? "");
            who.Parameters.AddWithValue(time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            who.Parameters.AddWithValue(ReadingPost.Only?.ToString() ?? "");
            await who.ExecuteNonQueryAsync(cancel);
        }
        return await query(connection);
    }

    /// <summary>Runs the change in one transaction: committed when the function returns, undone when it throws.</summary>
    public async Task<T> Write<T>(Func<NpgsqlConnection, Task<T>> change, CancellationToken cancel = default)
    {
        await using var connection = await _writer.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var result = await change(connection);
        await transaction.CommitAsync(cancel);
        return result;
    }

    public Task Write(Func<NpgsqlConnection, Task> change, CancellationToken cancel = default) =>
        Write(async connection => { await change(connection); return true; }, cancel);

    /// <summary>A writer's connection without a transaction, for a lone statement or for LISTEN.</summary>
    public ValueTask<NpgsqlConnection> OpenWriter(CancellationToken cancel = default) => _writer.OpenConnectionAsync(cancel);

    /// <summary>
    /// A writer's connection that keeps what it prepared and is handed on as it is: for the door, which writes the same
    /// statements all day. Nothing may be set on it that outlives a transaction.
    /// </summary>
    public ValueTask<NpgsqlConnection> OpenPlain(CancellationToken cancel = default) => _plain.OpenConnectionAsync(cancel);

    /// <summary>
    /// As <see cref="OpenPlain"/>, one of a few that never rest, for what goes group by group: the database then finds in its own
    /// memory what it needs, where two dozen in turns would each begin cold.
    /// </summary>
    public ValueTask<NpgsqlConnection> OpenBusy(CancellationToken cancel = default) => _busy.OpenConnectionAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await _busy.DisposeAsync();
        await _plain.DisposeAsync();
        await _reader.DisposeAsync();
        if (_granted is not null)
            await _granted.DisposeAsync();
        await _writer.DisposeAsync();
    }
}
