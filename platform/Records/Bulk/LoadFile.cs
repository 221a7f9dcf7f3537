using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Shared.Data;
using Entente.Shared.Localisation;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>The file of a load, whatever its form, as rows.</summary>
internal sealed class LoadFile : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly Load _load;
    private PartStream _parts;

    private LoadFile(NpgsqlConnection connection, Load load) => (_connection, _load, _parts) = (connection, load, new PartStream(connection, load.Id));

    /// <summary>How many of its bytes have been read.</summary>
    public long Taken => _parts.Taken;

    public static async Task<LoadFile> Open(Load load, Database database, CancellationToken cancel) => new(await database.OpenWriter(cancel), load);

    public RowSource Rows(LargeWrite plan, DateOnly day, Action<Fault> report) =>
        new CsvRows(Again, plan.Section, new CellText(plan.Body, day), Language.English, report);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private PartStream Again() => _parts = new PartStream(_connection, _load.Id);
}
