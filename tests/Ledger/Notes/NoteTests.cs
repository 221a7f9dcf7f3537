using System.Text;
using Entente.Ledger;

namespace Entente.Tests.Ledger.Notes;

/// <summary>The examples of C2SP, a log written by transparency-dev/tessera, and every way to spoil a note.</summary>
public sealed class NoteTests
{
    private const string Key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private const string Note = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    private const string TesseraPrivate = "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg";
    private const string TesseraPublic = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
    private const string Tessera4 = "example.com/log/testdata\n4\nzY1lN35vrXYAPixXSd59LsU29xUJtuW4o2dNNg5Y2Co=\n\n— example.com/log/testdata M9e0lnFuWt0cp60moO4jAkeXvMNLIIOGn4WdyeHQurBt9mBi0tWdfkldiAt9k0FpwuZymvttsVn9uwyouXU3vPpeNAc=\n";
    private const string Tessera15 = "example.com/log/testdata\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n\n— example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=\n";
    private static readonly string[] TesseraEntries = ["one", "two", "three", "four", "five", "six", "seven", "eit", "nain", "ten", "ileven", "twelf", "threeten", "fourten", "fivten"];

    [Fact]
    public void The_example_of_the_specification_is_verified()
    {
        var (key, note) = (VerifierKey.Parse(Key), Read(Note));
        key.ToString().ShouldBe(Key);
        note.ToString().ShouldBe(Note);
        key.Verifies(note.Text, note.Signatures.ShouldHaveSingleItem()).ShouldBeTrue();
        key.Verifies(note.Text + "\n", note.Signatures[0]).ShouldBeFalse();
    }

    [Fact]
    public void The_key_of_another_program_makes_the_signatures_that_it_made()
    {
        var key = SigningKey.Parse(TesseraPrivate);
        key.ToPrivateText().ShouldBe(TesseraPrivate);
        key.Verifier.ToString().ShouldBe(TesseraPublic);
        key.ToString().ShouldBe(TesseraPublic);
        foreach (var (size, note) in new[] { (4, Tessera4), (15, Tessera15) })
        {
            Hash[] leaves = [.. TesseraEntries.Take(size).Select(entry => Tree.Leaf(Encoding.ASCII.GetBytes(entry)))];
            new Checkpoint("example.com/log/testdata", size, Tree.Root(leaves)).Sign(key).ToString().ShouldBe(note);
            Checkpoint.Parse(Read(note)).Root.ShouldBe(Tree.Root(leaves));
        }
    }

    [Fact]
    public void A_cosignature_is_read_as_the_specification_writes_it()
    {
        var note = Read("example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n");
        note.Signatures.Count.ShouldBe(2);
        Checkpoint.Parse(note).Size.ShouldBe(20_852_163);
        note.Signatures[1].KeyId.ShouldBe(0x8d66cf3fu);
        VerifierKey.Timed(note.Text, 1_679_315_147).ShouldBe(Encoding.UTF8.GetBytes("cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"));
    }

