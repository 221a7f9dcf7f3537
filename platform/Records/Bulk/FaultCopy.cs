using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Bulk;

/// <summary>
/// Faults as they are found, straight into their table by COPY, on a connection and in a transaction of their own: a million of
/// them take no memory, and those of a refused load stay when its rows go.
/// </summary>
internal sealed class FaultCopy : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly Guid _statement;
    private readonly string? _excuse;
    private readonly NpgsqlBinaryImporter _importer;
    private readonly Lock _one = new();

    private FaultCopy(NpgsqlConnection connection, NpgsqlTransaction transaction, NpgsqlBinaryImporter importer, Guid statement, string? excuse) =>
        (_connection, _transaction, _importer, _statement, _excuse) = (connection, transaction, importer, statement, excuse);

    public long Count { get; private set; }

    /// <summary>How many of them keep the load from becoming a version.</summary>
    public long Blocking { get; private set; }

    public static async Task<FaultCopy> Open(NpgsqlConnection connection, Guid statement, string? excuse, CancellationToken cancel)
    {
        var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var forget = new NpgsqlCommand("delete from records.fault where statement = $1 and version = 0", connection) { Parameters = { new() { Value = statement } } })
            await forget.ExecuteNonQueryAsync(cancel);
        var importer = await connection.BeginBinaryImportAsync(
            "copy records.fault (statement, version, rule, level, section, row_id, row_number, field, facts, excuse) from stdin (format binary)", cancel);
        return new FaultCopy(connection, transaction, importer, statement, excuse);
    }

    // Whoever reads and whoever judges tell of faults while rows go by; nothing of this waits but when a packet is full.
    public void Add(Fault fault)
    {
        lock (_one)
        {
            Write(fault);
            if (fault.Level == CheckLevel.Warning && _excuse is null)
                Write(Refusals.At(Refusals.ExcuseNeeded, fault));
        }
    }

    private void Write(Fault fault)
    {
        Count++;
        var warning = fault.Level == CheckLevel.Warning;
        if (fault.Blocks)
            Blocking++;
        _importer.StartRow();
        _importer.Write(_statement, NpgsqlDbType.Uuid);
        _importer.Write(0, NpgsqlDbType.Integer);
        _importer.Write(fault.Rule, NpgsqlDbType.Text);
        _importer.Write(fault.Level switch { CheckLevel.Error => "error", CheckLevel.Warning => "warning", _ => "note" }, NpgsqlDbType.Text);
        Maybe(fault.Section);
        if (fault.Row is { } row && row != Guid.Empty)
            _importer.Write(row, NpgsqlDbType.Uuid);
        else
            _importer.WriteNull();
        if (fault.RowNumber is { } number)
            _importer.Write(number, NpgsqlDbType.Bigint);
        else
            _importer.WriteNull();
        Maybe(fault.Field);
        _importer.Write(fault.Facts.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Maybe(warning ? _excuse : null);
    }

    /// <summary>Keeps them as those of the draft; the version that is made of it takes them over in its own transaction.</summary>
    public async Task Keep(CancellationToken cancel)
    {
        await _importer.CompleteAsync(cancel);
        await _importer.DisposeAsync();
        await _transaction.CommitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _importer.DisposeAsync();
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private void Maybe(string? text)
    {
        if (text is null)
            _importer.WriteNull();
        else
            _importer.Write(text, NpgsqlDbType.Text);
    }
}
