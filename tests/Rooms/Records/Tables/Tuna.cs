using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Records.Content;
using Entente.Records.Tables;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Tables;

/// <summary>The tuna organisation in a database of its own: what it declares is published from the test, and statements are written as the one door writes them.</summary>
public sealed class Tuna : TestApp
{
    private NpgsqlDataSource _owner = null!;
    private NpgsqlDataSource _writer = null!;
    private NpgsqlDataSource _reader = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_owner, _writer, _reader) = (NpgsqlDataSource.Create(Database.Owner), NpgsqlDataSource.Create(Database.Logins.Writer), NpgsqlDataSource.Create(Database.Logins.Reader));
        (await Audience("public")).ShouldBe(1);
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public DefinitionCatalogue Definitions => Services.GetRequiredService<DefinitionCatalogue>();

    public Task<Outcome> Publish(params IReadOnlyList<Definition> definitions) => Publish("tuna", definitions);

    public async Task<Outcome> Publish(string body, IReadOnlyList<Definition> definitions, MakeTables? tables = null)
    {
        await using var connection = await _owner.OpenConnectionAsync(Cancel);
        return await Publication.Publish(connection, new Loaded(Kit.Definitions.Body() with { Code = body }, definitions, []), body, tables ?? TableMaking.Make, Clock.GetUtcNow(), Cancel);
    }

    /// <summary>Publishes and gives the version in force, as a node that has just started reads it.</summary>
    public async Task<PublishedDefinition> InForce(string body, Definition definition)
    {
        (await Publish(body, [definition])).Findings.ShouldBeEmpty();
        return await Version(body, definition.Code, null) ?? throw new InvalidOperationException("It was published.");
    }

    public async Task<PublishedDefinition?> Version(string body, string code, int? version)
    {
        var number = version ?? int.Parse((await Ask("select version from bodies.definition_in_force where body = $1 and code = $2", body, code))!, System.Globalization.CultureInfo.InvariantCulture);
        return await Definitions.Find(body, code, number, Cancel);
    }

    /// <summary>A statement that stands, without content.</summary>
    public async Task<Guid> Statement(PublishedDefinition of, int aud, string party = "JPN", string state = "submitted")
    {
        var id = Guid.CreateVersion7(Clock.GetUtcNow());
        await Do("insert into records.statement (id, body, definition, party, state, version, aud, own_aud, opened_at, changed_at) values ($1, $2, $3, $4, $5, 1, $6, $6, now(), now())",
            id, of.Body, of.Definition.Code, party, state, aud);
        return id;
    }

    public async Task<int> Audience(params string[] members) =>
        int.Parse((await Ask("insert into records.audience (body, members) values ('tuna', $1) on conflict (body, members) do update set body = excluded.body returning id", (object)members))!, System.Globalization.CultureInfo.InvariantCulture);

    public async Task Write(Func<NpgsqlConnection, Task> change)
    {
        await using var connection = await _writer.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await change(connection);
        await transaction.CommitAsync(Cancel);
    }

    public Task Write(Action<NpgsqlBatch> fill) => Write(async connection =>
    {
        await using var batch = new NpgsqlBatch(connection);
        fill(batch);
        await batch.ExecuteNonQueryAsync(Cancel);
    });

    /// <summary>Reads as somebody who belongs to these audiences.</summary>
    public async Task<T> As<T>(int[] audiences, Func<NpgsqlConnection, Task<T>> query)
    {
        await using var connection = await _reader.OpenConnectionAsync(Cancel);
        await using (var set = new NpgsqlCommand("select set_config('entente.audiences', $1::int[]::text, false)", connection) { Parameters = { new() { Value = audiences } } })
            await set.ExecuteNonQueryAsync(Cancel);
        return await query(connection);
    }

    public Task<List<PlacedRow>> Rows(SectionTable table, Guid statement, int version) => Ask(connection => TypedRows.Load(connection, table, statement, version, Cancel));

    public async Task<T> Ask<T>(Func<NpgsqlConnection, Task<T>> query)
    {
        await using var connection = await _owner.OpenConnectionAsync(Cancel);
        return await query(connection);
    }

    public Task<string?> Ask(string sql, params object[] parameters) => Ask(connection => Scalar(connection, sql, parameters));

    public Task<string?> AskAs(int[] audiences, string sql, params object[] parameters) => As(audiences, connection => Scalar(connection, sql, parameters));

    public async Task<string?> AskWriter(string sql)
    {
        await using var connection = await _writer.OpenConnectionAsync(Cancel);
        return await Scalar(connection, sql, []);
    }

    public Task Do(string sql, params object[] parameters) => Ask(sql, parameters);

    private static async Task<string?> Scalar(NpgsqlConnection connection, string sql, object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        return (await command.ExecuteScalarAsync(Cancel))?.ToString();
    }

    public override async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        await _writer.DisposeAsync();
        await _reader.DisposeAsync();
        await base.DisposeAsync();
    }
}

/// <summary>The rows of a list, as a stream.</summary>
internal sealed class Rows(IReadOnlyList<Row> rows) : RowSource
{
    public override long? Count => rows.Count;

    public override async IAsyncEnumerable<Row> Read([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        foreach (var row in rows)
            yield return row;
    }
}
