using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Ledger;

namespace Entente.Tests.Ledger.Trees;

/// <summary>The proof vectors of transparency-dev/merkle, good ones and every way to spoil them.</summary>
public sealed class VectorTests
{
    private const string Absent = "absent";

    [Theory]
    [MemberData(nameof(Files), "inclusion", 98)]
    public void Inclusion(string file) => Check(file, v => Proofs.IsIncluded(v.Leaf, v.Index, v.Number(v.TreeSize), v.Path, v.RootHash));

    [Theory]
    [MemberData(nameof(Files), "consistency", 98)]
    public void Consistency(string file) => Check(file, v => Proofs.IsConsistent(v.Number(v.Size1), v.Root1Hash, v.Number(v.Size2), v.Root2Hash, v.Path));

    [Theory]
    [MemberData(nameof(Files), "subtreeinclusion", 204)]
    public void Inclusion_in_a_subtree(string file) => Check(file, v => Proofs.IsIncludedInSubtree(v.Leaf, v.Index, v.Number(v.Start), v.Number(v.End), v.Path, v.RootHash));

    [Theory]
    [MemberData(nameof(Files), "subtreeconsistency", 118)]
    public void Consistency_of_a_subtree(string file) => Check(file, v => Proofs.IsSubtreeConsistent(v.Number(v.Start), v.Number(v.End), v.Root1Hash, v.Number(v.Size), v.Root2Hash, v.Path));

    public static TheoryData<string> Files(string kind, int count)
    {
        if (Folder() is not { } folder)
            return new TheoryData<string>(Absent);
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(folder, kind), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        return files.Length == count ? new TheoryData<string>(files.Select(file => Path.GetRelativePath(folder, file))) : throw new InvalidDataException($"{kind} has {files.Length} vectors instead of {count}.");
    }

    private static void Check(string file, Func<Vector, bool> holds)
    {
        Assert.SkipWhen(file == Absent, "The vectors are absent; set ENTENTE_DATA to the folder that holds merkle.");
        var vector = JsonSerializer.Deserialize<Vector>(File.ReadAllText(Path.Combine(Folder()!, file)))!;
        (vector.IsWritable && holds(vector)).ShouldBe(!vector.WantErr, vector.Desc);
    }

    private static string? Folder()
    {
        var above = new DirectoryInfo(AppContext.BaseDirectory);
        while (above is not null && !File.Exists(Path.Combine(above.FullName, "Entente.slnx")))
            above = above.Parent;
        var data = Environment.GetEnvironmentVariable("ENTENTE_DATA") ?? Path.Combine(above?.FullName ?? ".", "..", "shared", "data");
        var merkle = Path.Combine(data, "merkle");
        return Directory.Exists(merkle) ? merkle : null;
    }

    private sealed record Vector(
        [property: JsonPropertyName("leafIdx")] ulong LeafIdx,
        [property: JsonPropertyName("treeSize")] ulong TreeSize,
        [property: JsonPropertyName("start")] ulong Start,
        [property: JsonPropertyName("end")] ulong End,
        [property: JsonPropertyName("size")] ulong Size,
        [property: JsonPropertyName("size1")] ulong Size1,
        [property: JsonPropertyName("size2")] ulong Size2,
        [property: JsonPropertyName("root")] string? Root,
        [property: JsonPropertyName("root1")] string? Root1,
        [property: JsonPropertyName("root2")] string? Root2,
        [property: JsonPropertyName("leafHash")] string? LeafHash,
        [property: JsonPropertyName("proof")] string?[]? Proof,
        [property: JsonPropertyName("desc")] string Desc,
        [property: JsonPropertyName("wantErr")] bool WantErr)
    {
        public long Index => Number(LeafIdx);

        internal Hash Leaf => Of(LeafHash);

        internal Hash RootHash => Of(Root);

        internal Hash Root1Hash => Of(Root1);

        internal Hash Root2Hash => Of(Root2);

        internal Hash[] Path => [.. (Proof ?? []).Select(Of)];

        // An empty hash cannot even be written down here.
        internal bool IsWritable => new[] { Root, Root1, Root2, LeafHash }.Concat(Proof ?? []).All(hash => hash != "");

        // Beyond what can be counted here; nothing is there either.
        public long Number(ulong value) => value > long.MaxValue ? -1 : (long)value;

        // Some hashes of the vectors have another length ("don't care"); their digest stands in for them, since it differs where they do.
        private static Hash Of(string? base64) =>
            Convert.FromBase64String(base64 ?? "") is { Length: Hash.Length } bytes ? Hash.Of(bytes) : Hash.Of(SHA256.HashData(Convert.FromBase64String(base64 ?? "")));
    }
}
