using System.Text;
using System.Text.Json;
using Entente.Ledger;

namespace Entente.Tests.Ledger.Content;

public sealed class ContentTests
{
    public static TheoryData<string> Vectors => [.. Read().Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_commitment_is_the_one_of_the_vector(string name)
    {
        var vector = Read().Single(one => one.GetProperty("name").GetString() == name);
        Of(vector).ToHex().ShouldBe(vector.GetProperty("commitment").GetString());
    }

    [Fact]
    public void A_segment_that_was_indented_has_the_same_bytes()
    {
        foreach (var vector in Read().Where(vector => vector.TryGetProperty("segment", out _)))
        {
            var segment = vector.GetProperty("segment").GetString()!;
            using var document = JsonDocument.Parse(segment);
            var indented = JsonSerializer.SerializeToUtf8Bytes(document, Indented);
            Encoding.UTF8.GetString(CanonicalJson.Of(indented)).ShouldBe(segment);
        }
    }

    [Theory]
    [InlineData("""{"a":1.0}""")]
    [InlineData("""{"a":1e3}""")]
    [InlineData("""{"a":-1}""")]
    [InlineData("""{"a":99999999999}""")]
    [InlineData("""{"a":null}""")]
    [InlineData("""{"a":"x","a":"y"}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":1,}""")]
    [InlineData("")]
    public void What_has_no_canonical_form_is_refused(string json) => Should.Throw<LedgerFormatException>(() => CanonicalJson.Of(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Entries_are_lines_that_anybody_can_write()
    {
        var commitment = Tree.Empty;
        Encoding.UTF8.GetString(new StatementEntry(commitment).ToBytes()).ShouldBe($"entente entry 1\nstatement\n{commitment.ToHex()}\nunsigned\n");
        Encoding.UTF8.GetString(new StatementEntry(commitment, commitment).ToBytes()).ShouldBe($"entente entry 1\nstatement\n{commitment.ToHex()}\nsigned {commitment.ToHex()}\n");
        foreach (LogEntry entry in (LogEntry[])[new StatementEntry(commitment), new StatementEntry(commitment, commitment), new KeyEntry(Scene.Log.Verifier, false)])
            LogEntry.Parse(entry.ToBytes()).ShouldBe(entry);
    }

    [Fact]
    public void An_entry_of_a_later_kind_is_kept_as_it_is()
    {
        var bytes = "entente entry 1\ngrant\nsomething\n"u8.ToArray();
        LogEntry.Parse(bytes).ShouldBeOfType<OtherEntry>().Leaf.ShouldBe(Tree.Leaf(bytes));
    }

    [Theory]
    [InlineData("entente entry 1\nstatement\n")]
    [InlineData("entente entry 1\nstatement\nab\nunsigned\n")]
    [InlineData("entente entry 1\nstatement\nE3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855\nunsigned\n")]
    [InlineData("entente entry 1\nstatement\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\nperhaps\n")]
    [InlineData("entente entry 1\nstatement\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\nunsigned\nmore\n")]
    [InlineData("entente entry 1\nkey\nbegins\nnone\n")]
    [InlineData("entente entry 2\nstatement\n")]
    [InlineData("entente entry 1\n\n")]
    [InlineData("entente entry 1")]
    public void Another_form_is_no_entry(string text) => Should.Throw<LedgerFormatException>(() => LogEntry.Parse(Encoding.UTF8.GetBytes(text)));

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static Hash Of(JsonElement vector)
    {
        if (vector.TryGetProperty("segment", out var segment))
            return Commitments.OfSegment(Convert.FromHexString(vector.GetProperty("salt").GetString()!), Encoding.UTF8.GetBytes(segment.GetString()!));
        var head = vector.GetProperty("head");
        return Commitments.OfStatement(
            new StatementHead(head.GetProperty("statement").GetGuid(), Text("body")!, Text("code")!, Text("definition")!, Text("party"), head.GetProperty("version").GetInt32()),
            vector.GetProperty("segments").EnumerateArray().Select(hex => Hash.Of(Convert.FromHexString(hex.GetString()!))));
        string? Text(string name) => head.TryGetProperty(name, out var member) ? member.GetString() : null;
    }

    private static List<JsonElement> Read()
    {
        var above = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(above!.FullName, "Entente.slnx")))
            above = above.Parent;
        return [.. JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(above.FullName, "tests", "canonical", "commitments.json"))).EnumerateArray()];
    }
}
