using System.Globalization;
using System.Net;
using Dapper;
using Entente.Ledger;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Disclosure.Log;

/// <summary>
/// Shows the witnesses the last state of the log and keeps what they sign (C2SP tlog-witness). Nobody waits for them: receipts
/// given afterwards carry their signatures. One that refuses says that it saw another log, which is a finding.
/// </summary>
internal sealed class AskWitnesses(Database database, Witnesses witnesses, LogFindings findings, TimeProvider time)
{
    public const string Job = "ask-witnesses";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = SignedNote.MostBytes };

    public async Task Run(CancellationToken stop)
    {
        foreach (var witness in witnesses.All)
            await Ask(witness, stop);
    }

    private async Task Ask(Witness witness, CancellationToken stop)
    {
        var key = witness.Key.ToString();
        var (last, known) = await database.Write(async connection =>
        {
            await connection.ExecuteAsync("insert into ledger.witness (vkey) values (@key) on conflict do nothing", new { key });
            return (await LogReading.Last(connection, stop), await connection.QuerySingleAsync<(long Size, bool Refuses)>("select size, refused_at is not null from ledger.witness where vkey = @key", new { key }));
        }, stop);
        if (last is null || (known.Size == last.Size && !known.Refuses))
            return;
        try
        {
            var old = Math.Min(known.Size, last.Size);
            var (status, said) = await Send(witness, last, old, stop);
            // It remembers another state than we do: it is shown how that one leads to this.
            if (status == HttpStatusCode.Conflict && long.TryParse(said.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size <= last.Size && size != old)
                (status, said) = await Send(witness, last, size, stop);
            await Heard(witness, last, status, said, stop);
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or LedgerFormatException && !stop.IsCancellationRequested)
        {
            await Trouble(key, problem.Message, stop);
        }
    }

    private async Task<(HttpStatusCode Status, string Said)> Send(Witness witness, LogState last, long old, CancellationToken stop)
    {
        var proof = await database.Read(null, async connection =>
        {
            var tiles = old == 0 ? [] : await LogReading.Tiles(connection, Tile.ForConsistency(old, last.Size), stop);
            return Proofs.Consistency(old, last.Size, new TileReader(last.Size, tile => tiles.GetValueOrDefault((tile.Level, tile.Index))).NodeAt);
        }, stop);
        using var body = new ByteArrayContent(new AddCheckpoint(old, proof, last.Note).ToBytes());
        using var answer = await Http.PostAsync(new Uri(witness.Address.AbsoluteUri.TrimEnd('/') + "/add-checkpoint"), body, stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(stop));
    }

    private async Task Heard(Witness witness, LogState last, HttpStatusCode status, string said, CancellationToken stop)
    {
        var key = witness.Key.ToString();
        var signature = status == HttpStatusCode.OK ? SignedNote.ParseSignatures(System.Text.Encoding.UTF8.GetBytes(said)).FirstOrDefault(witness.Key.IsNamedBy) : null;
        if (signature is not null && witness.Key.Verifies(last.Note.Text, signature))
        {
            await database.Write(connection => Keep(connection, key, last.Size, signature.ToString()), stop);
            await findings.Gone("witness-refuses", witness.Key.Name, stop);
        }
        else if (status is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity)
        {
            await database.Write(connection => connection.ExecuteAsync("update ledger.witness set tried_at = @now, refused_at = coalesce(refused_at, @now), trouble = @said where vkey = @key",
                new { now = time.GetUtcNow(), said = Short(said), key }), stop);
            await findings.Keep(new LogFinding("witness-refuses", null, witness.Key.Name, $"{(int)status} {Short(said)}"), stop);
        }
        else
            await Trouble(key, $"{(int)status} {Short(said)}", stop);
    }

    private async Task Keep(NpgsqlConnection connection, string key, long size, string line)
    {
        var now = time.GetUtcNow();
        await connection.ExecuteAsync("insert into ledger.cosignature (size, witness, line, at) values (@size, @key, @line, @now) on conflict (size, witness) do update set line = excluded.line, at = excluded.at", new { size, key, line, now });
        await connection.ExecuteAsync("update ledger.witness set size = @size, seen_at = @now, tried_at = @now, refused_at = null, trouble = null where vkey = @key", new { size, now, key });
        await connection.ExecuteAsync("delete from ledger.cosignature where witness = @key and at < @before and size < @size", new { key, size, before = now.AddDays(-2) });
    }

    private Task<int> Trouble(string key, string what, CancellationToken stop) => database.Write(connection =>
        connection.ExecuteAsync("update ledger.witness set tried_at = @now, trouble = @what where vkey = @key", new { now = time.GetUtcNow(), what = Short(what), key }), stop);

    private static string Short(string text) => text.Length > 200 ? text[..200] : text.Trim();
}
