using System.Globalization;
using Dapper;
using Entente.Records.Tables;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Tables;

/// <summary>What is copied in its binary form is what the database would have read from text.</summary>
public sealed class CopyBytesTests
{
    [Fact]
    public async Task Numbers_of_every_size_and_scale_are_kept_to_the_last_figure()
    {
        decimal[] edges = [0m, 0.00m, 1m, -1m, 9999m, 10000m, 10001m, 99_999_999m, 0.1m, 0.01m, 0.0001m, 0.00001m, 12.50m, -1234.5678m, 100_000_000.0001m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m];
        var random = new Random(28);
        decimal[] numbers = [.. edges, .. Enumerable.Range(0, 2_000).Select(_ => new decimal(random.Next(), random.Next(), random.Next(3) == 0 ? random.Next() : 0, random.Next(2) == 0, (byte)random.Next(29)))];
        var database = await (await TestCluster.Get()).NewDatabase();
        await using var connection = new NpgsqlConnection(database.Owner);
        await connection.OpenAsync();
        await connection.ExecuteAsync("create temp table copied (place bigint, number numeric)");
        var bytes = new CopyBytes();
        bytes.Begin();
        foreach (var (place, number) in numbers.Index())
        {
            bytes.Row(2);
            bytes.Long(place);
            bytes.Exact(number);
        }
        bytes.End();
        await using (var copy = await connection.BeginRawBinaryCopyAsync("copy copied from stdin (format binary)"))
            await copy.WriteAsync(bytes.Written);
        (await connection.QueryAsync<string>("select number::text from copied order by place")).ShouldBe(numbers.Select(number => number == 0 ? (number.Scale == 0 ? "0" : "0." + new string('0', number.Scale)) : number.ToString(CultureInfo.InvariantCulture)));
    }
}
