using Npgsql;

namespace Entente.Shared.Data;

/// <summary>The installation's own row, read once: it never changes after the first start.</summary>
public sealed class ThisInstallation(Database database)
{
    private volatile Installation? _known;

    /// <summary>What is known without asking; null before the first page that could ask.</summary>
    public Installation? Known => _known;

    public async ValueTask<Installation> Facts(CancellationToken cancel = default) =>
        _known ??= await database.Read(null, async connection =>
        {
            await using var select = new NpgsqlCommand("select id, demonstration from house.installation", connection);
            await using var row = await select.ExecuteReaderAsync(cancel);
            await row.ReadAsync(cancel);
            return new Installation(row.GetGuid(0), row.GetBoolean(1));
        }, cancel);
}
