using System.Text.Json;

namespace Entente.Records.Demonstrations;

/// <summary>
/// How much invented data a body's demonstration of real size has, and what it looks like: <c>bodies/CODE/demo/large.json</c>,
/// explained in docs/demonstrations.md. The same recipe gives the same data wherever and whenever it is followed.
/// </summary>
/// <param name="By">The address of whoever enters it: somebody who serves the body.</param>
/// <param name="Years">How many years back it goes, this one included.</param>
/// <param name="SliceYears">The same for the small slice that every demonstration has.</param>
/// <param name="SliceParties">The parties of the small slice.</param>
internal sealed record Recipe(int Seed, string By, int Years, int SliceYears, IReadOnlyList<string> SliceParties, IReadOnlyList<Batch> Batches)
{
    public static Recipe Read(string text)
    {
        var root = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }).RootElement;
        var slice = root.GetProperty("slice");
        return new Recipe(root.GetProperty("seed").GetInt32(), root.GetProperty("by").GetString()!, root.GetProperty("years").GetInt32(), slice.GetProperty("years").GetInt32(),
            Texts(slice.GetProperty("parties")), [.. root.GetProperty("batches").EnumerateArray().Select(one => new Batch(one))]);
    }

    public static IReadOnlyList<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(word => word.GetString()!)];
}

/// <summary>Statements of one definition that are made alike.</summary>
internal sealed class Batch(JsonElement said)
{
    public string Name { get; } = said.GetProperty("name").GetString()!;

    public string Definition { get; } = said.GetProperty("definition").GetString()!;

    /// <summary>The state that each has come to.</summary>
    public string State { get; } = said.GetProperty("state").GetString()!;

    public JsonElement Content { get; } = said.GetProperty("content");

    /// <summary>How many, spread over the parties; null where periods or years give the number.</summary>
    public int? Count { get; } = said.TryGetProperty("count", out var count) ? count.GetInt32() : null;

    /// <summary>The most of them in the small slice.</summary>
    public int Slice { get; } = said.TryGetProperty("slice", out var slice) ? slice.GetInt32() : int.MaxValue;

    /// <summary>How much of the number falls to each party; whoever is not named has 1.</summary>
    public IReadOnlyDictionary<string, double> Spread { get; } =
        said.TryGetProperty("spread", out var spread) ? spread.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetDouble(), StringComparer.Ordinal) : new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>The only parties that have any; null: all.</summary>
    public IReadOnlyList<string>? Parties { get; } = said.TryGetProperty("parties", out var parties) ? Recipe.Texts(parties) : null;

    /// <summary>The codes for each of which every party of its list has one a year; null where that is not how it goes.</summary>
    public IReadOnlyList<(string Code, IReadOnlyList<string> Parties)>? EachYear { get; } =
        said.TryGetProperty("each-year", out var codes) ? [.. codes.EnumerateObject().Select(code => (code.Name, Recipe.Texts(code.Value)))] : null;

    /// <summary>The months in which a period may begin; null: any.</summary>
    public IReadOnlyList<int>? Months { get; } = said.TryGetProperty("months", out var months) ? [.. months.EnumerateArray().Select(month => month.GetInt32())] : null;

    /// <summary>The share of periods for which nothing comes.</summary>
    public double Missing { get; } = said.TryGetProperty("missing", out var missing) ? missing.GetDouble() : 0;

    /// <summary>How many days after its period a return comes, and after which it is late.</summary>
    public (int From, int To) After { get; } = Pair(said, "after", (1, 10));

    public double LateShare { get; } = said.TryGetProperty("late", out var late) ? late.GetDouble() : 0;

    public (int From, int To) LateAfter { get; } = Pair(said, "late-after", (20, 90));

    private static (int, int) Pair(JsonElement said, string key, (int, int) otherwise) => said.TryGetProperty(key, out var pair) ? (pair[0].GetInt32(), pair[1].GetInt32()) : otherwise;
}