    [Fact]
    public void A_witness_signs_the_time_with_the_text()
    {
        var witness = Scene.Witnesses[0];
        var signature = witness.Sign("a\n1\nb\n", Scene.Now);
        witness.Verifier.Verifies("a\n1\nb\n", signature, out var at).ShouldBeTrue();
        at.ShouldBe(Scene.Now);
        var bytes = signature.Bytes.ToArray();
        bytes[7]++;
        witness.Verifier.Verifies("a\n1\nb\n", signature with { Bytes = bytes }).ShouldBeFalse();
        witness.Verifier.Verifies("a\n2\nb\n", signature).ShouldBeFalse();
        witness.Verifier.Verifies("a\n1\nb\n", signature with { Bytes = bytes.AsMemory(8) }).ShouldBeFalse();
        new VerifierKey(witness.Verifier.Name, KeyKind.Log, witness.Verifier.PublicKey.Span).Verifies("a\n1\nb\n", signature).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => witness.Sign("a"));
        Should.Throw<InvalidOperationException>(() => Scene.Log.Sign("a", Scene.Now));
    }

    [Fact]
    public void Ed25519_gives_what_RFC_8032_prints()
    {
        var seed = Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        Convert.ToHexStringLower(Ed25519.PublicKey(seed)).ShouldBe("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        Convert.ToHexStringLower(Ed25519.Sign(seed, [])).ShouldBe("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        Ed25519.Verify([1, 2], [], new byte[64]).ShouldBeFalse();
        Ed25519.Verify(new byte[32], [], new byte[63]).ShouldBeFalse();
    }

    [Fact]
    public void Signatures_of_keys_that_nobody_knows_are_kept()
    {
        var note = Read(Note).With(Scene.Log.Sign("This is an example message.\n"));
        note.Signatures.Count.ShouldBe(2);
        Read(note.ToString()).ToString().ShouldBe(note.ToString());
        note.With(Scene.Log.Sign("other")).Signatures.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— a AAAAAAA=")] // no line feed at the end
    [InlineData("text\n\n- a AAAAAAA=\n")]
    [InlineData("text\n\n—a AAAAAAA=\n")]
    [InlineData("text\n\n—  AAAAAAA=\n")]
    [InlineData("text\n\n— a+b AAAAAAA=\n")]
    [InlineData("text\n\n— a\u00a0b AAAAAAA=\n")]
    [InlineData("text\n\n— a AAAAAAA\n")]
    [InlineData("text\n\n— a AAAAAAB=\n")] // stray bits
    [InlineData("text\n\n— a AAAAAA==\n")] // a number and no signature
    [InlineData("text\n\n— a AAAA AAA=\n")]
    [InlineData("text\r\n\r\n— a AAAAAAA=\r\n")]
    [InlineData("te\txt\n\n— a AAAAAAA=\n")]
    [InlineData("text\n\n— a AAAAAAA=\n\n")]
    public void Another_form_is_no_note(string note) => Should.Throw<LedgerFormatException>(() => Read(note));

    [Fact]
    public void A_note_that_is_too_large_is_not_read()
    {
        Should.Throw<LedgerFormatException>(() => Read(new string('a', SignedNote.MostBytes) + Note));
        Should.Throw<LedgerFormatException>(() => Read("text\n\n" + string.Concat(Enumerable.Repeat("— a AAAAAAA=\n", SignedNote.MostSignatures + 1))));
        Read("text\n\n" + string.Concat(Enumerable.Repeat("— a AAAAAAA=\n", SignedNote.MostSignatures))).Signatures.Count.ShouldBe(64);
        Should.Throw<LedgerFormatException>(() => SignedNote.Parse([0xff, .. Encoding.UTF8.GetBytes(Note)]));
    }

    [Theory]
    [InlineData("o\n1\n")]
    [InlineData("o\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("o\n+1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("o\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n")]
    [InlineData("o\n1\nAAAA\n")]
    [InlineData("\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nx\n")]
    public void Another_form_is_no_checkpoint(string text) => Should.Throw<LedgerFormatException>(() => Checkpoint.Parse(new SignedNote(text, [])));

    [Fact]
    public void Lines_that_only_others_understand_are_signed_with_the_checkpoint()
    {
        var note = new Checkpoint("o", 0, Tree.Empty) { Extensions = ["more"] }.Sign(Scene.Log);
        Checkpoint.Parse(Read(note.ToString())).Text.ShouldBe(note.Text);
        note.Text.ShouldEndWith("\nmore\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com/foo")]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")] // another's number
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")] // kind 2
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0=")]
    [InlineData("example.com foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    public void Another_form_is_no_key(string key) => Should.Throw<LedgerFormatException>(() => VerifierKey.Parse(key));

    [Fact]
    public void A_private_key_that_is_none_is_not_quoted()
    {
        foreach (var text in (string[])["", "PRIVATE+KEY+a", TesseraPrivate + "=", TesseraPrivate.Replace("33d7b496", "33d7b497", StringComparison.Ordinal)])
            Should.Throw<LedgerFormatException>(() => SigningKey.Parse(text)).Message.ShouldNotContain("AeymY");
    }

    private static SignedNote Read(string note) => SignedNote.Parse(Encoding.UTF8.GetBytes(note));
}
