using System.Security.Cryptography;
using Entente.Ledger;
using QRCoder;

namespace Entente.Tests.Ledger.Receipts;

public sealed class CompactTests
{
    private const int EasilyRead = 30; // of 40 versions: on 6 cm of paper its squares have 0.4 mm
    private const string Address = "HTTPS://ENTENTE.EXAMPLE/VERIFY/";

    [Fact]
    public void The_code_proves_what_the_receipt_proves()
    {
        var (receipt, _, _) = Scene.Of(1000).Declare();
        var code = CompactReceipt.Parse(receipt.ToCompact().ToString());
        code.Verify(Scene.Trusted).Holds.ShouldBeTrue();
        code.ToString().ShouldBe(receipt.ToCompact().ToString());
        (code.Statement, code.Version, code.Entry).ShouldBe((receipt.Head.Statement, 1, receipt.Entry));
        code.Proof.ToString().ShouldBe(receipt.Proof.ToString());
    }

    [Fact]
    public void It_is_read_behind_an_address_and_in_small_letters()
    {
        var (receipt, _, _) = Scene.Of(10).Declare();
        var code = receipt.ToCompact().ToString();
        CompactReceipt.Parse(Address + code).ToString().ShouldBe(code);
        CompactReceipt.Parse(code.ToLowerInvariant() + "\n").ToString().ShouldBe(code);
    }

    [Fact]
    public void A_signed_statement_has_its_digest_in_the_code()
    {
        var (receipt, _, _) = Scene.Of(10).Declare(sign: _ => new Assertion(new byte[1], new byte[1], new byte[37], new byte[2], new byte[1]));
        var code = CompactReceipt.Parse(receipt.ToCompact().ToString());
        code.Entry.Assertion.ShouldBe(receipt.Assertion!.Digest);
        code.Verify(Scene.Trusted).Holds.ShouldBeTrue();
    }

    [Fact]
    public void Every_changed_letter_is_refused()
    {
        var (receipt, _, _) = Scene.Of(10).Declare();
        var code = receipt.ToCompact().ToString();
        for (var at = 0; at < code.Length; at++)
        {
            var letters = code.ToCharArray();
            letters[at] = letters[at] == 'A' ? 'B' : 'A';
            CompactReceipt? changed = null;
            try
            {
                changed = CompactReceipt.Parse(new string(letters));
            }
            catch (LedgerFormatException)
            {
                continue; // not even a code
            }
            // Which statement it is about is a hint, told to be checked with the statement.
            if (changed.Statement == receipt.Head.Statement && changed.Version == 1)
                changed.Verify(Scene.Trusted).Holds.ShouldBeFalse($"letter {at}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("AEBAG")]
    [InlineData("0189")]
    [InlineData("ſ")]
    public void Another_text_is_no_code(string text) => Should.Throw<LedgerFormatException>(() => CompactReceipt.Parse(text));

    [Fact]
    public void Nothing_may_follow_a_code_or_be_cut_off()
    {
        var (receipt, _, _) = Scene.Of(10).Declare();
        var code = receipt.ToCompact().ToString();
        Should.Throw<LedgerFormatException>(() => CompactReceipt.Parse(code + "AAAAAAAA"));
        for (var length = 0; length < code.Length; length++)
            Should.Throw<LedgerFormatException>(() => CompactReceipt.Parse(code[..length]));
        Should.Throw<LedgerFormatException>(() => CompactReceipt.Parse(new string('A', CompactReceipt.MostLetters + 1)));
    }

    [Theory]
    [InlineData(1_000, 0)]
    [InlineData(1_000, 3)]
    [InlineData(100_000, 0)]
    [InlineData(100_000, 3)]
    [InlineData(1_000_000, 0)]
    [InlineData(1_000_000, 3)]
    [InlineData(10_000_000, 2)]
    public void It_fits_a_QR_code_that_a_telephone_reads(long size, int witnesses)
    {
        var text = Address + OfSize(size, witnesses);
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        TestContext.Current.TestOutputHelper?.WriteLine($"{size:N0} leaves, {witnesses} witnesses: {text.Length} letters, version {code.Version}");
        code.Version.ShouldBeLessThanOrEqualTo(EasilyRead);
    }

    // Nothing about it is true but its length.
    private static CompactReceipt OfSize(long size, int witnesses)
    {
        var path = Enumerable.Range(0, (int)Math.Ceiling(Math.Log2(size))).Select(number => Hash.Of(SHA256.HashData([(byte)number]))).ToArray();
        var note = new Checkpoint(Scene.Origin, size, Tree.Empty).Sign(Scene.Log);
        foreach (var witness in Scene.Witnesses.Take(witnesses))
            note = note.With(witness.Sign(note.Text, Scene.Now));
        return new CompactReceipt(Guid.Empty, 1, new StatementEntry(Tree.Empty), new LogProof(size / 3, path, note));
    }
}
