using System.IO.Compression;
using System.Text.Json;
using Entente.Client.Run;

namespace Entente.Tests.Kit.Upgrade;

/// <summary>
/// A database as an earlier state of the program left it: the steps it had taken, the tables its definitions had made, in the
/// words they were made with, and every row. Kept in tests/upgrade, one file per state, written by the program of that state.
/// </summary>
public sealed record EarlierState(IReadOnlyList<EarlierStep> Steps, IReadOnlyList<string> Made, IReadOnlyList<EarlierTable> Tables, IReadOnlyList<EarlierSequence> Sequences)
{
    public static string Folder => Path.Combine(House.Find().Root, "tests", "upgrade");

    /// <summary>The names of the states that are kept, oldest first.</summary>
    public static IEnumerable<string> Kept() =>
        Directory.EnumerateFiles(Folder, "*.json.gz").Select(file => Path.GetFileName(file)[..^".json.gz".Length]).Order(StringComparer.Ordinal);

    public static async Task<EarlierState> Read(string name)
    {
        await using var file = File.OpenRead(PathOf(name));
        await using var text = new GZipStream(file, CompressionMode.Decompress);
        return (await JsonSerializer.DeserializeAsync<EarlierState>(text))!;
    }

    public async Task Write(string name)
    {
        Directory.CreateDirectory(Folder);
        await using var file = File.Create(PathOf(name));
        await using var text = new GZipStream(file, CompressionLevel.SmallestSize);
        await JsonSerializer.SerializeAsync(text, this);
    }

    private static string PathOf(string name) => Path.Combine(Folder, $"{name}.json.gz");
}

public sealed record EarlierStep(int Number, string File, string Checksum);

/// <param name="Name">Quoted, with its schema.</param>
/// <param name="Rows">As COPY writes them.</param>
public sealed record EarlierTable(string Name, IReadOnlyList<string> Columns, string Rows);

public sealed record EarlierSequence(string Name, long Last);
