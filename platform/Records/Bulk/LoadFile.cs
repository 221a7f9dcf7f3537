using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Shared.Data;
using Entente.Shared.Localisation;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>The file of a load, whatever its form, as rows.</summary>
internal sealed class LoadFile : IAsyncDisposable
{
    public const string Csv = "text/csv";
    public const string Lines = "application/jsonl";
    public const string Json = "application/json";
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>What is taken, as its senders call it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Forms = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [Csv] = Csv, [Lines] = Lines, ["application/x-ndjson"] = Lines, ["application/jsonlines"] = Lines, [Json] = Json, [Workbook] = Workbook,
    };

    private readonly NpgsqlConnection _connection;
    private readonly Load _load;
    private PartStream _parts;

    private LoadFile(NpgsqlConnection connection, Load load)
    {
        (_connection, _load) = (connection, load);
        _parts = Again();
    }

    /// <summary>How far it has been read.</summary>
    public long Taken => _parts.Position;

    public static async Task<LoadFile> Open(Load load, Database database, CancellationToken cancel) => new(await database.OpenWriter(cancel), load);

    public RowSource Rows(LargeWrite plan, CellText cells, Action<Fault> report) => _load.Type switch
    {
        Workbook => new SheetRows(Again, plan.Section, plan.Published.Definition, cells, report),
        Lines or Json => new JsonRows(Again, plan.Section, report),
        _ => new CsvRows(Again, plan.Section, cells, Language.English, report),
    };

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private PartStream Again() => _parts = new PartStream(_connection, _load.Id, _load.Size);
}
