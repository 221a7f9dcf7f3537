using System.Text;
using Entente.Ledger;

namespace Entente.Tests.Ledger.Notes;

public sealed class PolicyTests
{
    private static readonly string Log = Scene.Log.Verifier.ToString();
    private static readonly VerifierKey[] Keys = [.. Scene.Witnesses.Select(witness => witness.Verifier)];
    private static readonly string Three = $"witness a {Keys[0]}\nwitness b {Keys[1]}\nwitness c {Keys[2]}\n";

    [Theory]
    [InlineData("quorum none\n", "", true)]
    [InlineData("quorum b\n", "b", true)]
    [InlineData("quorum b\n", "ac", false)]
    [InlineData("group g any a b c\nquorum g\n", "c", true)]
    [InlineData("group g all a b c\nquorum g\n", "ab", false)]
    [InlineData("group g all a b c\nquorum g\n", "abc", true)]
    [InlineData("group g 2 a b\n group h all g\tc\n\n# two of two, and c\nquorum h", "abc", true)]
    [InlineData("group g 2 a b\ngroup h all g c\nquorum h\n", "ac", false)]
    public void Witnesses_are_enough_as_the_policy_says(string rules, string letters, bool enough)
    {
        var policy = Read($"log {Log}\n{Three}{rules.TrimEnd('\n')}\n");
        policy.IsMetBy([.. letters.Select(letter => Keys[letter - 'a'])]).ShouldBe(enough);
        policy.Logs.ShouldHaveSingleItem().ShouldBe(Scene.Log.Verifier);
        policy.Witnesses.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("quorum a\n")] // not above
    [InlineData("quorum none\nquorum none\n")]
    [InlineData("group g any a\nquorum g\n")]
    [InlineData("W\ngroup g 0 a\nquorum g\n")]
    [InlineData("W\ngroup g 4 a b c\nquorum g\n")]
    [InlineData("W\ngroup g 02 a b c\nquorum g\n")]
    [InlineData("W\ngroup g 2 a a\nquorum g\n")]
    [InlineData("W\ngroup g any none\nquorum g\n")]
    [InlineData("W\ngroup a any b\nquorum a\n")]
    [InlineData("W\ngroup none any b\nquorum none\n")]
    [InlineData("W\ngroup g any\nquorum g\n")]
    [InlineData("W\nW\nquorum none\n")]
    [InlineData("W\nhello\nquorum none\n")]
    public void Another_form_is_no_policy(string text) => Should.Throw<LedgerFormatException>(() => Read(text.Replace("W\n", Three, StringComparison.Ordinal)));

    [Fact]
    public void A_key_is_used_for_what_it_is_made_for_and_once()
    {
        Should.Throw<LedgerFormatException>(() => Read($"log {Keys[0]}\nquorum none\n"));
        Should.Throw<LedgerFormatException>(() => Read($"witness a {Log}\nquorum none\n"));
        Should.Throw<LedgerFormatException>(() => Read($"log {Log}\nlog {Log}\nquorum none\n"));
        var renamed = new VerifierKey("other", KeyKind.Witness, Scene.Log.Verifier.PublicKey.Span);
        Should.Throw<LedgerFormatException>(() => Read($"log {Log}\nwitness a {renamed}\nquorum none\n"));
    }

    [Fact]
    public void Groups_of_groups_are_counted_once_each()
    {
        var text = new StringBuilder(Three).Append("group g0 any a b\n");
        for (var level = 1; level < 200; level++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"group g{level} any g{level - 1} {(level > 1 ? $"g{level - 2}" : "c")}\n");
        Read(text.Append("quorum g199\n").ToString()).IsMetBy([Keys[0]]).ShouldBeTrue();
    }

    private static Policy Read(string text) => Policy.Parse(Encoding.UTF8.GetBytes(text));
}
